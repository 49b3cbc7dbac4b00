"""Erases an enquiry with all that hangs on it, or keeps one back from it; each leaves an event without a person."""

from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.dispatch import Signal
from treatments.schema.clinic import Clinic

from enquiries import audit, ledger
from enquiries.models import Enquiry, Happening, Hold, HoldReason

erased = Signal()
"""Sent with `enquiries`, their numbers, after they are gone: whoever keeps something of them elsewhere lets it go."""


class OnHold(Exception):
    """The enquiry is kept back from erasing; whoever is sure lifts that first."""


@transaction.atomic
def erase(*, enquiry: Enquiry, by: str, now: datetime, clinic: Clinic) -> None:
    """Count the enquiry in the ledger and remove it with its notes, calls, mail and all else. Raises OnHold.

    Other enquiries that are parts of it go with it and are counted as well. Events stay: they name no person. Whoever
    erased several calls `afterwards` once.
    """
    goes = Collector(using=DEFAULT_DB_ALIAS)
    try:
        goes.collect([enquiry])
    except ProtectedError as why:
        raise OnHold(enquiry.reference) from why
    for each in [row for rows in goes.data.values() for row in rows if isinstance(row, Enquiry)]:
        ledger.enter(enquiry=each, clinic=clinic, now=now)
        _forget_changes(each)
        audit.record(reference=each.reference, happening=Happening.ERASED, by=by, now=now, details={})
    goes.delete()


def _forget_changes(enquiry: Enquiry) -> None:
    ours = ContentType.objects.get_for_model(Enquiry)
    LogEntry.objects.filter(content_type=ours, object_id=str(enquiry.pk)).delete()


def afterwards(*, enquiries: list[int]) -> bool:
    """Have everybody else let go of what was erased, then take it off the disk, outside any transaction.

    Return False when the disk still holds it, because somebody was reading or writing; each night's run tries again.
    """
    if enquiries:
        erased.send(sender=Enquiry, enquiries=enquiries)
    return connection.vendor != "sqlite" or connection.in_atomic_block or _scrubbed()


def _scrubbed() -> bool:
    try:
        with connection.cursor() as cursor:
            # secure_delete overwrites what is deleted, but not the copies that stay behind when a tree is balanced.
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy = cursor.fetchone()[0]
    except OperationalError:
        return False
    return not is_busy


@transaction.atomic
def hold(*, enquiry: Enquiry, reason: HoldReason, by: str, now: datetime) -> None:
    """Keep the enquiry back from erasing, until it is let go; held already, it keeps the first reason."""
    _, is_new = Hold.objects.get_or_create(enquiry=enquiry, defaults={"reason": reason, "since": now, "by": by})
    if is_new:
        details: dict[str, audit.Detail] = {"reason": reason.value}
        audit.record(reference=enquiry.reference, happening=Happening.HELD, by=by, now=now, details=details)


@transaction.atomic
def let_go(*, enquiry: Enquiry, by: str, now: datetime) -> None:
    """Hold the enquiry back no longer: it is erased when its time is over."""
    removed, _ = Hold.objects.filter(enquiry=enquiry).delete()
    if removed:
        audit.record(reference=enquiry.reference, happening=Happening.LET_GO, by=by, now=now, details={})
