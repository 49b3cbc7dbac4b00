"""The calendar of reviews: on which day each page is due to be looked over again (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Alarm, Calendar, Event

from .addresses import absolute
from .report import PageRow

WARNING_DAYS = 28
"""How long before a review is due a calendar reminds of it."""


def calendar(rows: Iterable[PageRow], *, now: datetime) -> bytes:
    """Return a calendar with one whole-day event for each page; the same page keeps its event when its day moves."""
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//Clinic//Reviews of content//EN")
    for row in rows:
        made.add_component(_event(row, now=now))
    return bytes(made.to_ical())


def _event(row: PageRow, *, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"review-{row.path.strip('/').replace('/', '-') or 'home'}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", now)
    event.add("dtstart", row.due)
    event.add("dtend", row.due + timedelta(days=1))
    event.add("summary", f"Review {row.path}")
    event.add("description", f"Last reviewed on {row.reviewed}. Open its file with its sources: {absolute(row.path)}")
    event.add("transp", "TRANSPARENT")
    event.add_component(_reminder(row))
    return event


def _reminder(row: PageRow) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{row.path} is due for review")
    alarm.add("trigger", timedelta(days=-WARNING_DAYS))
    return alarm
