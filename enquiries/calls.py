"""Calls to patients: how each ended, and when to try again, at another time of day and within their wishes."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from treatments.schema.clinic import Clinic

from . import audit, merging, opening, workflow
from .models import CallAttempt, CallResult, Enquiry, Event, Happening, Status, TimeOfDay

ENOUGH = 3
"""After so many calls that nobody took, the desk writes instead and closes."""

PAUSE = timedelta(hours=2)
DAYS_AHEAD = 14
FINISH = timedelta(hours=1)
"""Whoever was reached is not left without a next step: the desk is reminded after so long."""

RESTORED = ("due_at", "snoozed_until", "answered_at")
"""What a call changes of an enquiry beside its status, and taking it back restores."""

BANDS: Mapping[TimeOfDay, tuple[time, time]] = {
    TimeOfDay.MORNING: (time(0), time(12)),
    TimeOfDay.MIDDAY: (time(12), time(14)),
    TimeOfDay.AFTERNOON: (time(14), time(17)),
    TimeOfDay.EVENING: (time(17), time(23, 59)),
}
UNREACHED = frozenset({CallResult.NO_ANSWER, CallResult.VOICEMAIL})
TO_TAKE_BACK = timedelta(minutes=2)
"""How long a button that was pressed by mistake can be taken back by whoever pressed it."""


class TooLate(Exception):
    """The call cannot be taken back: its time is over, something was done since, or it is somebody else's."""


@transaction.atomic
def log(*, enquiry: Enquiry, result: CallResult, by: str, now: datetime, clinic: Clinic) -> CallAttempt:
    """Keep how a call ended, and have the enquiry due when the next one is proposed, which is while we are open.

    The first call takes a new enquiry to contacting, a text message takes it to waiting, and both end a snooze. A call
    to somebody else's number keeps no promise: the patient has heard nothing, and sees no missed call. Raises
    MoveRefused, MovedMeanwhile and opening.NeverOpen.
    """
    workflow.check_open(enquiry)
    before = _as_it_stands(enquiry)
    to = Status.WAITING if result is CallResult.TEXTED else Status.CONTACTING
    if enquiry.status == Status.NEW or (to is Status.WAITING and enquiry.status != to):
        workflow.move(enquiry=enquiry, to=to, by=by, now=now)
    again = propose(enquiry=enquiry, now=now, clinic=clinic) if result in UNREACHED else None
    workflow.change(
        enquiry=enquiry,
        due_at=again or _due(enquiry, result, now, clinic),
        snoozed_until=None,
        answered_at=enquiry.answered_at or (None if result is CallResult.WRONG_NUMBER else now),
    )
    details: dict[str, audit.Detail] = {"result": result.value}
    audit.record(reference=enquiry.reference, happening=Happening.CALLED, by=by, now=now, details=details)
    kept = {"enquiry_version": enquiry.version, "before": before}
    return CallAttempt.objects.create(enquiry=enquiry, at=now, by=by, result=result, next_at=again, **kept)


@transaction.atomic
def take_back(*, enquiry: Enquiry, by: str, now: datetime) -> CallAttempt:
    """Take back how the latest call ended: it counts no more, and the enquiry is due and answered as before.

    A new enquiry stays in contacting, because somebody has begun. Raises TooLate and MovedMeanwhile.
    """
    call = latest(enquiry)
    if call is None or not may_take_back(call, enquiry=enquiry, by=by, now=now):
        raise TooLate(enquiry.reference)
    if enquiry.status == Status.WAITING and call.before["status"] != Status.WAITING:
        workflow.move(enquiry=enquiry, to=Status.CONTACTING, by=by, now=now)
    moments = {name: datetime.fromisoformat(call.before[name]) if call.before[name] else None for name in RESTORED}
    workflow.change(enquiry=enquiry, **moments)
    details: dict[str, audit.Detail] = {"result": call.result}
    audit.record(reference=enquiry.reference, happening=Happening.CALL_TAKEN_BACK, by=by, now=now, details=details)
    call.taken_back_at = now
    call.save(update_fields=["taken_back_at"])
    return call


def may_take_back(call: CallAttempt, *, enquiry: Enquiry, by: str, now: datetime) -> bool:
    """Return whether this account logged the latest call just now, and nothing has happened since."""
    is_theirs = call.by == by and call.enquiry_id == enquiry.pk
    return is_theirs and now - call.at <= TO_TAKE_BACK and call.enquiry_version == enquiry.version


def latest(enquiry: Enquiry) -> CallAttempt | None:
    """Return the last call that counts, to this person."""
    return merging.calls(enquiry).order_by("-at", "-pk").first()


def number_is_wrong(call: CallAttempt, *, enquiry: Enquiry) -> bool:
    """Return whether the latest call found a wrong number, and nobody has corrected it since."""
    if call.result != CallResult.WRONG_NUMBER:
        return False
    corrected = Event.objects.filter(reference=enquiry.reference, happening=Happening.CORRECTED, at__gte=call.at)
    return not any("phone" in event.details["result"].split(",") for event in corrected)


def unreached(enquiry: Enquiry) -> int:
    """Return how many calls in a row nobody took, up to the latest; a text message between them ends no row."""
    called = merging.calls(enquiry).exclude(result=CallResult.TEXTED)
    results = called.order_by("-at", "-pk").values_list("result", flat=True)
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


def next_wished(*, enquiry: Enquiry, now: datetime, clinic: Clinic) -> datetime | None:
    """Return when it next suits somebody who wished for times of day, while the clinic is open; None if it never does.

    Raises opening.NeverOpen.
    """
    wished = [TimeOfDay(each) for each in enquiry.good_times]
    return next(_openings(wished, now, clinic, ZoneInfo(clinic.time_zone)), None)


def band_of(moment: datetime, zone: ZoneInfo) -> TimeOfDay:
    """Return the time of day of a moment, on the clinic's clock."""
    clock = moment.astimezone(zone).time()
    return next(band for band, (_, end) in BANDS.items() if clock < end or band is TimeOfDay.EVENING)


def _as_it_stands(enquiry: Enquiry) -> dict[str, str | None]:
    moments = {name: getattr(enquiry, name) for name in RESTORED}
    # In full: Django's own way of writing moments as JSON loses microseconds.
    return {"status": enquiry.status} | {name: when.isoformat() if when else None for name, when in moments.items()}


def _due(enquiry: Enquiry, result: CallResult, now: datetime, clinic: Clinic) -> datetime:
    if result is CallResult.REACHED and enquiry.status == Status.WAITING:
        # They were given time to think, and whoever notes the call afterwards takes none of it back.
        return max(enquiry.due_at, now)
    after = {CallResult.REACHED: FINISH, CallResult.TEXTED: workflow.REMIND_AFTER}.get(result)
    return opening.within(now + after, clinic) if after else now


def _openings(bands: list[TimeOfDay], since: datetime, clinic: Clinic, zone: ZoneInfo) -> Iterator[datetime]:
    for stretch in opening.stretches(clinic, since=since):
        if stretch.opens > since + timedelta(days=DAYS_AHEAD):
            return
        day = stretch.opens.astimezone(zone).date()
        for band, (begins, ends) in BANDS.items():
            start = max(stretch.opens, since, datetime.combine(day, begins, zone))
            if band in bands and start < min(stretch.closes, datetime.combine(day, ends, zone)):
                yield start
