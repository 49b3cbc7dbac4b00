"""Mail is handed to a real SMTP server, whatever mood it is in, for as long as it takes and not twice."""

import socket
import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from enquiries import outbox, replies
from enquiries.models import Delivery, Enquiry, Event, Happening, Notification
from treatments import catalogue
from treatments.catalogue import Catalogue

from .cast import NOW, receive
from .post_office import LOOPBACK, Mood, PostOffice, post_office

pytestmark = [pytest.mark.django_db, pytest.mark.allow_hosts([LOOPBACK])]

STEP = timedelta(minutes=1)


@pytest.fixture
def office(settings: Settings, content: Catalogue) -> Iterator[PostOffice]:
    with post_office() as opened:
        settings.MAILERS = {"default": mailer(opened.port)}
        yield opened


def mailer(port: int, **options: Any) -> dict[str, Any]:
    """Return the settings of the site's own way to an SMTP server, patient with a busy machine."""
    return {
        "BACKEND": "enquiries.mail_server.EmailBackend",
        "OPTIONS": {"host": LOOPBACK, "port": port, "timeout": 60, **options},
    }


def ask(content: Catalogue, people: int, *, now: datetime = NOW) -> None:
    """Let so many people ask, each from an address of their own."""
    for count in range(people):
        email = f"patient-{count}@example.org"
        receive(content, now=now, address=f"192.0.2.{count % 250}", email=email, message=f"Number {count}")


def send(*, now: datetime) -> list[Notification]:
    """Send what is due, as one round of the sender does, and return what was tried."""
    tried = []
    while attempt := outbox.send_next(now=now):
        tried.append(attempt)
    return tried


def states() -> Counter[str]:
    return Counter(Notification.objects.values_list("state", flat=True))


def test_what_is_owed_is_handed_over_once(office: PostOffice, content: Catalogue) -> None:
    ask(content, 3)
    assert len(send(now=NOW)) == 6
    assert send(now=NOW + STEP) == []
    assert sorted(office.recipients) == sorted(
        ["hello@example.org"] * 3 + [f"patient-{count}@example.org" for count in range(3)]
    )
    assert len(set(office.ids)) == len(office.ids) == 6
    assert states() == {Delivery.SENT: 6}


@pytest.mark.parametrize(
    ("mood", "error"),
    [
        (Mood.REFUSES_RECIPIENTS, "SMTPRecipientsRefused 550"),
        (Mood.IS_BUSY, "SMTPRecipientsRefused 451"),
        (Mood.NEVER_ANSWERS, "SMTPServerDisconnected"),
        (Mood.HANGS_UP_DURING_DATA, "SMTPServerDisconnected"),
    ],
)
def test_what_is_not_taken_is_kept_with_the_kind_of_fault_and_tried_again(
    office: PostOffice, content: Catalogue, settings: Settings, mood: Mood, error: str
) -> None:
    ask(content, 1)
    office.mood = mood
    patience = 0.2 if mood is Mood.NEVER_ANSWERS else 60
    settings.MAILERS = {"default": mailer(office.port, timeout=patience)}
    assert {each.last_error for each in send(now=NOW)} == {error}
    assert states() == {Delivery.OWED: 2}
    office.mood = Mood.TAKES
    settings.MAILERS = {"default": mailer(office.port)}
    assert send(now=NOW + timedelta(seconds=29)) == []
    assert len(send(now=NOW + timedelta(seconds=30))) == 2
    assert states() == {Delivery.SENT: 2}
    assert set(Notification.objects.values_list("last_error", flat=True)) == {""}


@pytest.mark.parametrize(("mood", "comes_up"), [(Mood.REFUSES_RECIPIENTS, True), (Mood.IS_BUSY, False)])
def test_a_reply_to_an_address_that_is_refused_brings_its_enquiry_up_once(
    office: PostOffice, content: Catalogue, mood: Mood, comes_up: bool
) -> None:
    ask(content, 1)
    send(now=NOW)
    enquiry = Enquiry.objects.get()
    given: dict[str, Any] = {"text": "On Friday.", "waits": True, "submission_id": uuid.uuid4(), "by": "staff:1"}
    replies.send(enquiry=enquiry, clinic=catalogue.current().clinic, **given, now=NOW)
    office.mood = mood
    send(now=NOW + outbox.HOLD)
    tried = Enquiry.objects.get()
    assert (tried.due_at == NOW + outbox.HOLD, tried.version > enquiry.version) == (comes_up, comes_up)
    # Somebody has seen to it; that the server still refuses is nothing new.
    later = NOW + timedelta(days=3)
    Enquiry.objects.update(due_at=later)
    send(now=NOW + timedelta(hours=1))
    assert Enquiry.objects.get().due_at == later


def test_a_server_that_takes_a_message_and_hangs_up_gets_it_again_under_the_same_message_id(
    office: PostOffice, content: Catalogue
) -> None:
    ask(content, 1)
    office.mood = Mood.TAKES_AND_HANGS_UP
    send(now=NOW)
    office.mood = Mood.TAKES
    send(now=NOW + STEP)
    assert sorted(Counter(office.ids).values()) == [2, 2]
    assert states() == {Delivery.SENT: 2}


def test_a_server_that_is_down_for_a_day_costs_no_message_and_sends_none_twice(
    office: PostOffice, content: Catalogue
) -> None:
    ask(content, 2)
    office.closes()
    for minute in range(24 * 60):
        send(now=NOW + minute * STEP)
    assert states() == {Delivery.OWED: 4}
    assert set(Notification.objects.values_list("last_error", flat=True)) == {"ConnectionRefusedError"}
    assert min(Notification.objects.values_list("attempts", flat=True)) >= 4 * 24
    office.opens()
    back = NOW + timedelta(days=1)
    for minute in range(16):
        send(now=back + minute * STEP)
    assert states() == {Delivery.SENT: 4}
    assert sorted(Counter(office.ids).values()) == [1] * 4


def test_mail_is_tried_for_seven_days_then_given_up_and_shown_and_can_be_owed_again(
    office: PostOffice, content: Catalogue
) -> None:
    receive(content, email="")
    office.closes()
    now = NOW
    while Notification.objects.filter(state=Delivery.OWED).exists():
        send(now=now)
        now += timedelta(minutes=15)
    assert now - NOW >= timedelta(days=7)
    assert states() == {Delivery.FAILED: 1}
    assert Event.objects.filter(happening=Happening.NOT_NOTIFIED).count() == 1
    office.opens()
    assert send(now=now) == []
    outbox.retry(notification=Notification.objects.get(), by="staff:7", now=now)
    assert len(send(now=now)) == 1
    assert states() == {Delivery.SENT: 1}


def test_one_recipient_that_is_always_refused_stops_nobody_else(office: PostOffice, content: Catalogue) -> None:
    ask(content, 20)
    office.poisoned = {"patient-7@example.org"}
    tried = send(now=NOW)
    assert len(tried) == 40
    assert states() == {Delivery.SENT: 39, Delivery.OWED: 1}
    left = Notification.objects.get(state=Delivery.OWED)
    assert left.enquiry.email == "patient-7@example.org"
    assert "patient-7" not in left.last_error


def test_an_address_that_would_break_a_header_is_put_off_and_stops_nobody_else(
    office: PostOffice, content: Catalogue
) -> None:
    ask(content, 3)
    poison = "a@example.org\r\nBcc: everybody@example.org"
    Enquiry.objects.filter(email="patient-1@example.org").update(email=poison)
    send(now=NOW)
    assert states() == {Delivery.SENT: 5, Delivery.OWED: 1}
    assert Notification.objects.get(state=Delivery.OWED).last_error == "ValidationError"
    assert not any("everybody" in message.as_string() for message in office.taken)


def test_a_sender_that_died_with_a_message_in_hand_keeps_it_no_longer_than_its_lease(
    office: PostOffice, content: Catalogue
) -> None:
    ask(content, 1)
    assert outbox.claim(now=NOW) is not None
    assert len(send(now=NOW)) == 1
    assert send(now=NOW + outbox.LEASE - timedelta(seconds=1)) == []
    (taken_over,) = send(now=NOW + outbox.LEASE)
    assert taken_over.attempts == 2
    assert len(set(office.ids)) == 2


def test_a_sender_that_slept_through_its_lease_does_not_undo_what_another_did(
    office: PostOffice, content: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    ask(content, 1)
    sleeper = outbox.claim(now=NOW)
    assert sleeper is not None
    send(now=NOW + outbox.LEASE)
    outbox._put_off(sleeper, error="TimeoutError", now=NOW + outbox.LEASE)
    assert states() == {Delivery.SENT: 2}
    assert "it may arrive twice" in caplog.text


def test_a_server_that_drips_is_cut_off_at_the_deadline(settings: Settings, content: Catalogue) -> None:
    ask(content, 1)
    with closing(socket.create_server((LOOPBACK, 0))) as listening:
        port = listening.getsockname()[1]
        settings.MAILERS = {"default": mailer(port, deadline_seconds=0.3)}
        threading.Thread(target=_drip, args=(listening,), daemon=True).start()
        tried = outbox.send_next(now=NOW)
    assert tried is not None
    assert (tried.state, tried.last_error) == (Delivery.OWED, "SMTPServerDisconnected")


def _drip(listening: socket.socket) -> None:
    """Answer one character of an endless greeting after another, so that no single wait is long."""
    talking, _ = listening.accept()
    with closing(talking):
        try:
            talking.sendall(b"220")
            while True:
                talking.sendall(b"-")
                talking.settimeout(0.05)
                try:
                    if not talking.recv(1):
                        return
                except TimeoutError:
                    continue
        except OSError:
            return


@pytest.mark.django_db(transaction=True)
def test_four_senders_at_once_hand_over_each_message_once(office: PostOffice, content: Catalogue) -> None:
    ask(content, 20)
    faults: list[Exception] = []

    def work() -> None:
        try:
            send(now=NOW)
        except Exception as fault:  # noqa: BLE001 - shown by the assertion below
            faults.append(fault)
        finally:
            connection.close()

    senders = [threading.Thread(target=work) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert faults == []
    assert sorted(Counter(office.ids).values()) == [1] * 40
    assert states() == {Delivery.SENT: 40}
    assert set(Notification.objects.values_list("attempts", flat=True)) == {1}
