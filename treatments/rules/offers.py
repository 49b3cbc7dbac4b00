"""Rules of what is offered: conditions, plans and prices that agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from treatments.faults import Fault
from treatments.rules.base import Context, each
from treatments.schema.plans import SessionPlan
from treatments.schema.prices import Package
from treatments.schema.treatment import Treatment


def treatments_list_every_condition_once(context: Context) -> Iterator[Fault]:
    """V1: a reader of the treatment page finds each condition, and its status, exactly once."""
    conditions = context.shelf.entries("condition")
    for entry, treatment in each(context, "treatment", Treatment):
        for place, name in enumerate(treatment.conditions):
            if name in treatment.conditions[:place]:
                yield entry.fault(
                    ("conditions", place),
                    f"{str(name)!r} is listed twice",
                    "remove one",
                )
        for missing in sorted(set(conditions) - set(treatment.conditions)):
            yield entry.fault(
                ("conditions",),
                f"condition {missing!r} is not listed",
                f"add '- {missing}'",
            )


def packages_follow_their_plan(context: Context) -> Iterator[Fault]:
    """V6: what is paid for is what the plan says: as many visits, as long, as far apart."""
    plans = context.shelf.all("plan", SessionPlan)
    for entry, package in each(context, "package", Package):
        plan = plans.get(package.session_plan)
        if plan is None:
            continue
        paid = [(each.seq, each.minutes, each.week_offset) for each in package.appointments]
        planned = [(each.seq, each.minutes, each.week_offset) for each in plan.clinic_appointments]
        if paid != planned:
            expected = ", ".join(f"visit {seq} of {minutes} minutes in week {week:g}" for seq, minutes, week in planned)
            yield entry.fault(
                ("appointments",),
                f"not the visits of plan {plan.id!r}",
                f"make them: {expected}",
            )


def packages_include_consultation_and_scan(context: Context) -> Iterator[Fault]:
    """V7: the consultation and the ultrasound scan are in every package."""
    for entry, package in each(context, "package", Package):
        for included in ("consultation", "ultrasound-scan"):
            if included not in package.includes:
                yield entry.fault(("includes",), f"{included} is not included", f"add '- {included}'")


def a_price_is_in_force(context: Context) -> Iterator[Fault]:
    """A treatment has a package whose price is valid today."""
    packages = context.shelf.all("package", Package)
    for entry, treatment in each(context, "treatment", Treatment):
        offered = [packages[name] for name in treatment.packages if name in packages]
        if offered and not any(_in_force(package, context.today) for package in offered):
            yield entry.fault(
                ("packages",),
                f"no package is valid on {context.today}",
                "renew a price in prices.yaml",
            )


def plans_show_that_others_differ(context: Context) -> Iterator[Fault]:
    """A plan stands beside at least one published plan that differs from it."""
    for entry, plan in each(context, "plan", SessionPlan):
        own = (plan.sessions_planned, plan.gap_weeks_typical)
        if all((each.n_min, each.gap_weeks_min) == own for each in plan.published_ranges):
            yield entry.fault(
                ("published_ranges",),
                "every range is the same as this plan",
                "add one that differs",
            )


def _in_force(package: Package, today: date) -> bool:
    return package.valid_from <= today and (package.valid_to is None or today <= package.valid_to)
