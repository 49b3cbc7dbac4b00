"""What a patient writes is in the enquiry and nowhere else: not in events, notifications, mail or logs."""

import base64
import json
import logging
import uuid
from typing import Any
from urllib.parse import quote

import pytest
from django.core import mail, serializers
from django.db import OperationalError

from enquiries import intake, outbox, replies, spam, workflow
from enquiries.intake import Impossible, NotStored
from enquiries.models import Enquiry, Event, Heartbeat, Need, Notification, Outcome, Sender, Status
from enquiries.outbox import TooLate
from enquiries.replies import NotReady
from treatments import catalogue
from treatments.catalogue import Catalogue

from .cast import ADDRESS, NOW, receive

pytestmark = pytest.mark.django_db

CANARY = "Quetzalcoatlinda"
TOLD: dict[str, Any] = {
    "name": f"{CANARY} Smith",
    "message": f"{CANARY} wrote this",
    "good_times_note": f"when {CANARY} rests",
    "needs": frozenset({Need.INTERPRETER, Need.OTHER}),
    "language": f"{CANARY}ese",
    "other_need": f"{CANARY}'s chair",
    "email": f"{CANARY}@example.org",
}


def spellings(word: str) -> set[str]:
    """Return the word as it might hide in a log or a header."""
    raw = word.encode()
    return {
        *(word, word.lower(), word.upper(), word[::-1], quote(word), json.dumps(word)[1:-1]),
        *(raw.hex(), base64.b64encode(raw).decode().rstrip("="), base64.b64encode(raw[1:])[:12].decode()),
        *(base64.b64encode(raw[2:])[:12].decode(), word.encode("utf-16-le").hex(), raw.decode("latin-1")),
    }


def assert_no_canary(text: str) -> None:
    found = [spelling for spelling in spellings(CANARY) if spelling in text]
    assert not found


def test_the_search_finds_a_canary_that_is_there() -> None:
    with pytest.raises(AssertionError):
        assert_no_canary(f"x {CANARY.lower()} y")
    with pytest.raises(AssertionError):
        assert_no_canary(base64.b64encode(f"a{CANARY}".encode()).decode())


def test_a_canary_goes_through_everything_and_stays_in_its_enquiry(
    content: Catalogue, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    receipt = receive(content, **TOLD)
    enquiry = Enquiry.objects.get(reference=receipt.reference)
    _fail_to_store(content, monkeypatch)
    _fail_to_send(monkeypatch)
    while outbox.send_next(now=NOW + outbox.LONGEST_DELAY):
        pass
    _reply(enquiry)
    workflow.move(enquiry=enquiry, to=Status.CLOSED, by="staff:7", now=NOW, outcome=Outcome.NO_CONTACT)
    assert_no_canary(caplog.text)
    assert_no_canary(repr(receipt) + str(enquiry) + repr(enquiry))
    for model in (Event, Notification, Sender, Heartbeat):
        assert_no_canary(serializers.serialize("json", model._default_manager.all()))
    assert len(mail.outbox) == 3
    for message in mail.outbox:
        wire = message.message()
        # The one place it must be: where the message goes; and in a reply, in the words that staff chose.
        del wire["To"]
        assert_no_canary("".join(f"{name}: {value}\n" for name, value in wire.items()))
        if message is not mail.outbox[-1]:
            assert_no_canary(wire.as_string())
    assert CANARY in str(mail.outbox[-1].body)


def test_a_network_address_is_kept_nowhere(content: Catalogue, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    receive(content)
    for model in (Enquiry, Event, Notification, Sender):
        assert ADDRESS not in serializers.serialize("json", model._default_manager.all())
    assert ADDRESS not in caplog.text


def _fail_to_store(content: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Impossible) as impossible:
        receive(content, **TOLD | {"language": ""})
    assert_no_canary(str(impossible.getrepr(chain=True)))

    def full(*args: object, **kwargs: object) -> int:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(spam, "count_sender", full)
        with pytest.raises(NotStored) as not_stored:
            receive(content, **TOLD | {"message": "other"})
    assert CANARY not in repr(not_stored.value)
    assert intake.confirmation(token="a" * 32, now=NOW) is None


def _reply(enquiry: Enquiry) -> None:
    given: dict[str, Any] = {"waits": False, "by": "staff:7", "now": NOW}
    text = f"Hello {CANARY}, we have read what you wrote."
    taken_back = replies.send(
        enquiry=enquiry, clinic=catalogue.current().clinic, text=text, submission_id=uuid.uuid4(), **given
    )
    assert_no_canary(str(taken_back) + repr(taken_back))
    replies.take_back(reply=taken_back, by="staff:7", now=NOW)
    enquiry.refresh_from_db()
    sent = replies.send(
        enquiry=enquiry, clinic=catalogue.current().clinic, text=text, submission_id=uuid.uuid4(), **given
    )
    with pytest.raises(NotReady) as refused:
        replies.send(
            enquiry=enquiry,
            clinic=catalogue.current().clinic,
            text=f"{{{CANARY}}}",
            submission_id=uuid.uuid4(),
            **given,
        )
    assert_no_canary(str(refused.value))
    while outbox.send_next(now=NOW + outbox.HOLD):
        pass
    with pytest.raises(TooLate) as too_late:
        outbox.take_back(reply=sent)
    assert_no_canary(str(too_late.value))


def _fail_to_send(monkeypatch: pytest.MonkeyPatch) -> None:
    import smtplib

    from enquiries import notifications

    def refuse(notification: Notification) -> None:
        address = notification.enquiry.email
        raise smtplib.SMTPRecipientsRefused({address: (550, f"no {address} here".encode())})

    with monkeypatch.context() as broken:
        broken.setattr(notifications, "compose", refuse)
        while outbox.send_next(now=NOW):
            pass
