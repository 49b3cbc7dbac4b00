"""The likely dates of a course as a calendar file (RFC 5545), which a patient's own calendar can read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from .course_dates import LikelyVisit
from .figures import counted
from .schema.clinic import Clinic


def calendar(visits: Iterable[LikelyVisit], clinic: Clinic, *, now: datetime) -> bytes:
    """Return a calendar with one whole-day event for each visit; nothing in it says what is treated, or in whom."""
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//Clinic//Likely dates//EN")
    for each in visits:
        made.add_component(_event(each, clinic, now=now))
    return bytes(made.to_ical())


def _event(likely: LikelyVisit, clinic: Clinic, *, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"visit-{likely.visit.seq}-{likely.day}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", now)
    event.add("dtstart", likely.day)
    event.add("dtend", likely.day + timedelta(days=1))
    event.add("summary", f"{likely.visit.name}, {clinic.short_name} (likely day, not booked)")
    length = counted(likely.visit.minutes, "minute")
    event.add("description", f"{length}. This is no appointment. To book, ring {clinic.phone.number}.")
    # The day is only likely: a calendar should not show its owner as taken.
    event.add("transp", "TRANSPARENT")
    return event
