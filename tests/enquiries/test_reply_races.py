"""A sender and an author reach for one reply at the same moment: it is sent or taken back, never both."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from enquiries import outbox, replies
from enquiries.models import Delivery, Enquiry, Mail, Notification, Reply
from enquiries.outbox import HOLD, TooLate
from enquiries.workflow import MovedMeanwhile
from treatments import catalogue
from treatments.catalogue import Catalogue

from .cast import NOW, received
from .desk.test_races import ROUNDS

pytestmark = pytest.mark.django_db(transaction=True)

AFTER = NOW + HOLD


def send(enquiry: Enquiry, *, form: uuid.UUID | None = None) -> Reply:
    given: dict[str, Any] = {"waits": True, "by": "staff:1", "now": NOW}
    return replies.send(
        enquiry=enquiry,
        clinic=catalogue.current().clinic,
        text="On Friday.",
        submission_id=form or uuid.uuid4(),
        **given,
    )


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Let people act at the same moment; return "done" or "told" for each, in their order."""
    start = Barrier(len(deeds))

    def act(deed: Callable[[], object]) -> str:
        try:
            start.wait(timeout=30)
            deed()
        except (TooLate, MovedMeanwhile):
            return "told"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as people:
        return list(people.map(act, deeds))


def test_it_is_sent_or_taken_back_and_never_both(content: Catalogue) -> None:
    for number in range(ROUNDS):
        enquiry = received(content, name=f"Patient {number}", address=f"192.0.2.{number % 250}")
        Notification.objects.all().delete()
        mail.outbox.clear()
        reply = send(enquiry)
        _, author = at_once(
            lambda: outbox.send_next(now=AFTER),
            lambda reply=reply: replies.take_back(reply=reply, by="staff:1", now=AFTER),  # type: ignore[misc]
        )
        state = Notification.objects.get(kind=Mail.REPLY).state
        assert (author, state, len(mail.outbox)) in {
            ("done", Delivery.UNDONE, 0),
            ("told", Delivery.SENT, 1),
        }


def test_two_senders_send_it_once_and_two_authors_take_it_back_once(content: Catalogue) -> None:
    enquiry = received(content)
    Notification.objects.all().delete()
    send(enquiry)
    at_once(lambda: outbox.send_next(now=AFTER), lambda: outbox.send_next(now=AFTER))
    assert len(mail.outbox) == 1
    second = send(Enquiry.objects.get(pk=enquiry.pk))
    results = at_once(*[lambda: replies.take_back(reply=second, by="staff:1", now=NOW)] * 2)
    assert sorted(results) == ["done", "told"]


def test_the_same_form_sent_twice_at_once_owes_one_mail(content: Catalogue) -> None:
    enquiry, form = received(content), uuid.uuid4()
    seen = [Enquiry.objects.get(pk=enquiry.pk) for _ in range(2)]
    at_once(*(lambda each=each: send(each, form=form) for each in seen))
    assert Notification.objects.filter(kind=Mail.REPLY).count() == 1
