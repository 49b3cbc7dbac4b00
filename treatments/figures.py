"""Figures that prose may refer to: each number is read from the field that holds it and worded once, here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.utils.text import slugify

from .schema.clinic import Clinic
from .schema.evidence import Claim, Source
from .schema.plans import SessionPlan
from .schema.prices import Item, Package
from .schema.quantities import Quantity
from .schema.safety import Risk
from .schema.treatment import Treatment

WEEK = 7
"""Days in a week."""
WEEKS_OF_3_MONTHS = 13


def number(value: float) -> str:
    """Return a number as a reader writes it, with two decimals at most: 2, 2.5, 0.97, 1,000."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def span(low: float, high: float) -> str:
    """Return "3" or "3 to 6": the one way a range is worded."""
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def pounds(pence: int) -> str:
    """Return an amount of pence as "£540" or "£6.50"."""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02d}" if rest else f"£{whole:,}"


def counted(value: float, one: str, many: str | None = None) -> str:
    """Return a number with its unit in the right form: "1 week", "2 weeks"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def apart(days: float) -> str:
    """Return the time between two days: "3 weeks", or in days where it is no whole number of weeks."""
    return counted(days, "day") if days % WEEK else counted(days / WEEK, "week")


def of_clinic(clinic: Clinic) -> Iterator[tuple[str, str]]:
    """Yield `clinic.…`: name, telephone, mail, what it promises, and how long it keeps what people send."""
    yield "clinic.name", clinic.name
    yield "clinic.short-name", clinic.short_name
    yield "clinic.phone", clinic.phone.number
    for line in clinic.main.phones:
        yield f"clinic.phone.{slugify(line.label)}", line.number
    yield "clinic.email", clinic.email
    yield "clinic.complaints-email", clinic.complaints.email
    yield "clinic.complaints-days", number(clinic.complaints.reply_within_working_days)
    yield "clinic.answer-hours", number(clinic.promise.within_open_hours)
    yield "clinic.keep-closed-months", number(clinic.keeping.closed_enquiry_months)
    yield "clinic.keep-spam-days", number(clinic.keeping.suspected_spam_days)


def of_plan(name: str, plan: SessionPlan) -> Iterator[tuple[str, str]]:
    """Yield `<name>.sessions.…`, `.gap.…` (weeks), `.visit.N.minutes`, `.wait.minutes` and their kin."""
    yield f"{name}.sessions.min", number(plan.sessions_min)
    yield f"{name}.sessions.typical", number(plan.sessions_planned)
    yield f"{name}.sessions.max", number(plan.sessions_max)
    yield f"{name}.sessions.range", span(plan.sessions_min, plan.sessions_max)
    yield f"{name}.gap.min", number(plan.gap_weeks_min)
    yield f"{name}.gap.typical", number(plan.gap_weeks_typical)
    yield f"{name}.gap.max", number(plan.gap_weeks_max)
    yield f"{name}.gap.range", span(plan.gap_weeks_min, plan.gap_weeks_max)
    yield (
        f"{name}.injections-per-site.range",
        span(plan.injections_per_site_min, plan.injections_per_site_max),
    )
    yield f"{name}.wait.minutes", number(plan.wait_after_minutes)
    yield f"{name}.visits", number(len(plan.clinic_appointments))
    yield f"{name}.clinic-minutes", number(plan.clinic_minutes)
    yield f"{name}.deciding-later.visits", number(len(plan.when_deciding_later))
    yield f"{name}.deciding-later.minutes", number(sum(each.minutes for each in plan.when_deciding_later))
    yield f"{name}.first-check.weeks", number(plan.first_check_weeks_after_last)
    for each in plan.appointments:
        yield f"{name}.visit.{each.seq}.minutes", number(each.minutes)
        yield f"{name}.visit.{each.seq}.week", number(each.week_offset)


def of_package(package: Package) -> Iterator[tuple[str, str]]:
    """Yield `price.<id>.total` and `price.<id>.stage.N`."""
    yield f"price.{package.id}.total", pounds(package.total_pence)
    for stage in package.stages:
        yield f"price.{package.id}.stage.{stage.seq}", pounds(stage.pence)


def of_item(item: Item) -> Iterator[tuple[str, str]]:
    """Yield `price.<id>`, `price.<id>.minutes`, and `price.<id>.days` where what was paid counts towards a course."""
    yield f"price.{item.id}", pounds(item.pence)
    yield f"price.{item.id}.minutes", number(item.minutes)
    if item.counts_for_days is not None:
        yield f"price.{item.id}.days", number(item.counts_for_days)


def of_rests(packages: Iterable[Package], items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    """Yield `price.<item>.rest.<package>`: what is left of the first payment when the item counts towards it."""
    counting = [each for each in items if each.counts_for_days is not None]
    for package in packages:
        for item in counting:
            yield f"price.{item.id}.rest.{package.id}", pounds(package.stages[0].pence - item.pence)


def of_quantity(quantity: Quantity) -> Iterator[tuple[str, str]]:
    """Yield `quantity.<id>`; the id ends with the unit."""
    yield f"quantity.{quantity.id}", number(quantity.value)


def of_risk(risk: Risk) -> Iterator[tuple[str, str]]:
    """Yield `risk.<id>`: "70 in 100", or "not known"."""
    frequency = risk.frequency
    known = frequency.numerator is not None and frequency.denominator is not None
    yield (
        f"risk.{risk.id}",
        f"{frequency.numerator} in {number(frequency.denominator or 0)}" if known else "not known",
    )


def of_source(source: Source) -> Iterator[tuple[str, str]]:
    """Yield `source.<id>.people`, `.studies`, `.year`, `.followup-weeks` and `.months` where they are known."""
    known = {
        "people": source.people,
        "studies": source.studies,
        "followup-weeks": source.followup_weeks,
    }
    for name, value in known.items():
        if value is not None:
            yield f"source.{source.id}.{name}", number(value)
    if source.year is not None:
        yield f"source.{source.id}.year", str(source.year)
    yield from _months(f"source.{source.id}", source.followup_weeks)


def of_claim(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield `claim.<id>.people`, `.weeks`, `.months`, `.effect`, `.low`, `.high`, and `.<arm>` for each group."""
    effect = claim.effect
    known: dict[str, float | None] = {
        "people": claim.people,
        "weeks": claim.followup_weeks,
    }
    if effect is not None:
        known |= {"effect": effect.value, "low": effect.ci_low, "high": effect.ci_high}
    for name, value in known.items():
        if value is not None:
            yield f"claim.{claim.id}.{name}", number(value)
    yield from _months(f"claim.{claim.id}", claim.followup_weeks)
    for arm in claim.arms:
        yield f"claim.{claim.id}.{arm.id}", number(arm.value)


def of_treatment(treatment: Treatment, plans: Mapping[str, SessionPlan]) -> Iterator[tuple[str, str]]:
    """Yield the plan's figures under the treatment's own id, and the strength of what it offers."""
    plan = plans.get(treatment.session_plan)
    if plan is not None:
        yield from of_plan(treatment.id, plan)
    for solution in treatment.solutions:
        low, high = solution.strength_min_pct, solution.strength_max_pct
        if solution.offered and low is not None and high is not None:
            yield f"{treatment.id}.strength", span(low, high)


def _months(name: str, weeks: int | None) -> Iterator[tuple[str, str]]:
    """Yield `<name>.months` where a number of weeks is a whole number of quarters of a year."""
    quarters, rest = divmod(weeks or 0, WEEKS_OF_3_MONTHS)
    if quarters and not rest:
        yield f"{name}.months", number(quarters * 3)
