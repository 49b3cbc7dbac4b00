"""What stands beside the buttons of one enquiry: how often somebody was called, and when a snooze may end."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from treatments.schema.clinic import Clinic

from enquiries import calls, merging, opening
from enquiries.models import Enquiry

from . import wording

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Tries:
    """Calls so far, in words; `again` is when the next one is proposed, and blank when none is."""

    made: str
    again: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An end of a snooze that is chosen with one press: as the form reads it, and in words."""

    value: str
    words: str


def tries(enquiry: Enquiry, *, clinic: Clinic, now: datetime) -> Tries | None:
    """Return how often they were called; None when nobody has called them yet."""
    made = list(merging.calls(enquiry).order_by("-at", "-pk"))
    if not made:
        return None
    unreached = calls.unreached(enquiry)
    latest = f"the last {unreached} in vain" if unreached > 1 else f"the last: {made[0].get_result_display()}"
    again = made[0].next_at if enquiry.settled_at is None else None
    return Tries(
        f"{len(made)} call{'' if len(made) == 1 else 's'} so far, {latest}",
        wording.moment(again, clinic, now) if again else "",
    )


def snooze_offers(clinic: Clinic, now: datetime) -> list[Offer]:
    """Return when the clinic opens on its next day, and in a week. Raises opening.NeverOpen."""
    zone = ZoneInfo(clinic.time_zone)
    today = datetime.combine(now.astimezone(zone).date(), time(0), zone)
    moments = (opening.next_opening(today + ahead - timedelta(microseconds=1), clinic) for ahead in (A_DAY, A_WEEK))
    return [Offer(f"{when.astimezone(zone):%Y-%m-%dT%H:%M}", wording.moment(when, clinic, now)) for when in moments]
