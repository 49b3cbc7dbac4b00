"""Packages and single items with their words: what is in force today, what it includes and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from treatments.catalogue import Catalogue
from treatments.figures import pounds
from treatments.labels import in_words
from treatments.pictures.cost import Course, course_costs
from treatments.schema.plans import Appointment, SessionPlan
from treatments.schema.prices import Item, Package

PICTURE_LENGTH = 360.0
"""How wide the picture of what a course comes to is, in units."""


@dataclass(frozen=True, slots=True)
class StageRow:
    """One payment."""

    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package, its payments, the visits they pay for, what is included in words, and what a course comes to."""

    package: Package
    plan: SessionPlan
    total: str
    stages: tuple[StageRow, ...]
    visits: tuple[Appointment, ...]
    includes: tuple[str, ...]
    courses: tuple[Course, ...]
    extra: Item | None


def packages_in_force(catalogue: Catalogue, names: Iterable[str], today: date) -> tuple[PackageRow, ...]:
    """Return those of the packages whose price holds today."""
    found = (catalogue.packages[name] for name in names)
    return tuple(_package_row(catalogue, each) for each in found if in_force(each, today))


def items_in_force(catalogue: Catalogue, names: Iterable[str], today: date) -> tuple[Item, ...]:
    """Return those of the single items whose price holds today."""
    return tuple(each for each in (catalogue.items[name] for name in names) if in_force(each, today))


def in_force(priced: Package | Item, today: date) -> bool:
    """Whether a price holds today."""
    return priced.valid_from <= today and (priced.valid_to is None or today <= priced.valid_to)


def cheapest(packages: Iterable[PackageRow]) -> PackageRow | None:
    """Return the package that costs least, or None where there is none."""
    return min(packages, key=lambda row: row.package.total_pence, default=None)


def _package_row(catalogue: Catalogue, package: Package) -> PackageRow:
    plan = catalogue.plans[package.session_plan]
    extra = catalogue.items[package.extra_session] if package.extra_session else None
    return PackageRow(
        package=package,
        plan=plan,
        total=pounds(package.total_pence),
        stages=tuple(StageRow(each.label, pounds(each.pence)) for each in package.stages),
        visits=plan.clinic_appointments,
        includes=tuple(in_words(each, "included") for each in package.includes),
        courses=course_costs(package, plan, extra, length=PICTURE_LENGTH),
        extra=extra,
    )
