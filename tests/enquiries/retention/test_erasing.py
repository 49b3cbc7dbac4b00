"""Erasing takes everything that hangs on an enquiry, counts it, and leaves nothing else changed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError

from enquiries import calls, handling, ledger, outbox, presence, retention
from enquiries.models import (
    CallResult,
    Enquiry,
    Event,
    Handle,
    Happening,
    Hold,
    HoldReason,
    LedgerLine,
    Outcome,
    Sender,
    Status,
)
from tests.enquiries.cast import NOW, received
from treatments.catalogue import Catalogue
from treatments.schema.clinic import Clinic

from .old import LONG_AGO, booked, closed, stored, suspect

pytestmark = pytest.mark.django_db

CANARY = "Quetzalcoatlinda"
ERASER = "staff:7"
OURS: list[type[Any]] = list(apps.get_app_config("enquiries").get_models())


def erase(enquiry: Enquiry, clinic: Clinic) -> None:
    retention.erase(enquiry=enquiry, by=ERASER, now=NOW, clinic=clinic)


@pytest.fixture
def busy(content: Catalogue) -> Enquiry:
    """An enquiry that somebody looked at, called about, noted on and changed by the admin's own pages."""
    enquiry = received(content, name=f"{CANARY} Smith", message=f"{CANARY} wrote this", email=f"{CANARY}@example.org")
    account = User.objects.create_user("anna")
    presence.seen(enquiry=enquiry, account=account, now=NOW)
    calls.log(enquiry=enquiry, result=CallResult.NO_ANSWER, by=ERASER, now=NOW, clinic=content.clinic)
    handling.note(enquiry=enquiry, text=f"{CANARY} prefers mornings", by=ERASER, now=NOW)
    outbox.claim(now=NOW)
    ours = ContentType.objects.get_for_model(Enquiry)
    LogEntry.objects.create(
        user=account, content_type=ours, object_id=str(enquiry.pk), object_repr=CANARY, action_flag=CHANGE
    )
    return enquiry


def test_nothing_of_the_person_is_left_in_any_table(busy: Enquiry, clinic: Clinic) -> None:
    erase(busy, clinic)
    everything = [each for model in apps.get_models() for each in model._default_manager.all()]
    assert CANARY.casefold() not in serializers.serialize("json", everything).casefold()


def test_every_table_that_holds_something_personal_goes_with_the_enquiry(busy: Enquiry) -> None:
    """Whoever adds a table with something personal in it hangs it on the enquiry, or says here why not."""
    by_itself = {Enquiry, Sender}
    for model in set(OURS) - by_itself:
        if model.personal:
            links = [each for each in model._meta.fields if isinstance(each, models.ForeignKey)]
            assert any(each.related_model is Enquiry and _cascades(each) for each in links), model


def _cascades(field: Any) -> bool:
    return field.remote_field.on_delete is models.CASCADE


def test_its_events_stay_and_one_says_that_it_was_erased(busy: Enquiry, clinic: Clinic) -> None:
    before = Event.objects.filter(reference=busy.reference).count()
    erase(busy, clinic)
    event = Event.objects.get(happening=Happening.ERASED)
    assert (event.reference, event.by, event.details) == (busy.reference, ERASER, {})
    assert Event.objects.filter(reference=busy.reference).count() == before + 1


def test_nobody_elses_is_touched(busy: Enquiry, content: Catalogue, clinic: Clinic) -> None:
    other = received(content, message="Mine hurts too.")
    handles = Handle.objects.filter(enquiry=other).count()
    erase(busy, clinic)
    assert Enquiry.objects.get() == other
    assert Handle.objects.count() == handles


def test_it_is_counted_without_the_person(clinic: Clinic) -> None:
    for _ in range(2):
        erase(booked(answered_at=LONG_AGO + timedelta(hours=1)), clinic)
    line = LedgerLine.objects.get()
    assert (line.month, line.treatment, line.source) == (date(2024, 9, 1), "prolotherapy", "web")
    assert (line.ending, line.promised, line.enquiries) == ("booked", "kept", 2)


@pytest.mark.parametrize(
    ("changes", "ending", "promised"),
    [
        ({}, "declined", "missed"),
        ({"answered_at": LONG_AGO + timedelta(days=2)}, "declined", "missed"),
        ({"answered_at": LONG_AGO + timedelta(hours=24)}, "declined", "kept"),
        ({"outcome": Outcome.DUPLICATE}, "duplicate", "not-owed"),
        ({"outcome": Outcome.SPAM}, "spam", "not-owed"),
        ({"status": Status.NEW, "outcome": "", "settled_at": None}, "withdrawn", "missed"),
        (
            {"status": Status.NEW, "outcome": "", "settled_at": None, "promised_by": NOW + timedelta(hours=1)},
            "withdrawn",
            "not-owed",
        ),
    ],
    ids=str,
)
def test_the_ledger_says_how_it_ended_and_whether_the_promise_was_kept(
    clinic: Clinic, changes: dict[str, Any], ending: str, promised: str
) -> None:
    enquiry = closed()
    Enquiry.objects.filter(pk=enquiry.pk).update(**changes)
    enquiry.refresh_from_db()
    erase(enquiry, clinic)
    line = LedgerLine.objects.get()
    assert (line.ending, line.promised) == (ending, promised)


def test_the_month_is_the_clinics(clinic: Clinic) -> None:
    # Half past midnight in London, in summer.
    erase(booked(received_at=LONG_AGO.replace(month=6, day=30, hour=23, minute=30)), clinic)
    assert LedgerLine.objects.get().month == date(2024, 7, 1)


@pytest.mark.parametrize("make", [lambda: booked(demo=True), suspect], ids=["demonstration", "suspected"])
def test_what_was_never_counted_is_not_counted_now(clinic: Clinic, make: Any) -> None:
    erase(make(), clinic)
    assert not LedgerLine.objects.exists()
    assert not Enquiry.objects.exists()


def test_the_ledger_is_read_by_month(clinic: Clinic) -> None:
    erase(booked(), clinic)
    assert [each.enquiries for each in ledger.lines(first=date(2024, 9, 1), last=date(2024, 9, 1))] == [1]
    assert list(ledger.lines(first=date(2024, 10, 1), last=date(2026, 9, 1))) == []


def test_what_is_held_cannot_be_erased_by_any_way(clinic: Clinic) -> None:
    enquiry = booked()
    retention.hold(enquiry=enquiry, reason=HoldReason.COMPLAINT, by=ERASER, now=NOW)
    with pytest.raises(retention.OnHold):
        erase(enquiry, clinic)
    with pytest.raises(ProtectedError):
        enquiry.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        _delete_past_django(enquiry)
    assert not LedgerLine.objects.exists()


def test_a_hold_is_laid_once_and_lifted_once_and_both_are_on_record(clinic: Clinic) -> None:
    enquiry = booked()
    for _ in range(2):
        retention.hold(enquiry=enquiry, reason=HoldReason.CLAIM, by=ERASER, now=NOW)
    assert list(retention.held()) == [enquiry]
    for _ in range(2):
        retention.let_go(enquiry=enquiry, by="staff:8", now=NOW)
    assert not Hold.objects.exists()
    told = Event.objects.filter(reference=enquiry.reference).order_by("pk")
    assert [(each.happening, each.by, each.details) for each in told] == [
        ("held", ERASER, {"reason": "claim"}),
        ("let-go", "staff:8", {}),
    ]
    erase(enquiry, clinic)


def test_an_erasing_that_fails_half_way_did_nothing(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    enquiry = stored()

    def fail(**kwargs: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("enquiries.audit.record", fail)
    with pytest.raises(RuntimeError):
        erase(enquiry, clinic)
    assert Enquiry.objects.get() == enquiry
    assert not LedgerLine.objects.exists()


def _delete_past_django(enquiry: Enquiry) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM enquiries_enquiry WHERE id = %s", [enquiry.pk])
    connection.check_constraints()
