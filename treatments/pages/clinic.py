"""The pages about the clinic itself: its people, and how to reach it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import holidays
from django.urls import reverse

from treatments import structured_data
from treatments.addresses import address
from treatments.catalogue import Catalogue
from treatments.labels import LABELS
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
from treatments.schema.clinic import Clinic, Closure, Interval, Location

DAYS_AHEAD = 366
"""How far ahead closed days are listed."""

CONTACT_SECTIONS = (
    Section("phone", "Call or write"),
    Section("hours", "When we are open"),
    Section("closed", "Days when we are closed"),
    Section("out-of-hours", "When we are closed and it cannot wait"),
    Section("find-us", "Where we are"),
    Section("access", "Getting in, hearing, and being accompanied"),
    Section("complaints", "If you are not happy"),
)

ACCESS = {
    "step_free": "Step-free access",
    "hearing_loop": "Hearing loop",
    "parking": "Parking",
    "public_transport": "Public transport",
    "chaperone": "Chaperone",
    "interpreter": "Interpreter",
}
"""What the page asks about each way of getting in, in the words of a reader."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of the week and the stretches of it that the clinic is open; none when it is closed."""

    name: str
    intervals: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One question about getting in, and its answer."""

    question: str
    answer: str


def people(catalogue: Catalogue, *, now: datetime) -> Built:
    """Return the page of everybody a patient may meet."""
    team = tuple(catalogue.people.values())
    place = Place(
        kind="people",
        path=reverse("treatments:people"),
        heading="People",
        description="Who treats and answers you, where to check it, what each was taught and how each is paid.",
        above=(home_crumb(),),
        sections=tuple(Section(f"person-{each.id}", each.display_name) for each in team),
        previous=Link("Costs", reverse("treatments:costs")),
        next=Link("Contact", reverse("treatments:contact")),
    )
    return built(
        catalogue,
        place,
        review_of(catalogue, *team),
        now=now,
        graph=[structured_data.person(each) for each in team],
        team=team,
    )


def contact(catalogue: Catalogue, *, now: datetime) -> Built:
    """Return the page of telephones, hours, closed days and access."""
    clinic, today = catalogue.clinic, clinic_day(catalogue, now)
    place = Place(
        kind="contact",
        path=reverse("treatments:contact"),
        heading="Contact",
        description="Phone numbers, opening hours, closed days, where we are, and how to get in and be accompanied.",
        above=(home_crumb(),),
        sections=(*CONTACT_SECTIONS, *((REFERENCES,) if cites(clinic) else ())),
        previous=Link("People", reverse("treatments:people")),
    )
    return built(
        catalogue,
        place,
        review_of(catalogue, clinic),
        now=now,
        about=structured_data.identity("/", "clinic"),
        graph=[structured_data.clinic_in_full(clinic)],
        location=clinic.main,
        week=week(clinic.main),
        closed_days=closed_days(clinic, today),
        complaints_url=address("page", "complaints") if "complaints" in catalogue.pages else "",
        access=[AccessRow(question, getattr(clinic.main.access, name)) for name, question in ACCESS.items()],
    )


def week(place: Location) -> list[DayRow]:
    """Return all seven days with the stretches during which the place is open."""
    ordered = sorted(place.opening, key=lambda each: each.opens)
    return [DayRow(name, tuple(each for each in ordered if each.day == day)) for day, name in LABELS["day"].items()]


def closed_days(clinic: Clinic, today: date) -> list[Closure]:
    """Return the closures and bank holidays of the coming year that are not over, the next one first.

    A bank holiday on a day on which the week says closed anyway is left out.
    """
    last = today + timedelta(days=DAYS_AHEAD)
    own = [each for each in clinic.main.closures if each.last >= today and each.first <= last]
    country, _, part = clinic.holidays_region.partition("-")
    years = range(today.year, last.year + 1)
    public = holidays.country_holidays(country, subdiv=part or None, years=years, language="en_GB").items()
    opens = {each.day for each in clinic.main.opening}
    banked = [
        Closure(first=day, last=day, reason=name)
        for day, name in public
        if today <= day <= last and f"{day:%A}".lower() in opens
    ]
    return sorted([*own, *banked], key=lambda each: (each.first, each.last))
