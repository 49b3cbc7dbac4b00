"""Calls to patients: how each ended, and when to try again, at another time of day and within their wishes."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from treatments.schema.clinic import Clinic

from . import audit, merging, opening, workflow
from .models import CallAttempt, CallResult, Enquiry, Happening, Status, TimeOfDay

ENOUGH = 3
"""After so many calls that nobody took, the desk writes instead and closes."""

PAUSE = timedelta(hours=2)
DAYS_AHEAD = 14
FINISH = timedelta(hours=1)
"""Whoever was reached is not left without a next step: the desk is reminded after so long."""

BANDS: Mapping[TimeOfDay, tuple[time, time]] = {
    TimeOfDay.MORNING: (time(0), time(12)),
    TimeOfDay.MIDDAY: (time(12), time(14)),
    TimeOfDay.AFTERNOON: (time(14), time(17)),
    TimeOfDay.EVENING: (time(17), time(23, 59)),
}
UNREACHED = frozenset({CallResult.NO_ANSWER, CallResult.VOICEMAIL})


@transaction.atomic
def log(*, enquiry: Enquiry, result: CallResult, by: str, now: datetime, clinic: Clinic) -> CallAttempt:
    """Keep how a call ended, and have the enquiry due when the next one is proposed.

    The first call takes a new enquiry to contacting, and ends a snooze. Raises MoveRefused and MovedMeanwhile.
    """
    workflow.check_open(enquiry)
    if enquiry.status == Status.NEW:
        workflow.move(enquiry=enquiry, to=Status.CONTACTING, by=by, now=now)
    again = propose(enquiry=enquiry, now=now, clinic=clinic) if result in UNREACHED else None
    workflow.change(
        enquiry=enquiry,
        due_at=again or (now + FINISH if result is CallResult.REACHED else now),
        snoozed_until=None,
        answered_at=enquiry.answered_at or now,
    )
    details: dict[str, audit.Detail] = {"result": result.value}
    audit.record(reference=enquiry.reference, happening=Happening.CALLED, by=by, now=now, details=details)
    return CallAttempt.objects.create(enquiry=enquiry, at=now, by=by, result=result, next_at=again)


def unreached(enquiry: Enquiry) -> int:
    """Return how many calls in a row nobody took, up to the latest."""
    results = merging.calls(enquiry).order_by("-at", "-pk").values_list("result", flat=True)
    count = 0
    for result in results:
        if result not in UNREACHED:
            break
        count += 1
    return count


def propose(*, enquiry: Enquiry, now: datetime, clinic: Clinic) -> datetime:
    """Return when to call next: while the clinic is open, as the patient wishes, at a time of day not yet tried.

    What cannot be had is given up in this order: a new time of day, then the wish, because a call at a poor time is
    better than none. The call now being logged counts as tried. Raises opening.NeverOpen.
    """
    zone = ZoneInfo(clinic.time_zone)
    wished = [TimeOfDay(each) for each in enquiry.good_times] or list(TimeOfDay)
    tried = {band_of(at, zone) for at in merging.calls(enquiry).values_list("at", flat=True)} | {band_of(now, zone)}
    for bands in ([band for band in wished if band not in tried], wished, list(TimeOfDay)):
        for moment in _openings(bands, now + PAUSE, clinic, zone):
            return moment
    return opening.next_opening(now, clinic)


def band_of(moment: datetime, zone: ZoneInfo) -> TimeOfDay:
    """Return the time of day of a moment, on the clinic's clock."""
    clock = moment.astimezone(zone).time()
    return next(band for band, (_, end) in BANDS.items() if clock < end or band is TimeOfDay.EVENING)


def _openings(bands: list[TimeOfDay], since: datetime, clinic: Clinic, zone: ZoneInfo) -> Iterator[datetime]:
    for stretch in opening.stretches(clinic, since=since):
        if stretch.opens > since + timedelta(days=DAYS_AHEAD):
            return
        day = stretch.opens.astimezone(zone).date()
        for band, (begins, ends) in BANDS.items():
            start = max(stretch.opens, since, datetime.combine(day, begins, zone))
            if band in bands and start < min(stretch.closes, datetime.combine(day, ends, zone)):
                yield start
