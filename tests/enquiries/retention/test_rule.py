"""What is due is what the privacy notice says, to the second, and open enquiries never are."""

import calendar
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from enquiries import retention
from enquiries.models import Enquiry, Hold, HoldReason, Outcome
from enquiries.retention.rule import months_before
from tests.enquiries.cast import NOW
from treatments.schema.clinic import Clinic, Keeping

from .old import booked, closed, stored, suspect

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("RETENTION_EXAMPLES", "60"))
STATES = ("open", "booked", "declined", "spam", "suspected")


@dataclass(frozen=True, slots=True)
class Row:
    """An enquiry as the oracle sees it: its state, when it came, how long it then took, and whether it is held."""

    state: str
    received_at: datetime
    took: timedelta
    held: bool


ROWS = st.builds(
    Row,
    state=st.sampled_from(STATES),
    received_at=st.datetimes(datetime(2024, 1, 1), datetime(2026, 3, 1), timezones=st.just(UTC)),
    took=st.timedeltas(timedelta(minutes=1), timedelta(days=90)),
    held=st.booleans(),
)


def plus_months(moment: datetime, months: int) -> datetime:
    """Add calendar months by counting them off one by one; a day that a month lacks is the first of the next."""
    year, month = moment.year, moment.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    if moment.day <= calendar.monthrange(year, month)[1]:
        return moment.replace(year=year, month=month)
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return datetime(year, month, 1, tzinfo=UTC)


def is_due(row: Row, *, now: datetime, keeping: Keeping) -> bool:
    """Decide as a person would who reads the privacy notice with a calendar beside it."""
    if row.held or row.state == "open":
        return False
    spam = timedelta(days=keeping.suspected_spam_days)
    if row.state == "suspected":
        return now - row.received_at >= spam
    settled_at = row.received_at + row.took
    if row.state == "spam" and now - settled_at >= spam:
        return True
    return plus_months(settled_at, keeping.closed_enquiry_months) <= now


def store(row: Row) -> Enquiry:
    settled_at = row.received_at + row.took
    made = {
        "open": lambda: stored(received_at=row.received_at),
        "booked": lambda: booked(at=settled_at, received_at=row.received_at),
        "declined": lambda: closed(at=settled_at, received_at=row.received_at),
        "spam": lambda: closed(Outcome.SPAM, at=settled_at, received_at=row.received_at),
        "suspected": lambda: suspect(received_at=row.received_at),
    }[row.state]()
    if row.held:
        Hold.objects.create(enquiry=made, reason=HoldReason.CLAIM, since=row.received_at, by="staff:1")
    return made


@settings(max_examples=EXAMPLES)
@given(
    rows=st.lists(ROWS, min_size=1, max_size=6),
    now=st.datetimes(datetime(2026, 2, 1), datetime(2027, 4, 1), timezones=st.just(UTC)),
    keeping=st.builds(Keeping, closed_enquiry_months=st.integers(1, 36), suspected_spam_days=st.integers(1, 90)),
)
def test_what_is_due_is_what_an_independent_reader_of_the_notice_finds(
    clinic: Clinic, rows: list[Row], now: datetime, keeping: Keeping
) -> None:
    ours = clinic.model_copy(update={"keeping": keeping})
    with transaction.atomic():
        made = {store(row).pk: row for row in rows}
        found = set(retention.due(clinic=ours, now=now).values_list("pk", flat=True))
        transaction.set_rollback(True)
    assert found == {pk for pk, row in made.items() if is_due(row, now=now, keeping=keeping)}


@given(st.datetimes(datetime(2023, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), st.integers(1, 36))
def test_nothing_is_due_a_moment_before_its_months_are_over(settled_at: datetime, months: int) -> None:
    over = plus_months(settled_at, months)
    assert settled_at <= months_before(over, months)
    assert settled_at > months_before(over - timedelta(microseconds=1), months)


def test_the_hour_is_compared_in_utc_wherever_the_clock_hangs(clinic: Clinic) -> None:
    enquiry = suspect(received_at=NOW - timedelta(days=30))
    eastern = timezone(timedelta(hours=13))
    for now in (NOW, NOW.astimezone(eastern)):
        assert list(retention.due(clinic=clinic, now=now)) == [enquiry]
        assert not retention.due(clinic=clinic, now=now - timedelta(seconds=1)).exists()


def test_what_is_open_is_never_due_however_old(clinic: Clinic) -> None:
    stored()
    assert not retention.due(clinic=clinic, now=NOW.replace(year=2090)).exists()


def test_what_will_be_due_within_a_month_is_known_before(clinic: Clinic) -> None:
    closed()
    soon = closed(at=NOW - timedelta(days=340))
    closed(at=NOW - timedelta(days=300))
    assert list(retention.due_soon(clinic=clinic, now=NOW)) == [soon]


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", [Outcome.DECLINED, Outcome.SPAM])
def test_the_day_that_leads_are_shown_is_the_one_on_which_it_is_due(clinic: Clinic, outcome: Outcome) -> None:
    enquiry = closed(outcome, at=NOW, received_at=NOW)
    over = retention.over_on(enquiry, clinic=clinic)
    assert over is not None
    assert enquiry in retention.due(clinic=clinic, now=over)
    assert enquiry not in retention.due(clinic=clinic, now=over - timedelta(microseconds=1))
