"""Each day one digest goes out whatever happens, with numbers, references and links, and no name."""

import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from enquiries import audit, digest, outbox, retention
from enquiries.digest import sending
from enquiries.models import Delivery, Digest, Enquiry, Happening
from tests.enquiries.cast import NOW, PATIENT, received, suspected
from tests.enquiries.retention.old import booked
from treatments.catalogue import Catalogue
from treatments.schema.clinic import Clinic

pytestmark = pytest.mark.django_db

SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
BROKEN = "enquiries.digest.sending.mailers"


class Broken:
    """A mail server that is down."""

    @property
    def default(self) -> "Broken":
        return self

    def send_messages(self, messages: list[object]) -> int:
        raise ConnectionRefusedError("no server for Wilhelmina")


def sent(clinic: Clinic, now: datetime = NOW) -> str:
    """Send the digest that is due and return its words."""
    tried = digest.daily(clinic=clinic, now=now)
    assert tried is not None
    assert tried.state == Delivery.SENT
    return str(mail.outbox[-1].body)


def test_it_goes_out_once_a_day_however_often_it_is_asked_for(content: Catalogue, clinic: Clinic) -> None:
    sent(clinic)
    for minutes in range(0, 600, 60):
        assert digest.daily(clinic=clinic, now=NOW + timedelta(minutes=minutes)) is None
    sent(clinic, NOW + timedelta(days=1))
    assert len(mail.outbox) == Digest.objects.count() == 2


def test_it_waits_until_seven_on_the_clinics_clock(content: Catalogue, clinic: Clinic) -> None:
    assert digest.daily(clinic=clinic, now=datetime(2026, 11, 23, 6, 59, tzinfo=UTC)) is None
    sent(clinic, datetime(2026, 11, 23, 7, 0, tzinfo=UTC))
    # In summer the clinic's seven is six in UTC.
    sent(clinic, datetime(2027, 7, 1, 6, 0, tzinfo=UTC))


def test_it_comes_on_a_sunday_and_when_nothing_waits(content: Catalogue, clinic: Clinic) -> None:
    words = sent(clinic, SUNDAY)
    assert "Nothing waits for anybody." in words
    assert "Overdue: 0" in words
    assert mail.outbox[-1].subject == "The desk on Sunday 22 November: nothing overdue"


def test_it_counts_what_waits_and_leads_to_it(content: Catalogue, clinic: Clinic) -> None:
    received(content, now=NOW - timedelta(days=4))
    received(content, message="Another elbow.")
    suspected(content)
    words = sent(clinic)
    for line in ("Overdue: 1", "Unassigned: 2", "New: 2", "Suspected spam: 1", "Mail that failed: 0"):
        assert line in words
    assert "http://localhost:8000/desk/enquiries/enquiry/?tab=overdue" in words
    assert mail.outbox[-1].subject.endswith("1 overdue")


def test_it_names_nobody(content: Catalogue, clinic: Clinic) -> None:
    enquiry = received(content, now=NOW - timedelta(days=4))
    sent(clinic)
    wire = mail.outbox[-1].message().as_string()
    for personal in (PATIENT, enquiry.message, enquiry.phone, enquiry.email, "tennis"):
        assert personal not in wire


def test_a_demonstration_is_not_counted(content: Catalogue, clinic: Clinic) -> None:
    Enquiry.objects.filter(pk=received(content, now=NOW - timedelta(days=4)).pk).update(demo=True)
    assert "Nothing waits for anybody." in sent(clinic)


def test_what_nobody_opened_within_half_the_promise_is_named_by_reference(content: Catalogue, clinic: Clinic) -> None:
    # Monday 10:00 is one working hour after opening; Friday was open until four.
    friday_noon = NOW - timedelta(days=3) + timedelta(hours=2)
    forgotten = received(content, now=friday_noon - timedelta(hours=1), message="first")
    received(content, now=friday_noon + timedelta(hours=2), message="second")
    looked_at = received(content, now=friday_noon - timedelta(hours=1), message="third")
    audit.record(reference=looked_at.reference, happening=Happening.OPENED, by="staff:1", now=NOW, details={})
    told = digest.standing(content=content, now=NOW)
    assert told.unopened == (f"{forgotten.reference[:4]} {forgotten.reference[4:]}",)
    assert told.unopened_hours == 4
    assert f"?q={forgotten.reference[:4]}%20{forgotten.reference[4:]}" in sent(clinic)


def test_it_asks_a_fixed_number_of_questions(content: Catalogue) -> None:
    counts = []
    for number in range(3):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            digest.standing(content=content, now=NOW)
        counts.append(len(asked))
        received(content, now=NOW - timedelta(days=4), message=f"elbow {number}")
    assert len(set(counts)) == 1


def test_what_erasing_did_is_told(content: Catalogue, clinic: Clinic) -> None:
    booked()
    retention.run(clinic=clinic, by=audit.SITE, now=NOW)
    assert "Erased on 23 November, because their time was over: 1" in sent(clinic)


def test_pages_overdue_for_review_are_named(content: Catalogue, clinic: Clinic) -> None:
    words = sent(clinic, NOW.replace(year=2027, month=12))
    assert "due 1 November 2027" in words


def test_a_server_that_is_down_is_tried_again_and_later_each_time(
    content: Catalogue, clinic: Clinic, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now = NOW
    with monkeypatch.context() as down:
        down.setattr(BROKEN, Broken())
        for attempt in range(1, 4):
            tried = digest.daily(clinic=clinic, now=now)
            assert tried is not None
            assert (tried.attempts, tried.state, tried.last_error) == (attempt, "owed", "ConnectionRefusedError")
            assert digest.daily(clinic=clinic, now=now) is None
            assert tried.next_attempt_at == now + outbox.delay(attempt)
            now = tried.next_attempt_at
        assert digest.unsent() == Digest.objects.get()
    assert "Wilhelmina" not in caplog.text
    sent(clinic, now)
    assert digest.unsent() is None
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 1


def test_one_that_is_not_out_after_an_hour_is_trouble(
    content: Catalogue, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BROKEN, Broken())
    digest.daily(clinic=clinic, now=NOW)
    assert not digest.is_late(now=NOW + timedelta(hours=1))
    assert digest.is_late(now=NOW + timedelta(hours=1, seconds=1))


def test_one_that_is_not_out_by_the_next_morning_gives_way_to_the_fresh_one(
    content: Catalogue, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as down:
        down.setattr(BROKEN, Broken())
        digest.daily(clinic=clinic, now=NOW)
    sent(clinic, NOW + timedelta(days=1))
    assert list(Digest.objects.order_by("day").values_list("state", flat=True)) == ["failed", "sent"]
    assert len(mail.outbox) == 1


def test_of_two_senders_one_takes_it(content: Catalogue, clinic: Clinic) -> None:
    sending._owe(clinic, NOW)
    assert sending._claim(NOW) is not None
    assert sending._claim(NOW) is None
    # Whoever held it died; after the lease it is free again.
    assert sending._claim(NOW + outbox.LEASE) is not None


def test_it_goes_to_reception(content: Catalogue, clinic: Clinic, settings: Settings) -> None:
    sent(clinic)
    settings.RECEPTION_EMAIL = "reception@example.org"
    sent(clinic, NOW + timedelta(days=1))
    assert [message.to for message in mail.outbox] == [["hello@example.org"], ["reception@example.org"]]
    assert mail.outbox[-1].extra_headers["Auto-Submitted"] == "auto-generated"


def test_the_command_sends_says_so_and_fails_aloud(content: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.StringIO()
    with time_machine.travel(NOW, tick=False):
        with monkeypatch.context() as down:
            down.setattr(BROKEN, Broken())
            with pytest.raises(CommandError, match="ConnectionRefusedError"):
                call_command("send_digest", stdout=printed)
        call_command("send_digest", stdout=printed)
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        call_command("send_digest", stdout=printed)
    assert printed.getvalue() == (
        "Nothing to send: it was sent today already, or is not due yet.\nSent the digest of 2026-11-23.\n"
    )
