"""What things cost today, whole. The page names no medicine, because a price list is an advertisement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from treatments import structured_data
from treatments.addresses import address
from treatments.catalogue import Catalogue
from treatments.pages.base import (
    REFERENCES,
    Built,
    Link,
    Place,
    Section,
    built,
    cites,
    clinic_day,
    home_crumb,
    review_of,
)
from treatments.pages.pictured import CoursePicture, course_picture, rest_after
from treatments.pages.prices import PackageRow, items_in_force, packages_in_force
from treatments.schema.plans import SessionPlan
from treatments.schema.treatment import Treatment

SECTIONS = (
    Section("packages", "A whole course"),
    Section("in-all", "What it comes to"),
    Section("items", "Single visits"),
    Section("how-you-pay", "How you pay"),
    Section("rules", "What you can count on"),
    Section("plan", "When you would come"),
)

DESCRIPTION = "The whole price of a course and of single visits, what is included, what is not, and how you pay."


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan, its picture, and where a first day can be chosen."""

    plan: SessionPlan
    course: CoursePicture
    dates_url: str


def costs(catalogue: Catalogue, *, now: datetime) -> Built:
    """Return the page of prices."""
    today = clinic_day(catalogue, now)
    packages = packages_in_force(catalogue, catalogue.packages, today)
    items = items_in_force(catalogue, catalogue.items, today)
    path = reverse("treatments:costs")
    place = Place(
        kind="costs",
        path=path,
        heading="Costs",
        description=DESCRIPTION,
        above=(home_crumb(),),
        sections=(*SECTIONS, *((REFERENCES,) if cites(catalogue.prices) else ())),
        previous=_treatment_link(catalogue),
        next=Link("People", reverse("treatments:people")),
    )
    return built(
        catalogue,
        place,
        review_of(catalogue, catalogue.prices),
        now=now,
        graph=[structured_data.offers(path, [*(row.package for row in packages), *items])],
        prices=catalogue.prices,
        packages=packages,
        items=items,
        plans=_plans(catalogue, packages),
    )


def _plans(catalogue: Catalogue, packages: Iterable[PackageRow]) -> list[PlanRow]:
    """Return the plan of each package once, with its picture and the way to likely dates."""
    by_plan: dict[str, Treatment] = {each.session_plan: each for each in catalogue.treatments.values()}
    return [
        PlanRow(
            plan,
            course_picture(plan, rest_after(catalogue, by_plan[plan.id])),
            address("dates", by_plan[plan.id].id),
        )
        for plan in {row.plan.id: row.plan for row in packages}.values()
        if plan.id in by_plan
    ]


def _treatment_link(catalogue: Catalogue) -> Link:
    return Link("Treatments", reverse("treatments:treatments"))
