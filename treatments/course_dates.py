"""Likely dates of a course that begins on some day: visits on open days, with days of rest between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from treatments.figures import apart
from treatments.opening_days import opens_on
from treatments.schema.clinic import Clinic
from treatments.schema.plans import Appointment, SessionPlan

HORIZON_DAYS = 366
"""How far ahead a course may begin; further, nobody knows on which days the clinic is closed."""

ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
BRITISH = re.compile(r"(?P<day>\d{1,2})[ /.-](?P<month>\d{1,2})[ /.-](?P<year>\d{4})")
"""How browsers send a date, and how people type one where a browser has no calendar."""


class BadStart(ValueError):
    """What was entered is no day on which a course can begin; the message tells a patient what to enter."""


class NoOpenDay(Exception):
    """The clinic opens on no day within a year: its content says so, and only its content can mend it."""


@dataclass(frozen=True, slots=True)
class LikelyVisit:
    """A visit and the day it may fall on, so long `after` the one before ("" for the first).

    It is `moved` when a closed day pushed it later; `rest` are the days to take it easy.
    """

    visit: Appointment
    day: date
    after: str
    moved: bool
    rest: tuple[date, ...]


def start_from(entered: str, *, today: date) -> date:
    """Return the day that was entered, as a browser sends it or as 7/12/2026. Raises BadStart."""
    text = entered.strip()
    if not text:
        raise BadStart("Choose a first day")
    found = ISO.fullmatch(text) or BRITISH.fullmatch(text)
    try:
        day = date(*(int(found[part]) for part in ("year", "month", "day"))) if found else None
    except ValueError:
        day = None
    if day is None:
        raise BadStart("Enter a real date, such as 7/12/2026")
    if day < today:
        raise BadStart("Choose today or a later day")
    if day > today + timedelta(days=HORIZON_DAYS):
        raise BadStart("Choose a day within a year, because we do not know our closed days beyond that")
    return day


def likely_dates(plan: SessionPlan, clinic: Clinic, *, start: date, rest_days: int) -> tuple[LikelyVisit, ...]:
    """Return the visits of a course on open days, none sooner after the one before than the plan says.

    `rest_days` follow each session. Raises NoOpenDay.
    """
    found: list[LikelyVisit] = []
    week, earliest = 0.0, start
    for visit in plan.appointments:
        wanted = earliest + timedelta(weeks=visit.week_offset - week)
        day = next_open_day(wanted, clinic)
        count = rest_days if visit.injects != "no" else 0
        rest = tuple(day + timedelta(days=after) for after in range(1, count + 1))
        after = apart((day - earliest).days) if found else ""
        found.append(LikelyVisit(visit, day, after, day != wanted, rest))
        week, earliest = visit.week_offset, day
    return tuple(found)


def next_open_day(day: date, clinic: Clinic) -> date:
    """Return this day, or the first one after it on which the clinic is open. Raises NoOpenDay."""
    for each in (day + timedelta(days=count) for count in range(HORIZON_DAYS)):
        if opens_on(each, clinic):
            return each
    raise NoOpenDay(clinic.name)
