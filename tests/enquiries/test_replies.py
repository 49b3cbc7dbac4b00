"""A reply is an answer: owed with the enquiry's next state, taken back in time or not at all, and sent once."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction

from enquiries import calls, handling, intake, outbox, replies, workflow
from enquiries.models import (
    Delivery,
    Enquiry,
    Event,
    Happening,
    HistoryStands,
    Mail,
    Notification,
    Outcome,
    Reply,
    Status,
)
from enquiries.outbox import HOLD, TooLate
from enquiries.replies import NotReady
from enquiries.workflow import MovedMeanwhile, MoveRefused
from treatments import catalogue
from treatments.catalogue import Catalogue

from .cast import NOW, received, suspected

pytestmark = pytest.mark.django_db

WORDS = "Hello, we have a time on Friday."
ANNA, BEN = "staff:1", "staff:2"
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def enquiry(content: Catalogue) -> Enquiry:
    """What the patient asked; the mail that it owed by itself is sent."""
    asked = received(content)
    send_due(NOW)
    return asked


def send(enquiry: Enquiry, **changes: Any) -> Reply:
    given: dict[str, Any] = {"text": WORDS, "waits": False, "submission_id": uuid.uuid4(), "by": ANNA, "now": LATER}
    return replies.send(enquiry=enquiry, clinic=catalogue.current().clinic, **given | changes)


def send_due(now: Any) -> list[Notification]:
    tried = []
    while attempt := outbox.send_next(now=now):
        tried.append(attempt)
    return tried


def stored(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.get(pk=enquiry.pk)


def test_a_reply_is_kept_with_its_words_and_owes_one_message(enquiry: Enquiry) -> None:
    reply = send(enquiry)
    assert (reply.text, reply.by, reply.at) == (WORDS, ANNA, LATER)
    owed = Notification.objects.get(kind=Mail.REPLY)
    assert (owed.reply, owed.enquiry, owed.state) == (reply, enquiry, Delivery.OWED)
    event = Event.objects.get(happening=Happening.REPLIED)
    assert (event.reference, event.by, event.details) == (enquiry.reference, ANNA, {})


def test_nobody_claims_it_for_half_a_minute_and_then_one_sender_does(enquiry: Enquiry) -> None:
    send(enquiry)
    assert outbox.claim(now=LATER + HOLD - timedelta(microseconds=1)) is None
    assert outbox.claim(now=LATER + HOLD) is not None
    assert outbox.claim(now=LATER + HOLD) is None


def test_several_replies_are_owed_and_each_is_sent_once(enquiry: Enquiry) -> None:
    send(enquiry)
    send(stored(enquiry), text="And on Monday too.")
    assert len(send_due(LATER + HOLD)) == 2
    assert send_due(LATER + HOLD) == []
    assert [WORDS in str(each.body) for each in mail.outbox[-2:]] == [True, False]


def test_it_answers_the_enquiry_which_is_new_no_more_and_gets_a_next_step(enquiry: Enquiry) -> None:
    Enquiry.objects.update(due_at=NOW)
    send(stored(enquiry))
    asked = stored(enquiry)
    assert (asked.status, asked.answered_at) == (Status.CONTACTING, LATER)
    # In an hour is lunch: it is due when the desk opens again.
    assert asked.due_at == LATER + calls.FINISH + timedelta(minutes=30)


def test_with_it_the_enquiry_waits_for_the_patient_if_staff_say_so(enquiry: Enquiry) -> None:
    send(enquiry, waits=True)
    asked = stored(enquiry)
    assert (asked.status, asked.due_at) == (Status.WAITING, LATER + workflow.REMIND_AFTER)
    # Written to again, they are given the time to answer again.
    send(asked, waits=True, now=LATER + timedelta(days=1))
    assert stored(enquiry).due_at == LATER + timedelta(days=1) + workflow.REMIND_AFTER


def test_a_snooze_and_a_later_time_stay(enquiry: Enquiry) -> None:
    until = LATER + timedelta(days=3)
    handling.snooze(enquiry=enquiry, until=until, by=ANNA, now=NOW, knowingly=True)
    send(enquiry)
    assert (stored(enquiry).snoozed_until, stored(enquiry).due_at) == (until, until)


@pytest.mark.parametrize(("to", "outcome"), [(Status.BOOKED, None), (Status.CLOSED, Outcome.NOT_SUITABLE)])
def test_what_is_settled_can_be_written_to_and_stays_settled(
    enquiry: Enquiry, to: Status, outcome: Outcome | None
) -> None:
    workflow.move(enquiry=enquiry, to=to, by=ANNA, now=NOW, outcome=outcome)
    before = stored(enquiry)
    reply = send(enquiry)
    asked = stored(enquiry)
    assert (asked.status, asked.answered_at, asked.due_at) == (to, NOW, before.due_at)
    replies.take_back(reply=reply, by=ANNA, now=LATER)
    asked = stored(enquiry)
    assert (asked.status, asked.answered_at, asked.due_at) == (to, NOW, before.due_at)
    with pytest.raises(MoveRefused):
        send(asked, waits=True)


@pytest.mark.parametrize(
    ("text", "todo"),
    [
        (" \n", "Write the reply before sending it."),
        ("Come on {day and time}.", "Fill in {day and time}, braces and all, or take it out."),
        ("W" * 5_001, "Shorten the reply to 5000 characters."),
    ],
)
def test_what_is_not_ready_is_not_sent(enquiry: Enquiry, text: str, todo: str) -> None:
    with pytest.raises(NotReady) as refused:
        send(enquiry, text=text)
    assert refused.value.todo == (todo,)
    assert stored(enquiry).version == enquiry.version
    assert not Reply.objects.exists()


def test_nobody_without_an_address_is_mailed(content: Catalogue) -> None:
    with pytest.raises(NotReady) as refused:
        send(received(content, email=""))
    assert refused.value.todo == ("They gave no email address: call or text them.",)


def test_suspected_spam_is_released_before_it_is_answered(content: Catalogue) -> None:
    machine = suspected(content)
    with pytest.raises(NotReady) as refused:
        send(machine)
    assert refused.value.todo == ("Release a suspected enquiry before answering it.",)
    intake.release(enquiry=machine, by=ANNA, now=NOW)
    send(machine)


def test_of_two_who_saw_the_same_one_is_told(enquiry: Enquiry) -> None:
    other = stored(enquiry)
    send(enquiry)
    with pytest.raises(MovedMeanwhile):
        send(other, by=BEN)
    assert Reply.objects.count() == 1


def test_pressed_twice_it_is_one_reply(enquiry: Enquiry) -> None:
    other, form = stored(enquiry), uuid.uuid4()
    reply = send(enquiry, submission_id=form)
    assert send(other, submission_id=form) == reply
    assert Notification.objects.filter(kind=Mail.REPLY).count() == 1


def test_taken_back_in_time_it_is_owed_to_nobody_and_the_enquiry_is_unanswered(enquiry: Enquiry) -> None:
    reply = send(enquiry, waits=True)
    replies.take_back(reply=reply, by=BEN, now=LATER + timedelta(seconds=29))
    asked = stored(enquiry)
    assert (asked.status, asked.answered_at) == (Status.CONTACTING, None)
    assert asked.due_at == LATER + timedelta(seconds=29)
    assert send_due(LATER + timedelta(days=30)) == []
    assert [each.text for each in replies.taken_back(enquiry)] == [WORDS]
    assert Event.objects.get(happening=Happening.TAKEN_BACK).by == BEN
    assert outbox.oldest_owed() is None


def test_an_earlier_answer_stays_the_answer(enquiry: Enquiry) -> None:
    send(enquiry)
    second = send(stored(enquiry), now=LATER + timedelta(minutes=5))
    replies.take_back(reply=second, by=ANNA, now=LATER + timedelta(minutes=5))
    assert stored(enquiry).answered_at == LATER


def test_taken_back_and_sent_again_it_is_one_reply(enquiry: Enquiry) -> None:
    form = uuid.uuid4()
    replies.take_back(reply=send(enquiry, submission_id=form), by=ANNA, now=LATER)
    # Even from the form that was left in the browser's history.
    again = send(stored(enquiry), text="On Thursday.", submission_id=form)
    assert list(Reply.objects.all()) == [again]
    assert len(send_due(LATER + HOLD)) == 1


@pytest.mark.parametrize("state", ["claimed", "sent", "failing", "taken back"])
def test_too_late_is_told_and_changes_nothing(enquiry: Enquiry, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reply = send(enquiry, waits=True)
    if state == "taken back":
        replies.take_back(reply=reply, by=ANNA, now=LATER)
    elif state == "claimed":
        outbox.claim(now=LATER + HOLD)
    else:
        if state == "failing":
            monkeypatch.setattr("enquiries.notifications.compose", lambda _: 1 / 0)
        send_due(LATER + HOLD)
    before = stored(enquiry)
    with pytest.raises(TooLate):
        replies.take_back(reply=reply, by=ANNA, now=LATER + HOLD)
    assert stored(enquiry).version == before.version
    assert (
        Notification.objects.get(kind=Mail.REPLY).state
        == {
            "claimed": Delivery.OWED,
            "sent": Delivery.SENT,
            "failing": Delivery.OWED,
            "taken back": Delivery.UNDONE,
        }[state]
    )


def test_nothing_but_a_reply_can_be_taken_back(content: Catalogue) -> None:
    received(content)
    for owed in Notification.objects.all():
        with pytest.raises(IntegrityError), transaction.atomic():
            Notification.objects.filter(pk=owed.pk).update(state=Delivery.UNDONE)


def test_a_reply_is_not_changed_by_anybody(enquiry: Enquiry) -> None:
    reply = send(enquiry)
    reply.text = "Something else."
    for forbidden in (reply.save, lambda: Reply.objects.update(text="Something else.")):
        with pytest.raises(HistoryStands):
            forbidden()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE enquiries_reply SET text = 'Something else.'")
    assert Reply.objects.get().text == WORDS


def test_it_goes_with_its_enquiry(enquiry: Enquiry) -> None:
    send(enquiry)
    enquiry.delete()
    assert not Reply.objects.exists()
    assert not Notification.objects.exists()


@pytest.mark.parametrize("wrong", [{"kind": Mail.REPLY}, {"kind": Mail.ACKNOWLEDGEMENT, "reply": True}])
def test_a_notification_of_a_reply_has_its_words_and_no_other_has(content: Catalogue, wrong: dict[str, Any]) -> None:
    asked = received(content, email="")
    given = {"enquiry": asked, "owed_at": NOW, "next_attempt_at": NOW} | wrong
    if "reply" in given:
        given["reply"] = Reply.objects.create(enquiry=asked, submission_id=uuid.uuid4(), at=NOW, by=ANNA, text=WORDS)
    with pytest.raises(DatabaseError), transaction.atomic():
        Notification.objects.create(**given)


@pytest.mark.parametrize("wrong", [{"text": ""}, {"text": "W" * 5_001}, {"by": ""}])
def test_a_reply_that_cannot_be_is_refused(content: Catalogue, wrong: dict[str, Any]) -> None:
    good = {"enquiry": received(content), "submission_id": uuid.uuid4(), "at": NOW, "by": ANNA, "text": WORDS}
    with pytest.raises(DatabaseError), transaction.atomic():
        Reply.objects.create(**good | wrong)
    Reply.objects.create(**good)
