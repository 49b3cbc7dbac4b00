"""Counts what is erased, so that the owner's figures outlive the people they tell of."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import F
from treatments.schema.clinic import Clinic

from .models import OPEN, Ending, Enquiry, LedgerLine, Outcome, Promised, Status

NOT_OWED = frozenset({Outcome.DUPLICATE, Outcome.SPAM})
"""Outcomes to whose senders no answer was owed."""


def enter(*, enquiry: Enquiry, clinic: Clinic, now: datetime) -> None:
    """Count an enquiry that is about to be erased, within the transaction that erases it.

    A demonstration and what is suspected of being spam were never counted, and are not now.
    """
    if enquiry.demo or enquiry.suspected:
        return
    arrived = enquiry.received_at.astimezone(ZoneInfo(clinic.time_zone)).date()
    ending = _ending(enquiry)
    line, is_new = LedgerLine.objects.get_or_create(
        month=arrived.replace(day=1),
        treatment=enquiry.treatment,
        source=enquiry.source,
        ending=ending,
        promised=promised(
            answered_at=enquiry.answered_at, promised_by=enquiry.promised_by, outcome=enquiry.outcome, now=now
        )
        or Promised.NOT_OWED,
        defaults={"enquiries": 1},
    )
    if not is_new:
        LedgerLine.objects.filter(pk=line.pk).update(enquiries=F("enquiries") + 1)


def lines(*, first: date, last: date) -> Iterator[LedgerLine]:
    """Yield what is counted of the months that begin from `first` until `last`, both included."""
    yield from LedgerLine.objects.filter(month__gte=first, month__lte=last).order_by("month").iterator()


def promised(*, answered_at: datetime | None, promised_by: datetime, outcome: str, now: datetime) -> Promised | None:
    """Return what became of a promise; None while it is neither kept nor missed yet."""
    if outcome in NOT_OWED:
        return Promised.NOT_OWED
    if answered_at is None:
        return Promised.MISSED if promised_by <= now else None
    return Promised.KEPT if answered_at <= promised_by else Promised.MISSED


def _ending(enquiry: Enquiry) -> Ending:
    if Status(enquiry.status) in OPEN:
        return Ending.WITHDRAWN
    return Ending(enquiry.outcome or Ending.BOOKED)
