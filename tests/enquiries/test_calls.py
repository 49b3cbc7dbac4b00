"""Calls are kept, and the next one is proposed at another time of day, within the patient's wishes, while open."""

from datetime import UTC, datetime, timedelta

import pytest

from enquiries import audit, calls, handling, workflow
from enquiries.models import CallAttempt, CallResult, Enquiry, Event, Happening, Status, TimeOfDay
from enquiries.workflow import MovedMeanwhile, MoveRefused
from treatments.catalogue import Catalogue

from .cast import NOW, received, suspected

pytestmark = pytest.mark.django_db

RECEPTION = audit.staff(7)


@pytest.fixture
def enquiry(content: Catalogue) -> Enquiry:
    return received(content)


def call(enquiry: Enquiry, content: Catalogue, result: CallResult, now: datetime = NOW) -> CallAttempt:
    return calls.log(enquiry=enquiry, result=result, by=RECEPTION, now=now, clinic=content.clinic)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_the_first_call_takes_a_new_enquiry_to_contacting_and_answers_the_promise(
    enquiry: Enquiry, content: Catalogue
) -> None:
    call(enquiry, content, CallResult.NO_ANSWER)
    stored = Enquiry.objects.get(pk=enquiry.pk)
    assert (stored.status, stored.answered_at) == (Status.CONTACTING, NOW)
    assert Event.objects.get(happening=Happening.CALLED).details == {"result": "no-answer"}


def test_a_morning_call_without_answer_is_tried_again_that_afternoon(enquiry: Enquiry, content: Catalogue) -> None:
    # Monday: closed from 12:30 to 13:30, so the middle of the day is had after lunch.
    assert call(enquiry, content, CallResult.NO_ANSWER).next_at == at(23, 12)
    assert Enquiry.objects.get(pk=enquiry.pk).due_at == at(23, 12)
    assert call(enquiry, content, CallResult.VOICEMAIL, at(23, 12)).next_at == at(23, 14)


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ([TimeOfDay.AFTERNOON], at(23, 14)),
        ([TimeOfDay.MORNING], at(24, 9)),
        ([TimeOfDay.MORNING, TimeOfDay.AFTERNOON], at(23, 14)),
        # Nobody is at the desk after five, and a call at a poor time is better than none.
        ([TimeOfDay.EVENING], at(23, 12)),
    ],
    ids=["afternoon", "morning only", "either", "evening, when closed"],
)
def test_the_next_call_keeps_to_the_patients_wishes(
    content: Catalogue, wishes: list[TimeOfDay], expected: datetime
) -> None:
    enquiry = received(content, good_times=tuple(wishes))
    assert call(enquiry, content, CallResult.NO_ANSWER).next_at == expected


def test_a_call_on_friday_afternoon_is_tried_again_on_monday(enquiry: Enquiry, content: Catalogue) -> None:
    assert call(enquiry, content, CallResult.NO_ANSWER, at(27, 15)).next_at == at(30, 9)


def test_after_three_calls_that_nobody_took_the_desk_is_told(enquiry: Enquiry, content: Catalogue) -> None:
    for day, result in ((23, CallResult.NO_ANSWER), (24, CallResult.VOICEMAIL), (25, CallResult.NO_ANSWER)):
        call(enquiry, content, result, at(day, 10))
    assert calls.unreached(enquiry) == calls.ENOUGH
    call(enquiry, content, CallResult.REACHED, at(26, 10))
    assert calls.unreached(enquiry) == 0


def test_nothing_more_is_proposed_once_somebody_was_reached(enquiry: Enquiry, content: Catalogue) -> None:
    assert call(enquiry, content, CallResult.REACHED).next_at is None
    assert Enquiry.objects.get(pk=enquiry.pk).due_at == NOW + timedelta(hours=1)


def test_a_wrong_number_is_not_called_again_but_dealt_with_at_once(enquiry: Enquiry, content: Catalogue) -> None:
    assert call(enquiry, content, CallResult.WRONG_NUMBER).next_at is None
    assert Enquiry.objects.get(pk=enquiry.pk).due_at == NOW


def test_reached_after_waiting_takes_no_time_to_think_away(enquiry: Enquiry, content: Catalogue) -> None:
    workflow.move(enquiry=enquiry, to=Status.WAITING, by=RECEPTION, now=NOW)
    wait = enquiry.due_at
    call(enquiry, content, CallResult.REACHED)
    assert (enquiry.status, enquiry.due_at) == (Status.WAITING, wait)


def test_a_wrong_number_keeps_no_promise_and_the_next_call_does(enquiry: Enquiry, content: Catalogue) -> None:
    call(enquiry, content, CallResult.WRONG_NUMBER)
    assert Enquiry.objects.get(pk=enquiry.pk).answered_at is None
    call(enquiry, content, CallResult.NO_ANSWER)
    assert Enquiry.objects.get(pk=enquiry.pk).answered_at == NOW


def test_a_next_step_is_never_due_while_the_clinic_is_closed(enquiry: Enquiry, content: Catalogue) -> None:
    # An hour later it is lunch on Monday, and the weekend from Friday on.
    call(enquiry, content, CallResult.REACHED, at(23, 12, 0))
    assert Enquiry.objects.get(pk=enquiry.pk).due_at == at(23, 13, 30)
    call(enquiry, content, CallResult.TEXTED, at(25, 10))
    stored = Enquiry.objects.get(pk=enquiry.pk)
    assert (stored.status, stored.due_at) == (Status.WAITING, at(30, 9))


def test_a_text_message_is_an_attempt_but_no_call_that_nobody_took(enquiry: Enquiry, content: Catalogue) -> None:
    call(enquiry, content, CallResult.NO_ANSWER)
    call(enquiry, content, CallResult.TEXTED)
    assert enquiry.answered_at == NOW
    assert calls.unreached(enquiry) == 1


def test_a_call_taken_back_counts_no_more_and_is_due_as_before(enquiry: Enquiry, content: Catalogue) -> None:
    promised = enquiry.due_at
    call(enquiry, content, CallResult.NO_ANSWER)
    calls.take_back(enquiry=enquiry, by=RECEPTION, now=NOW + timedelta(minutes=1))
    stored = Enquiry.objects.get(pk=enquiry.pk)
    assert (stored.due_at, stored.answered_at, calls.unreached(stored)) == (promised, None, 0)
    assert CallAttempt.objects.get().taken_back_at == NOW + timedelta(minutes=1)
    assert Event.objects.get(happening=Happening.CALL_TAKEN_BACK).details == {"result": "no-answer"}
    with pytest.raises(calls.TooLate):
        calls.take_back(enquiry=stored, by=RECEPTION, now=NOW + timedelta(minutes=1))


def test_a_text_message_taken_back_waits_for_nobody(enquiry: Enquiry, content: Catalogue) -> None:
    call(enquiry, content, CallResult.TEXTED)
    calls.take_back(enquiry=enquiry, by=RECEPTION, now=NOW)
    assert Enquiry.objects.get(pk=enquiry.pk).status == Status.CONTACTING


def test_nobody_takes_back_what_is_old_or_anothers_or_was_worked_on_since(enquiry: Enquiry, content: Catalogue) -> None:
    call(enquiry, content, CallResult.REACHED)
    with pytest.raises(calls.TooLate):
        calls.take_back(enquiry=enquiry, by=audit.staff(8), now=NOW)
    with pytest.raises(calls.TooLate):
        calls.take_back(enquiry=enquiry, by=RECEPTION, now=NOW + timedelta(minutes=3))
    handling.note(enquiry=enquiry, text="She will call back.", by=RECEPTION, now=NOW)
    with pytest.raises(calls.TooLate):
        calls.take_back(enquiry=enquiry, by=RECEPTION, now=NOW)
    assert calls.latest(enquiry) is not None


def test_pressing_twice_keeps_one_call(enquiry: Enquiry, content: Catalogue) -> None:
    as_shown = Enquiry.objects.get(pk=enquiry.pk)
    call(enquiry, content, CallResult.NO_ANSWER)
    with pytest.raises(MovedMeanwhile):
        call(as_shown, content, CallResult.NO_ANSWER)
    assert CallAttempt.objects.count() == 1


def test_nobody_calls_a_machine(content: Catalogue) -> None:
    with pytest.raises(MoveRefused, match="Release"):
        call(suspected(content), content, CallResult.NO_ANSWER)
    assert not CallAttempt.objects.exists()
