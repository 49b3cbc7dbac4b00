"""What is owed is claimed by one sender, and a sender that fell silent is noticed."""

from datetime import timedelta

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from enquiries import outbox
from enquiries.models import Delivery, Event, Happening, Heartbeat, Notification
from enquiries.outbox import NotFailed
from treatments.catalogue import Catalogue

from .cast import NOW, received

pytestmark = pytest.mark.django_db


def test_the_longest_due_goes_first(content: Catalogue) -> None:
    later = received(content, email="", message="later", now=NOW + timedelta(minutes=5))
    earlier = received(content, email="", message="earlier")
    tried = [outbox.send_next(now=NOW + timedelta(hours=1)) for _ in range(2)]
    assert [each.enquiry for each in tried if each] == [earlier, later]


def test_nothing_is_sent_before_it_is_due(content: Catalogue) -> None:
    received(content)
    assert outbox.send_next(now=NOW - timedelta(seconds=1)) is None


def test_what_was_handed_over_leaves_an_event_and_a_time(content: Catalogue) -> None:
    enquiry = received(content, email="")
    sent = outbox.send_next(now=NOW)
    assert sent is not None
    assert (sent.state, sent.sent_at, sent.claimed_by) == (Delivery.SENT, NOW, None)
    event = Event.objects.get(happening=Happening.NOTIFIED)
    assert (event.reference, event.by) == (enquiry.reference, "site")
    assert event.details == {"mail": "alert", "attempts": 1}
    assert len(mail.outbox) == 1


def test_a_fault_in_our_own_words_stops_nobody_else(content: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    from enquiries import notifications

    received(content)
    compose = notifications.compose

    def clumsy(notification: Notification) -> object:
        if notification.kind == "alert":
            raise KeyError("Wilhelmina")
        return compose(notification)

    monkeypatch.setattr(notifications, "compose", clumsy)
    while outbox.send_next(now=NOW):
        pass
    assert Notification.objects.get(kind="alert").last_error == "KeyError"
    assert Notification.objects.get(kind="acknowledgement").state == Delivery.SENT


def test_of_two_senders_that_saw_the_same_message_one_takes_it(content: Catalogue) -> None:
    received(content, email="")
    assert outbox.claim(now=NOW) is not None
    assert outbox.claim(now=NOW) is None


def test_only_what_was_given_up_is_owed_again(content: Catalogue) -> None:
    received(content, email="")
    with pytest.raises(NotFailed):
        outbox.retry(notification=Notification.objects.get(), by="staff:7", now=NOW)


@given(st.integers(1, 10_000))
def test_delays_grow_and_stop_growing_at_a_quarter_of_an_hour(attempts: int) -> None:
    assert timedelta(seconds=30) <= outbox.delay(attempts) <= outbox.delay(attempts + 1) <= timedelta(minutes=15)


def test_the_first_delays_are_short() -> None:
    assert [outbox.delay(count).total_seconds() for count in range(1, 8)] == [30, 60, 120, 240, 480, 900, 900]


def test_an_attempt_ends_before_its_lease() -> None:
    from enquiries import mail_server

    assert timedelta(seconds=mail_server.DEADLINE_SECONDS) < outbox.LEASE / 2


def test_a_sender_that_was_never_seen_or_fell_silent_is_noticed() -> None:
    assert outbox.is_silent(now=NOW)
    outbox.send_next(now=NOW)
    assert not outbox.is_silent(now=NOW + timedelta(minutes=9, seconds=59))
    assert outbox.is_silent(now=NOW + timedelta(minutes=10))


def test_a_sender_with_nothing_to_do_shows_itself_once_a_minute_and_no_more() -> None:
    for second in range(0, 150, 5):
        outbox.send_next(now=NOW + timedelta(seconds=second))
    assert Heartbeat.objects.get().seen_at == NOW + timedelta(seconds=130)


def test_mail_that_is_owed_for_more_than_an_hour_is_trouble_although_the_sender_runs(content: Catalogue) -> None:
    received(content, email="")
    assert outbox.oldest_owed() == NOW
    outbox.beat(now=NOW + timedelta(hours=1))
    assert not outbox.is_in_trouble(now=NOW + timedelta(hours=1))
    assert outbox.is_in_trouble(now=NOW + timedelta(hours=1, seconds=1))
    outbox.send_next(now=NOW + timedelta(hours=1))
    assert outbox.oldest_owed() is None
    assert not outbox.is_in_trouble(now=NOW + timedelta(hours=1, seconds=1))


def test_a_sender_that_never_ran_is_trouble_although_nothing_is_owed() -> None:
    assert outbox.is_in_trouble(now=NOW)
