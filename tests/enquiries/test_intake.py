"""What is acknowledged is stored whole and once, with its event and the mail it owes."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from enquiries import audit, intake, outbox, plain_text, promise, reference, spam, workflow
from enquiries.intake import CONFIRMATION_LASTS, Impossible, NotStored, NotSuspected
from enquiries.models import (
    LIMITS,
    Agreement,
    Callee,
    Channel,
    Enquiry,
    Event,
    Happening,
    Mail,
    Need,
    Notification,
    Outcome,
    Sender,
    Status,
    TimeOfDay,
)
from enquiries.phones import NotAPhoneNumber
from treatments.catalogue import Catalogue

from .cast import MACHINE, NOW, PATIENT, receive, received, submission, suspected, traces

pytestmark = pytest.mark.django_db

RECEPTION = audit.staff(7)


def kinds(enquiry: Enquiry) -> set[str]:
    return set(enquiry.notifications.values_list("kind", flat=True))


def test_everything_a_form_says_is_stored_as_it_was_said(content: Catalogue) -> None:
    said = submission(
        needs=frozenset({Need.INTERPRETER, Need.OTHER}),
        language="Ελληνικά",
        other_need="A quiet room",
        good_times=(TimeOfDay.MORNING, TimeOfDay.EVENING),
        good_times_note="not on Tuesdays",
        may_leave_message=True,
        may_say_clinic=True,
        for_someone_else=True,
        relation="son",
        patient_name="Ada Featherstonehaugh",
        whom_to_call=Callee.PATIENT,
        patient_agreed=Agreement.AGREED,
        tell_us_first=("blood-thinners",),
        message="Two lines\nwith 👩🏽‍⚕️",
    )
    receipt = intake.receive(submission=said, traces=traces(), content=content, now=NOW)
    stored = Enquiry.objects.get(reference=receipt.reference)
    assert stored.needs == (Need.INTERPRETER, Need.OTHER)
    assert stored.good_times == ["morning", "evening"]
    assert stored.tell_us_first == ["blood-thinners"]
    for name in (*LIMITS, "may_leave_message", "may_say_clinic", "whom_to_call", "patient_agreed", "submission_id"):
        assert getattr(stored, name) == getattr(said, name), name


def test_what_the_clinic_owes_and_what_the_patient_had_read_is_stored_too(content: Catalogue) -> None:
    stored = received(content)
    assert stored.promised_by == promise.promised_by(NOW, content.clinic)
    assert stored.content_version == content.version
    assert stored.price_seen_pence == content.packages["pkg-one-area"].total_pence
    assert stored.consent_version.startswith(content.pages["privacy"].version)
    assert stored.received_at == stored.consented_at == NOW
    assert (stored.status, stored.source, stored.demo) == (Status.NEW, "web", False)


def test_without_a_package_no_price_was_seen(content: Catalogue) -> None:
    assert received(content, package="").price_seen_pence is None
    assert received(content, package="gone").price_seen_pence is None


def test_the_number_is_kept_as_typed_and_spelled_one_way_beside_it(content: Catalogue) -> None:
    stored = received(content, phone=" (020)  7946-0123 ")
    assert (stored.phone, stored.phone_e164) == ("(020) 7946-0123", "+442079460123")


def test_the_receipt_says_what_the_sender_may_know(content: Catalogue) -> None:
    receipt = receive(content)
    stored = Enquiry.objects.get()
    assert reference.parse(receipt.reference) == stored.reference
    assert (receipt.promised_by, receipt.contact_by) == (stored.promised_by, Channel.PHONE)
    assert PATIENT not in repr(receipt)


def test_it_leaves_one_event_and_owes_two_messages(content: Catalogue) -> None:
    stored = received(content)
    event = Event.objects.get()
    assert (event.reference, event.happening, event.by) == (stored.reference, Happening.RECEIVED, audit.PATIENT)
    assert kinds(stored) == {Mail.ALERT, Mail.ACKNOWLEDGEMENT}
    assert all(each.next_attempt_at == NOW for each in stored.notifications.all())


def test_somebody_without_an_address_is_owed_no_mail(content: Catalogue) -> None:
    assert kinds(received(content, email="")) == {Mail.ALERT}


def test_the_same_form_sent_again_is_the_same_enquiry_with_the_same_receipt(content: Catalogue) -> None:
    said = submission()
    first = intake.receive(submission=said, traces=traces(), content=content, now=NOW)
    again = intake.receive(submission=said, traces=traces(), content=content, now=NOW + timedelta(hours=5))
    assert first == again
    assert (Enquiry.objects.count(), Event.objects.count(), Notification.objects.count()) == (1, 1, 2)
    assert Sender.objects.get().sent == 1


def test_the_same_form_sent_again_with_other_words_keeps_what_was_acknowledged(content: Catalogue) -> None:
    said = submission()
    first = intake.receive(submission=said, traces=traces(), content=content, now=NOW)
    other = submission(submission_id=said.submission_id, message="Something else")
    assert intake.receive(submission=other, traces=traces(), content=content, now=NOW) == first
    assert Enquiry.objects.get().message == said.message


def test_the_same_words_from_another_tab_on_the_same_day_are_the_same_enquiry(content: Catalogue) -> None:
    first = receive(content, submission_id=uuid.uuid4())
    assert receive(content, submission_id=uuid.uuid4(), now=NOW + timedelta(hours=3)) == first
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize(
    "change", [{"message": "It is worse now."}, {"phone": "020 7946 0999"}, {"may_leave_message": True}]
)
def test_other_words_on_the_same_day_are_another_enquiry(content: Catalogue, change: dict[str, Any]) -> None:
    receive(content)
    receive(content, **change)
    assert Enquiry.objects.count() == 2


def test_the_same_words_on_another_day_are_another_enquiry(content: Catalogue) -> None:
    receive(content)
    receive(content, now=NOW + timedelta(days=1))
    assert Enquiry.objects.count() == 2


def test_the_same_words_after_the_first_was_settled_are_another_enquiry(content: Catalogue) -> None:
    first = received(content)
    workflow.move(enquiry=first, to=Status.CLOSED, by=RECEPTION, now=NOW, outcome=Outcome.DUPLICATE)
    receive(content)
    assert Enquiry.objects.in_queue().count() == 1
    # The reopened one and the new one do not stand in each other's way.
    workflow.move(enquiry=first, to=Status.CONTACTING, by=RECEPTION, now=NOW)
    assert Enquiry.objects.in_queue().count() == 2


def test_a_reference_that_was_drawn_before_is_drawn_again(content: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    first = receive(content)
    fresh = reference.draw()
    draws = iter([first.reference, first.reference, fresh])
    monkeypatch.setattr(reference, "draw", lambda: next(draws))
    assert receive(content, message="Another").reference == fresh
    assert Enquiry.objects.count() == 2


def test_what_the_database_refuses_leaves_nothing_and_is_not_quoted(content: Catalogue) -> None:
    with pytest.raises(Impossible) as refusal:
        receive(content, needs=frozenset({Need.INTERPRETER}))
    assert not Enquiry.objects.exists()
    assert not Event.objects.exists()
    assert not Sender.objects.exists()
    assert PATIENT not in repr(refusal.getrepr(chain=True, style="long"))
    assert refusal.value.__cause__ is None
    assert refusal.value.__context__ is None


@pytest.mark.parametrize("step", ["audit.record", "outbox.owe"])
def test_a_failure_at_any_step_leaves_nothing_behind(
    content: Catalogue, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(**kwargs: object) -> None:
        raise OperationalError("database or disk is full")

    module, name = step.split(".")
    monkeypatch.setattr({"audit": audit, "outbox": outbox}[module], name, fail)
    with pytest.raises(NotStored):
        receive(content)
    assert not Enquiry.objects.exists()
    assert not Event.objects.exists()
    assert not Notification.objects.exists()


def test_the_same_form_can_be_sent_again_after_the_database_was_gone(
    content: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = submission()
    with monkeypatch.context() as broken:
        broken.setattr(spam, "count_sender", _locked)
        with pytest.raises(NotStored):
            intake.receive(submission=said, traces=traces(), content=content, now=NOW)
    receipt = intake.receive(submission=said, traces=traces(), content=content, now=NOW)
    assert Enquiry.objects.get().reference == receipt.reference


def test_a_number_that_no_form_lets_through_is_refused_before_anything_is_stored(content: Catalogue) -> None:
    with pytest.raises(NotAPhoneNumber):
        receive(content, phone="12")
    assert not Enquiry.objects.exists()


def test_suspected_spam_is_stored_apart_and_owes_no_mail(content: Catalogue) -> None:
    machine = suspected(content)
    assert (machine.suspected, machine.suspicions, machine.name) == (True, "honeypot", MACHINE)
    assert kinds(machine) == set()
    assert machine not in Enquiry.objects.in_queue()
    assert Event.objects.get().details == {"suspicions": "honeypot"}


def test_suspected_and_honest_senders_get_the_same_receipt(content: Catalogue) -> None:
    machine = suspected(content)
    receipt = intake.confirmation(token=machine.confirmation_token, now=NOW)
    honest = receive(content)
    assert receipt is not None
    assert receipt.promised_by == honest.promised_by


def test_links_are_looked_for_in_every_text(content: Catalogue) -> None:
    links = "http://a.example http://b.example http://c.example"
    assert received(content, name=links).suspicions == "links"


def test_a_released_enquiry_joins_the_queue_with_its_promise_and_owes_its_mail(content: Catalogue) -> None:
    machine = suspected(content)
    later = NOW + timedelta(hours=2)
    intake.release(enquiry=machine, by=RECEPTION, now=later)
    stored = Enquiry.objects.in_queue().get()
    assert (stored.promised_by, stored.suspicions) == (machine.promised_by, "honeypot")
    assert kinds(stored) == {Mail.ALERT, Mail.ACKNOWLEDGEMENT}
    assert {each.owed_at for each in stored.notifications.all()} == {later}
    assert Event.objects.filter(happening=Happening.RELEASED, by=RECEPTION).count() == 1


def test_an_enquiry_is_released_once(content: Catalogue) -> None:
    machine = suspected(content)
    as_ben_sees_it = Enquiry.objects.get(pk=machine.pk)
    intake.release(enquiry=machine, by=RECEPTION, now=NOW)
    with pytest.raises(NotSuspected):
        intake.release(enquiry=as_ben_sees_it, by=RECEPTION, now=NOW)
    assert Notification.objects.count() == 2


def test_a_flood_from_one_address_does_not_touch_anybody_else(content: Catalogue) -> None:
    for count in range(spam.MOST_AN_HOUR + 5):
        receive(content, message=f"Buy {count}")
    assert Enquiry.objects.suspected_spam().count() == 5
    honest = receive(content, address="198.51.100.7", message="Please help")
    assert not Enquiry.objects.get(reference=honest.reference).suspected


def test_the_confirmation_is_found_by_its_token_until_it_expires(content: Catalogue) -> None:
    receipt = receive(content)
    token = receipt.confirmation_token
    assert intake.confirmation(token=token, now=NOW + CONFIRMATION_LASTS - timedelta(seconds=1)) == receipt
    assert intake.confirmation(token=token, now=NOW + CONFIRMATION_LASTS) is None


@pytest.mark.parametrize("token", ["", "guess", "\0", "a" * 10_000, "\ud800", "a" * 32])
def test_a_token_that_was_never_given_out_finds_nothing(content: Catalogue, token: str) -> None:
    receive(content)
    assert intake.confirmation(token=token, now=NOW) is None


def test_a_token_is_long_random_and_says_nothing(content: Catalogue) -> None:
    tokens = {receive(content, message=str(count), address=f"192.0.2.{count}").confirmation_token for count in range(9)}
    assert len(tokens) == 9
    # 24 random bytes, which is 192 bits, in base64.
    assert {len(token) for token in tokens} == {32}


def test_receiving_asks_the_database_a_fixed_number_of_times(
    content: Catalogue, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for count in range(20):
        receive(content, message=str(count), address=f"192.0.2.{count}")
    with django_assert_max_num_queries(9):
        receive(content, message="one more")


def test_texts_lose_what_no_keyboard_types_before_they_are_stored(content: Catalogue) -> None:
    stored = received(content, name="Anna\r\nBcc: all@example.org", message="a\0b\x1b[2J\r\nc\ud800")
    assert stored.name == "Anna Bcc: all@example.org"
    assert stored.message == "ab[2J\nc"


@given(st.text(alphabet=st.characters(), max_size=200), st.text(alphabet=st.characters(), max_size=1_000))
def test_any_name_and_message_that_fit_are_stored_and_read_back_unchanged(
    small_content: Catalogue, name: str, message: str
) -> None:
    said = submission(name=f"A {name}"[:200], message=message)
    receipt = intake.receive(submission=said, traces=traces(address=""), content=small_content, now=NOW)
    stored = Enquiry.objects.get(reference=receipt.reference)
    assert stored.name == plain_text.line(said.name)
    assert stored.message == plain_text.lines(said.message)


def _locked(*args: object, **kwargs: object) -> int:
    raise OperationalError("database is locked")
