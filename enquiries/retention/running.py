"""Runs retention once a day: nothing is erased while the clock is in doubt, or when far more is due than usual."""

import logging
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Max
from treatments.schema.clinic import Clinic

from enquiries import audit
from enquiries.models import Enquiry, Event, RetentionRun, Stop

from . import erasing, rule

logger = logging.getLogger(__name__)

FROM = time(3)
"""On the clinic's clock: nobody is at the desk."""

LONGEST_PAUSE = timedelta(days=8)
"""Longer than any outage that nobody notices: what lies further apart is a clock that jumped, or needs a look."""

BACKWARDS = timedelta(hours=1)
LEAST_LIMIT = 50
SHARE = 20
"""At most a twentieth of all enquiries goes at once, or `LEAST_LIMIT` where that is more."""


class Refused(Exception):
    """Nothing was erased, because something is wrong that a person must look at first."""

    def __init__(self, stop: Stop, words: str) -> None:
        super().__init__(words)
        self.stop = stop


def daily(*, clinic: Clinic, now: datetime) -> RetentionRun | None:
    """Run once a day, after three at night; None when it is not yet time, or was done. Refusals are kept and logged."""
    local = now.astimezone(ZoneInfo(clinic.time_zone))
    if local.time() < FROM or RetentionRun.objects.filter(day=local.date()).exists():
        return None
    try:
        return run(clinic=clinic, by=audit.SITE, now=now)
    except Refused as why:
        logger.error("retention erased nothing: %s", why)
        return last_run()


def run(
    *, clinic: Clinic, by: str, now: datetime, allow: int | None = None, clock_is_right: bool = False
) -> RetentionRun:
    """Erase what is due, each enquiry in a transaction of its own, and return what was done today.

    `allow` takes the place of the usual limit, and `clock_is_right` says that somebody has looked. Raises Refused.
    """
    day = now.astimezone(ZoneInfo(clinic.time_zone)).date()
    queued = list(rule.due(clinic=clinic, now=now).values_list("pk", flat=True)[: _most(allow) + 1])
    why = _doubt(now, clock_is_right=clock_is_right) or _excess(len(queued), allow)
    today, _ = RetentionRun.objects.get_or_create(day=day, defaults={"at": now, "stopped": why.stop if why else ""})
    if why:
        RetentionRun.objects.filter(pk=today.pk).update(stopped=why.stop)
        raise why
    gone = [pk for pk in queued if _erase_if_still_due(pk, clinic=clinic, by=by, now=now)]
    RetentionRun.objects.filter(pk=today.pk).update(
        at=now, due=F("due") + len(queued), erased=F("erased") + len(gone), stopped=""
    )
    if not erasing.afterwards(enquiries=gone):
        logger.warning(
            "what was erased may still stand on the disk, because the database was busy; run retention again"
        )
    today.refresh_from_db()
    return today


def last_run() -> RetentionRun | None:
    """Return what the latest day's run did; None before the first."""
    return RetentionRun.objects.order_by("-pk").first()


def most_at_once() -> int:
    """Return how many enquiries may be erased in one run without a person's word."""
    return max(LEAST_LIMIT, Enquiry.objects.count() // SHARE)


def _most(allow: int | None) -> int:
    return most_at_once() if allow is None else allow


def _doubt(now: datetime, *, clock_is_right: bool) -> Refused | None:
    if clock_is_right:
        return None
    known = RetentionRun.objects.exclude(stopped=Stop.CLOCK).order_by("-pk").values_list("at", flat=True).first()
    seen = Event.objects.order_by("-pk").values_list("at", flat=True).first()
    if any(each is not None and now < each - BACKWARDS for each in (known, seen)):
        return Refused(Stop.CLOCK, "the clock stands before something that has already happened")
    if known is None:
        # Before the first run every event is looked through, because a demonstration's are not in their order.
        known = Event.objects.aggregate(latest=Max("at"))["latest"]
    if known is not None and now - known > LONGEST_PAUSE:
        days = (now - known).days
        return Refused(Stop.CLOCK, f"{days} days have passed since this was last known to run: did the clock jump?")
    return None


def _excess(found: int, allow: int | None) -> Refused | None:
    most = _most(allow)
    if found <= most:
        return None
    return Refused(Stop.TOO_MANY, f"more than {most} enquiries are due at once: look at the list before allowing it")


def _erase_if_still_due(pk: int, *, clinic: Clinic, by: str, now: datetime) -> bool:
    # Somebody may have reopened or held it since the list was made; the lock keeps it as it is until it is gone.
    with transaction.atomic():
        enquiry = rule.due(clinic=clinic, now=now).filter(pk=pk).select_for_update().first()
        if enquiry is None:
            return False
        try:
            erasing.erase(enquiry=enquiry, by=by, now=now, clinic=clinic)
        except erasing.OnHold:
            # Another that was merged into it is held: both stay.
            return False
    return True
