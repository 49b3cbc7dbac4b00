"""By when an enquiry is answered: so many opening hours after it came, in words that a patient can hold us to."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from treatments.opening_days import clock
from treatments.schema.clinic import Clinic

from . import opening

STEP_MINUTES = 30


def promised_by(received_at: datetime, clinic: Clinic) -> datetime:
    """Return the moment, in UTC, by which an enquiry received at `received_at` is answered.

    It lies `clinic.promise.within_open_hours` opening hours later, lifted to the next half hour but never past the
    closing of that stretch. Raises NeverOpen.
    """
    remaining = timedelta(hours=clinic.promise.within_open_hours)
    for stretch in opening.stretches(clinic, since=received_at):
        start = max(stretch.opens, received_at)
        if stretch.closes - start >= remaining:
            return min(_lifted(start + remaining), stretch.closes)
        remaining -= stretch.closes - start
    raise opening.NeverOpen(clinic.name)


def in_words(promised: datetime, clinic: Clinic) -> str:
    """Return the promise as patients read it: "3 pm on Tuesday 24 November 2026", on the clinic's clock."""
    local = promised.astimezone(ZoneInfo(clinic.time_zone))
    return f"{clock(local)} on {local:%A} {local.day} {local:%B %Y}"


def opening_in_words(now: datetime, clinic: Clinic) -> str:
    """Return whether somebody answers now: "We are open now until 6 pm", or when somebody will."""
    zone = ZoneInfo(clinic.time_zone)
    stretch = opening.now_open(now, clinic)
    if stretch:
        return f"We are open now until {clock(stretch.closes.astimezone(zone))}"
    opens = opening.next_opening(now, clinic).astimezone(zone)
    return f"We are closed now. We open at {clock(opens)} {_day(opens, now.astimezone(zone))}"


def _day(day: datetime, today: datetime) -> str:
    distance = (day.date() - today.date()).days
    return {0: "today", 1: "tomorrow"}.get(distance, f"on {day:%A} {day.day} {day:%B}")


def _lifted(moment: datetime) -> datetime:
    step = timedelta(minutes=STEP_MINUTES)
    past = timedelta(minutes=moment.minute % STEP_MINUTES, seconds=moment.second, microseconds=moment.microsecond)
    return moment - past + step if past else moment
