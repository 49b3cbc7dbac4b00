"""Enquiries are given to people, put off, woken and noted on, each leaving an event and refusing what is stale."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction

from enquiries import audit, handling, presence, workflow
from enquiries.models import Enquiry, Event, Happening, HistoryStands, Note, Outcome, Status
from enquiries.workflow import MovedMeanwhile, MoveRefused
from treatments.catalogue import Catalogue

from .cast import NOW, received, suspected

pytestmark = pytest.mark.django_db

RECEPTION = audit.staff(7)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def enquiry(content: Catalogue) -> Enquiry:
    return received(content)


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna", is_staff=True)


def stored(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.get(pk=enquiry.pk)


def test_an_enquiry_is_given_to_a_colleague_and_taken_back(enquiry: Enquiry, anna: User) -> None:
    handling.assign(enquiry=enquiry, to=anna, by=RECEPTION, now=LATER)
    assert stored(enquiry).assigned_to == anna
    handling.assign(enquiry=enquiry, to=None, by=RECEPTION, now=LATER)
    assert stored(enquiry).assigned_to is None
    events = Event.objects.filter(happening=Happening.ASSIGNED).order_by("pk")
    assert [event.details for event in events] == [{"from": 0, "to": anna.pk}, {"from": anna.pk, "to": 0}]


def test_nobody_who_left_is_given_an_enquiry(enquiry: Enquiry) -> None:
    gone = User.objects.create_user("ben", is_staff=True, is_active=False)
    with pytest.raises(MoveRefused, match="no longer"):
        handling.assign(enquiry=enquiry, to=gone, by=RECEPTION, now=LATER)


def test_a_snoozed_enquiry_is_due_when_its_snooze_ends(enquiry: Enquiry) -> None:
    until = NOW + timedelta(days=2)
    handling.snooze(enquiry=enquiry, until=until, by=RECEPTION, now=LATER, knowingly=True)
    assert (stored(enquiry).snoozed_until, stored(enquiry).due_at) == (until, until)
    assert not Enquiry.objects.in_queue().awake(now=LATER).exists()
    assert Enquiry.objects.in_queue().awake(now=until).exists()


def test_nothing_is_snoozed_into_the_past(enquiry: Enquiry) -> None:
    with pytest.raises(MoveRefused, match="ahead"):
        handling.snooze(enquiry=enquiry, until=LATER, by=RECEPTION, now=LATER, knowingly=True)


def test_waking_ends_a_snooze_and_makes_it_due_now(enquiry: Enquiry) -> None:
    with pytest.raises(MoveRefused):
        handling.wake(enquiry=enquiry, by=RECEPTION, now=LATER)
    handling.snooze(enquiry=enquiry, until=NOW + timedelta(days=2), by=RECEPTION, now=LATER, knowingly=True)
    handling.wake(enquiry=enquiry, by=RECEPTION, now=LATER)
    assert (stored(enquiry).snoozed_until, stored(enquiry).due_at) == (None, LATER)


def test_a_note_wakes_nobody_and_reaches_no_event(enquiry: Enquiry) -> None:
    handling.snooze(enquiry=enquiry, until=NOW + timedelta(days=2), by=RECEPTION, now=LATER, knowingly=True)
    handling.note(enquiry=enquiry, text="She prefers\r\nher daughter.", by=RECEPTION, now=LATER)
    assert Note.objects.get().text == "She prefers\nher daughter."
    assert stored(enquiry).snoozed_until is not None
    assert Event.objects.get(happening=Happening.NOTED).details == {}


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2_001], ids=["empty", "blank", "too long"])
def test_a_note_has_words_but_not_too_many(enquiry: Enquiry, text: str) -> None:
    with pytest.raises(MoveRefused):
        handling.note(enquiry=enquiry, text=text, by=RECEPTION, now=LATER)
    assert not Note.objects.exists()


def test_a_note_is_never_changed(enquiry: Enquiry) -> None:
    note = handling.note(enquiry=enquiry, text="Called back.", by=RECEPTION, now=LATER)
    note.text = "Never called back."
    with pytest.raises(HistoryStands):
        note.save()
    with pytest.raises(HistoryStands):
        Note.objects.update(text="Never called back.")
    with pytest.raises(IntegrityError, match="notes are not changed"), transaction.atomic():
        connection.cursor().execute("UPDATE enquiries_note SET text = 'Never'")


def test_what_is_settled_is_reopened_before_it_is_worked_on(enquiry: Enquiry, anna: User) -> None:
    workflow.move(enquiry=enquiry, to=Status.CLOSED, by=RECEPTION, now=LATER, outcome=Outcome.DECLINED)
    with pytest.raises(MoveRefused, match="Reopen"):
        handling.assign(enquiry=enquiry, to=anna, by=RECEPTION, now=LATER)
    with pytest.raises(MoveRefused, match="Reopen"):
        handling.snooze(enquiry=enquiry, until=NOW + timedelta(days=2), by=RECEPTION, now=LATER, knowingly=True)


def test_suspected_spam_is_given_to_nobody(content: Catalogue, anna: User) -> None:
    with pytest.raises(MoveRefused, match="Release"):
        handling.assign(enquiry=suspected(content), to=anna, by=RECEPTION, now=LATER)


def test_whoever_saw_an_older_version_is_told_and_changes_nothing(enquiry: Enquiry, anna: User) -> None:
    as_ben_sees_it = stored(enquiry)
    handling.assign(enquiry=enquiry, to=anna, by=RECEPTION, now=LATER)
    for act in (
        lambda: handling.assign(enquiry=as_ben_sees_it, to=None, by=RECEPTION, now=LATER),
        lambda: handling.snooze(
            enquiry=as_ben_sees_it, until=NOW + timedelta(days=2), by=RECEPTION, now=LATER, knowingly=True
        ),
        lambda: handling.note(enquiry=as_ben_sees_it, text="Mine.", by=RECEPTION, now=LATER),
    ):
        with pytest.raises(MovedMeanwhile):
            act()
    assert stored(enquiry).assigned_to == anna
    assert not Note.objects.exists()
    assert Event.objects.filter(happening=Happening.ASSIGNED).count() == 1


def test_waiting_for_the_patient_reminds_the_desk_after_three_days(enquiry: Enquiry) -> None:
    workflow.move(enquiry=enquiry, to=Status.WAITING, by=RECEPTION, now=LATER)
    assert stored(enquiry).due_at == LATER + timedelta(days=3)
    workflow.move(enquiry=enquiry, to=Status.CONTACTING, by=RECEPTION, now=LATER + timedelta(days=1))
    assert stored(enquiry).due_at == LATER + timedelta(days=1)


@pytest.mark.parametrize(
    ("outcome", "answers"), [(Outcome.DECLINED, True), (Outcome.SPAM, False), (Outcome.NO_CONTACT, False)]
)
def test_closing_answers_the_promise_only_where_somebody_was_answered(
    enquiry: Enquiry, outcome: Outcome, answers: bool
) -> None:
    workflow.move(enquiry=enquiry, to=Status.CLOSED, by=RECEPTION, now=LATER, outcome=outcome)
    assert stored(enquiry).answered_at == (LATER if answers else None)


def test_colleagues_see_who_has_it_open_until_the_page_falls_silent(enquiry: Enquiry, anna: User) -> None:
    ben = User.objects.create_user("ben", is_staff=True)
    presence.seen(enquiry=enquiry, account=anna, now=NOW)
    assert presence.others(enquiries=[enquiry.pk], account=ben, now=NOW) == {enquiry.pk: [anna]}
    assert presence.others(enquiries=[enquiry.pk], account=anna, now=NOW) == {}
    assert presence.others(enquiries=[enquiry.pk], account=ben, now=NOW + timedelta(seconds=76)) == {}
