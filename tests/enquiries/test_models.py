"""The databases refuse impossible rows, and every field says whether it is personal."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from enquiries import outbox
from enquiries.models import (
    LIMITS,
    Delivery,
    Enquiry,
    Event,
    Happening,
    HistoryStands,
    Mail,
    Need,
    Notification,
    Outcome,
    Status,
)

from .cast import NOW, PATIENT

pytestmark = pytest.mark.django_db

PROMISED = NOW + timedelta(hours=8)
SENDER = uuid.UUID(int=7)
SOMEONE_ELSE = {"for_someone_else": True, "relation": "son", "whom_to_call": "asker", "patient_agreed": "agreed"}
# What a text needs beside it to be there at all.
COMPANY: dict[str, dict[str, Any]] = {
    "language": {"needs_interpreter": True},
    "other_need": {"needs_other": True},
    "relation": SOMEONE_ELSE,
    "patient_name": SOMEONE_ELSE,
    "package": {"treatment": "prolotherapy"},
}
ALL_MODELS = list(apps.get_app_config("enquiries").get_models())


def row(**changes: Any) -> dict[str, Any]:
    """Return the fields of an enquiry that nothing is wrong with, and these changes."""
    good = {
        "reference": uuid.uuid4().hex[:8],
        "submission_id": uuid.uuid4(),
        "confirmation_token": uuid.uuid4().hex,
        "content_version": "abc",
        "name": PATIENT,
        "contact_by": "phone",
        "phone": "020 7946 0123",
        "phone_e164": "+442079460123",
        "consent_version": "1.0+abc",
        "consented_at": NOW,
        "received_at": NOW,
        "promised_by": PROMISED,
    }
    return good | {"due_at": changes.get("promised_by", PROMISED)} | changes


def refused(model: type[models.Model], fields: dict[str, Any]) -> bool:
    """Return whether the database refuses such a row."""
    try:
        with transaction.atomic():
            model._default_manager.create(**fields)
    except DatabaseError:
        return True
    return False


def test_a_good_row_is_taken() -> None:
    assert not refused(Enquiry, row())


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"source": "fax"},
        {"contact_by": "pager"},
        {"status": "lost"},
        {"consent_version": ""},
        {"content_version": ""},
        # The channel that was chosen has its address.
        {"phone": "", "phone_e164": ""},
        {"contact_by": "text", "phone": "", "phone_e164": ""},
        {"contact_by": "email", "email": ""},
        # What belongs together comes together.
        {"phone_e164": ""},
        {"contact_by": "email", "email": "a@example.org", "phone": ""},
        {"price_seen_pence": 100, "package": ""},
        {"needs_interpreter": True},
        {"language": "Greek"},
        {"needs_other": True},
        {"other_need": "A quiet room"},
        {"for_someone_else": True},
        {"relation": "son"},
        {"for_someone_else": True, "relation": "son", "whom_to_call": "asker"},
        {"for_someone_else": True, "relation": "son", "patient_agreed": "agreed"},
        SOMEONE_ELSE | {"whom_to_call": "patient"},
        SOMEONE_ELSE | {"whom_to_call": "nobody"},
        SOMEONE_ELSE | {"patient_agreed": "perhaps"},
        {"patient_name": "Somebody else"},
        {"whom_to_call": "asker"},
        {"patient_agreed": "agreed"},
        # States.
        {"promised_by": NOW},
        {"status": "closed", "settled_at": NOW},
        {"status": "closed", "outcome": "declined"},
        {"status": "closed", "outcome": "bored", "settled_at": NOW},
        {"status": "booked"},
        {"status": "booked", "outcome": "declined", "settled_at": NOW},
        {"outcome": "declined"},
        {"settled_at": NOW},
        {"suspected": True},
        {"suspected": True, "suspicions": "links", "status": "contacting"},
        {"suspected": True, "suspicions": "links", "status": "closed", "outcome": "spam", "settled_at": NOW},
    ],
    ids=str,
)
def test_a_row_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    assert refused(Enquiry, row(**wrong))


@pytest.mark.parametrize(
    "right",
    [
        {"contact_by": "email", "email": "a@example.org", "phone": "", "phone_e164": ""},
        {"needs_interpreter": True, "language": "Greek"},
        SOMEONE_ELSE | {"patient_agreed": "cannot"},
        SOMEONE_ELSE | {"whom_to_call": "patient", "patient_name": "Ada"},
        {"status": "closed", "outcome": "declined", "settled_at": NOW},
        {"status": "booked", "settled_at": NOW},
        {"suspected": True, "suspicions": "honeypot,links"},
        {"price_seen_pence": 36_000, "package": "pkg-one-area"},
    ],
    ids=str,
)
def test_a_row_that_can_be_is_taken(right: dict[str, Any]) -> None:
    assert not refused(Enquiry, row(**right))


@pytest.mark.parametrize("name", LIMITS)
def test_every_text_has_a_length_that_both_databases_hold(name: str) -> None:
    assert not refused(Enquiry, row(**COMPANY.get(name, {}) | {name: "😀" * LIMITS[name]}))
    assert refused(Enquiry, row(**COMPANY.get(name, {}) | {name: "a" * (LIMITS[name] + 1)}))


@pytest.mark.parametrize("name", ["reference", "submission_id", "confirmation_token", "fingerprint"])
def test_no_two_enquiries_share_what_names_them(name: str) -> None:
    value = uuid.uuid4() if name == "submission_id" else "7KM2HX9M"
    assert not refused(Enquiry, row(**{name: value}))
    assert refused(Enquiry, row(**{name: value}))


def test_enquiries_without_a_fingerprint_do_not_clash() -> None:
    assert not refused(Enquiry, row(fingerprint=""))
    assert not refused(Enquiry, row(fingerprint=""))


def test_each_need_has_its_column() -> None:
    columns = {field.name.removeprefix("needs_") for field in Enquiry._meta.fields if field.name.startswith("needs_")}
    assert columns == set(Need.values)
    enquiry = Enquiry(needs_bsl=True, needs_interpreter=True)
    assert enquiry.needs == (Need.INTERPRETER, Need.BSL)


@pytest.mark.parametrize("model", ALL_MODELS)
def test_every_field_is_declared_personal_or_not(model: type[Any]) -> None:
    names = {field.name for field in model._meta.concrete_fields}
    assert model.personal | model.impersonal == names
    assert not model.personal & model.impersonal


def test_an_enquiry_is_called_by_its_reference_alone() -> None:
    assert str(Enquiry(reference="7KM2HX9M", name=PATIENT)) == "7KM2HX9M"


def test_the_queue_shows_the_soonest_promise_first_and_nothing_settled_or_suspected() -> None:
    later = Enquiry.objects.create(**row(promised_by=PROMISED + timedelta(hours=1)))
    waiting_longer = Enquiry.objects.create(**row(received_at=NOW - timedelta(hours=1), status=Status.WAITING))
    sooner = Enquiry.objects.create(**row(status=Status.CONTACTING))
    Enquiry.objects.create(**row(status=Status.CLOSED, outcome=Outcome.DECLINED, settled_at=NOW))
    Enquiry.objects.create(**row(status=Status.BOOKED, settled_at=NOW))
    machine = Enquiry.objects.create(**row(suspected=True, suspicions="links"))
    assert list(Enquiry.objects.in_queue()) == [waiting_longer, sooner, later]
    assert list(Enquiry.objects.suspected_spam()) == [machine]


@pytest.mark.parametrize(
    ("queryset", "index"),
    [
        (Enquiry.objects.in_queue(), "enquiry_queue"),
        (Enquiry.objects.suspected_spam(), "enquiry_suspected"),
        (Event.objects.filter(reference="7KM2HX9M").order_by("at"), "event_timeline"),
        (outbox.due(now=NOW), "notification_due"),
        (Notification.objects.filter(state=Delivery.FAILED).order_by("owed_at"), "notification_failed"),
    ],
)
def test_each_index_serves_the_question_it_was_made_for(queryset: models.QuerySet[Any], index: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # With few rows PostgreSQL rightly reads the whole table.
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = queryset.explain()
    assert index in plan
    assert "TEMP B-TREE" not in plan


def test_an_event_is_neither_changed_nor_removed() -> None:
    event = Event.objects.create(reference="7KM2HX9M", happening=Happening.RECEIVED, at=NOW, by="patient")
    event.by = "somebody"
    for forbidden in (event.save, event.delete, lambda: Event.objects.all().delete()):
        with pytest.raises(HistoryStands):
            forbidden()
    with pytest.raises(HistoryStands):
        Event.objects.update(by="somebody")
    event.refresh_from_db()
    assert event.by == "patient"


def test_the_database_itself_refuses_to_change_an_event() -> None:
    Event.objects.create(reference="7KM2HX9M", happening=Happening.RECEIVED, at=NOW, by="patient")
    with (
        pytest.raises(IntegrityError, match="events are not changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE enquiries_event SET by = 'somebody'")


@pytest.mark.parametrize("wrong", [{"happening": "dreamt"}, {"by": ""}])
def test_an_event_says_what_and_by_whom(wrong: dict[str, Any]) -> None:
    good = {"reference": "7KM2HX9M", "happening": Happening.RECEIVED, "at": NOW, "by": "patient"}
    assert not refused(Event, good)
    assert refused(Event, good | wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "poem"},
        {"state": "lost"},
        {"state": Delivery.SENT},
        {"sent_at": NOW},
        {"claimed_by": SENDER},
        {"claimed_until": NOW},
        {"state": Delivery.SENT, "sent_at": NOW, "claimed_by": SENDER, "claimed_until": NOW},
        {"attempts": 1},
        {"first_attempt_at": NOW},
        {"state": Delivery.FAILED},
    ],
    ids=str,
)
def test_a_notification_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    enquiry = Enquiry.objects.create(**row())
    good = {"enquiry": enquiry, "kind": Mail.ACKNOWLEDGEMENT, "owed_at": NOW, "next_attempt_at": NOW}
    assert refused(Notification, good | wrong)
    assert not refused(Notification, good)
    assert refused(Notification, good), "one enquiry owes each kind of message once"
