"""The rule of retention: which enquiries are due to be erased at a moment, and which never are."""

from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from treatments.schema.clinic import Clinic

from enquiries.models import Enquiry, EnquiryQuerySet, Hold, Outcome

SOON = timedelta(days=30)


def due(*, clinic: Clinic, now: datetime) -> EnquiryQuerySet:
    """Return what is to be erased now, what was over first, first.

    What was booked or closed goes after `clinic.keeping.closed_enquiry_months` calendar months, and what looked like
    spam, or was closed as spam, after `clinic.keeping.suspected_spam_days` days: the privacy notice reads the same two
    fields. Everything is compared in UTC. What is open stays, however old, and so does what is held. What was merged
    is a part of another enquiry and goes with it.
    """
    kept_since = months_before(now, clinic.keeping.closed_enquiry_months)
    spam_since = now.astimezone(UTC) - spam_days(clinic)
    over = (
        Q(settled_at__lte=kept_since)
        | Q(settled_at__lte=spam_since, outcome=Outcome.SPAM)
        | Q(suspected=True, received_at__lte=spam_since)
    )
    return Enquiry.objects.filter(over, ~_on_hold(), merged_into__isnull=True).order_by(
        "settled_at", "received_at", "pk"
    )


def due_soon(*, clinic: Clinic, now: datetime) -> EnquiryQuerySet:
    """Return what will be due within a month and is not due yet."""
    return due(clinic=clinic, now=now + SOON).exclude(pk__in=due(clinic=clinic, now=now).order_by().values("pk"))


def over_on(enquiry: Enquiry, *, clinic: Clinic) -> datetime | None:
    """Return when the time of an enquiry is over, as `due` reckons it; None for what is open."""
    if enquiry.suspected:
        return enquiry.received_at + spam_days(clinic)
    if enquiry.settled_at is None:
        return None
    if enquiry.outcome == Outcome.SPAM:
        return enquiry.settled_at + spam_days(clinic)
    return months_before(enquiry.settled_at, -clinic.keeping.closed_enquiry_months)


def held() -> EnquiryQuerySet:
    """Return what is kept back from erasing, held longest first."""
    return Enquiry.objects.filter(hold__isnull=False).select_related("hold").order_by("hold__since")


def spam_days(clinic: Clinic) -> timedelta:
    """Return for how long spam is kept."""
    return timedelta(days=clinic.keeping.suspected_spam_days)


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same time so many calendar months earlier, in UTC.

    A month that lacks the day is over as a whole: one month before 31 March is the last moment of February.
    """
    here = moment.astimezone(UTC)
    year, month = divmod(here.year * 12 + here.month - 1 - months, 12)
    try:
        return here.replace(year=year, month=month + 1)
    except ValueError:
        return datetime(year, month + 2, 1, tzinfo=UTC) - timedelta.resolution


def _on_hold() -> Exists:
    return Exists(Hold.objects.filter(enquiry=OuterRef("pk")))
