"""When the visits of a course may be, from a first day that a patient chooses: never published, and keeps nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from treatments import course_calendar
from treatments.addresses import address
from treatments.catalogue import Catalogue
from treatments.course_dates import HORIZON_DAYS, BadStart, LikelyVisit, likely_dates, start_from
from treatments.pages.base import Built, Crumb, Link, Place, built, clinic_day, entry, home_crumb, review_of
from treatments.pages.pictured import course_picture, rest_after
from treatments.pictures.course import Stop
from treatments.schema.treatment import Treatment


@dataclass(frozen=True, slots=True)
class Choice:
    """The form: what was entered, what is wrong with it ("" for nothing), and between which days one may choose."""

    entered: str
    error: str
    first: date
    last: date


def dates(catalogue: Catalogue, slug: str, *, entered: str | None, now: datetime) -> Built:
    """Return the page that asks for a first day and shows what follows from it; `entered` is None before anybody chose.

    Raises Moved and NoSuchPage.
    """
    content = entry(catalogue.treatments.values(), "dates", slug)
    plan = catalogue.plans[content.session_plan]
    today = clinic_day(catalogue, now)
    visits, choice = _answer(catalogue, content, entered, today)
    places = [Stop(each.visit, (each.day - visits[0].day).days, short_day(each.day)) for each in visits]
    return built(
        catalogue,
        _place(content),
        review_of(catalogue, plan),
        now=now,
        choice=choice,
        visits=visits,
        course=course_picture(plan, rest_after(catalogue, content), places),
        plan=plan,
        calendar_url=f"{reverse('treatments:calendar', args=[content.id])}?{urlencode({'start': choice.entered})}",
        treatment=content,
    )


def calendar(catalogue: Catalogue, slug: str, *, entered: str, now: datetime) -> bytes:
    """Return the same dates as a calendar file. Raises BadStart, Moved and NoSuchPage."""
    content = entry(catalogue.treatments.values(), "dates", slug)
    start = start_from(entered, today=clinic_day(catalogue, now))
    return course_calendar.calendar(_likely(catalogue, content, start), catalogue.clinic, now=now)


def short_day(day: date) -> str:
    """Return a day as a drawing has room for it: "Mon 7 Dec"."""
    return f"{day:%a} {day.day} {day:%b}"


def _answer(
    catalogue: Catalogue, content: Treatment, entered: str | None, today: date
) -> tuple[tuple[LikelyVisit, ...], Choice]:
    last = today + timedelta(days=HORIZON_DAYS)
    if entered is None:
        return (), Choice("", "", today, last)
    try:
        start = start_from(entered, today=today)
    except BadStart as reason:
        return (), Choice(_shown_again(entered), str(reason), today, last)
    return _likely(catalogue, content, start), Choice(start.isoformat(), "", today, last)


def _shown_again(entered: str) -> str:
    """Return what the field of the form can show of what was entered: a date as browsers write it, or nothing."""
    try:
        return date.fromisoformat(entered).isoformat()
    except ValueError:
        return ""


def _likely(catalogue: Catalogue, content: Treatment, start: date) -> tuple[LikelyVisit, ...]:
    plan = catalogue.plans[content.session_plan]
    rest = rest_after(catalogue, content)
    return likely_dates(plan, catalogue.clinic, start=start, rest_days=rest)


def _place(content: Treatment) -> Place:
    whole = Crumb(content.title, address("treatment", content.id))
    return Place(
        kind="dates",
        path=address("dates", content.id),
        heading="When your visits might be",
        description="Choose a first day and see on which days the visits of a course may fall. Nothing is kept.",
        above=(home_crumb(), Crumb("Treatments", reverse("treatments:treatments")), whole),
        previous=Link(whole.label, whole.url),
        indexed=False,
    )
