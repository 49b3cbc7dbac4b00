"""On which days the clinic is open, and how a time of day is said: pages, dates and promises all ask here."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache

import holidays

from treatments.schema.clinic import Clinic


def opens_on(day: date, clinic: Clinic) -> bool:
    """Return whether the clinic is open at some time of a day."""
    in_week = any(each.day == f"{day:%A}".lower() for each in clinic.main.opening)
    return in_week and not is_closed_all_day(day, clinic)


def is_closed_all_day(day: date, clinic: Clinic) -> bool:
    """Return whether the clinic is closed on a day on which its week may say open."""
    closed = any(closure.first <= day <= closure.last for closure in clinic.main.closures)
    return closed or day in bank_holidays(clinic.holidays_region, day.year)


@lru_cache(maxsize=64)
def bank_holidays(region: str, year: int) -> frozenset[date]:
    """Return the bank holidays of an ISO 3166-2 region. Raises NotImplementedError for a region nobody knows."""
    country, _, part = region.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year, expand=False))


def clock(moment: time | datetime) -> str:
    """Return the time of day as people say it: "9 am", "midday", and "12:30 pm" where "half past" would be unclear."""
    if (moment.hour, moment.minute) == (12, 0):
        return "midday"
    minutes = f":{moment:%M}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes} {'am' if moment.hour < 12 else 'pm'}"
