"""Years of synthetic enquiries, written straight into the database, to see how the desk stands them.

They are marked as demonstration, and the same number is the same enquiry everywhere. Each is some seventeen rows: as
objects of Django a million of them would take the better part of an hour.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max
from treatments.catalogue import Catalogue

from . import audit, consent, finding, reference
from .demo import FIRST, LAST, MESSAGES
from .demo_work import COLLEAGUES_KNOW
from .models import (
    CallAttempt,
    CallResult,
    Channel,
    Delivery,
    Enquiry,
    Event,
    Handle,
    Happening,
    Mail,
    Note,
    Notification,
    Outcome,
    Status,
)

BETWEEN = timedelta(minutes=5)
"""Between one arrival and the one before it: a million are nine and a half years."""

LATELY = 600
"""Of so many latest enquiries every second is still open, however many there are: a desk keeps up, or closes."""

FAILED = 50
SUSPECTED = 100
"""Of the latest, one in so many owes mail that failed, and one in so many is suspected spam."""

BATCH = 2_000
SURNAMES = 400
OUTCOMES = Outcome.values
RECEIVED = (Mail.ACKNOWLEDGEMENT, Mail.ALERT)
NAME = "crowd:"

type Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Desk:
    content: Catalogue
    worker: User
    now: datetime
    common: Values = field(default_factory=dict)


def fill(*, upto: int, content: Catalogue, worker: User, now: datetime) -> Iterator[int]:
    """Add enquiries, each older than the one before, until there are so many; yield how many after each batch."""
    desk = _Desk(content, worker, now, _common(content))
    for first in range(Enquiry.objects.count(), upto, BATCH):
        numbers = range(first, min(first + BATCH, upto))
        _write(numbers, desk)
        yield numbers.stop


@transaction.atomic
def _write(numbers: range, desk: _Desk) -> None:
    free = (Enquiry.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    enquiries = [_enquiry(number, desk) | {"id": free + place} for place, number in enumerate(numbers)]
    _insert(Enquiry, enquiries)
    _insert(Handle, (handle for each in enquiries for handle in _handles(each)))
    _insert(Event, (event for each in enquiries for event in _events(each, desk)))
    _insert(
        Notification, (owed for number, each in zip(numbers, enquiries, strict=True) for owed in _mail(number, each))
    )
    touched = [each for each in enquiries if "status" in each]
    _insert(CallAttempt, (_call(each, desk) for each in touched))
    _insert(Note, (_note(each, desk) for each in touched[::3]))
    with connection.cursor() as cursor:
        # The numbers given here are no news to SQLite, but PostgreSQL counts for itself.
        for statement in connection.ops.sequence_reset_sql(no_style(), [Enquiry]):
            cursor.execute(statement)


def _insert(model: type[models.Model], rows: Iterable[Values]) -> None:
    """Insert rows; what they leave out is as when nobody fills it in."""
    made = model._meta  # noqa: SLF001 - Django's own door
    blank = {each.attname: each.get_default() for each in made.concrete_fields if not each.primary_key}
    adapted = [{name: _adapted(value) for name, value in (blank | row).items()} for row in rows]
    if adapted:
        columns, marks = ", ".join(adapted[0]), ", ".join(["%s"] * len(adapted[0]))
        statement = f"INSERT INTO {made.db_table} ({columns}) VALUES ({marks})"  # noqa: S608 - names of our own columns
        with connection.cursor() as cursor:
            cursor.executemany(statement, [tuple(row.values()) for row in adapted])


def _adapted(value: object) -> Any:
    """Return a value as this database takes it."""
    match value:
        case datetime():
            return connection.ops.adapt_datetimefield_value(value)
        case uuid.UUID():
            return value if connection.features.has_native_uuid_field else value.hex
        case dict() | list():
            return connection.ops.adapt_json_value(value, None)
        case _:
            return value


def _common(content: Catalogue) -> Values:
    """Return what all enquiries have in common."""
    return {
        "demo": True,
        "content_version": content.version,
        "consent_version": consent.version(content),
        "contact_by": Channel.PHONE.value,
        "may_leave_message": True,
    }


def _enquiry(number: int, desk: _Desk) -> Values:
    treatments, conditions = [*desk.content.treatments, ""], [*desk.content.conditions, ""]
    arrived = desk.now - timedelta(minutes=20) - number * BETWEEN
    promised = arrived + timedelta(days=1)
    # One in six has asked before, with the same number.
    line = (number - 1 if number % 6 == 5 else number) % 1_000_000
    return {
        **desk.common,
        "reference": reference.numbered(number),
        "submission_id": uuid.UUID(int=number),
        "confirmation_token": f"{NAME}{number}",
        "treatment": treatments[number % len(treatments)],
        "condition": conditions[number % len(conditions)],
        # The name carries the word, so that nobody takes a row for a patient.
        "name": f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}{number % SURNAMES}",
        # An area code that no telephone has.
        "phone": f"01632 {line:06d}",
        "phone_e164": f"+441632{line:06d}",
        "email": f"demo-patient-{line}@example.org" if number % 2 else "",
        "message": MESSAGES[number % len(MESSAGES)],
        "consented_at": arrived,
        "received_at": arrived,
        "promised_by": promised,
        "due_at": promised,
        **_standing(number, arrived, desk),
    }


def _standing(number: int, arrived: datetime, desk: _Desk) -> Values:
    if number < LATELY and not number % SUSPECTED:
        return {"suspected": True, "suspicions": "links"}
    if number < LATELY and number % 2:
        return _open(number, arrived, desk)
    settled = {"settled_at": min(arrived + timedelta(days=2), desk.now), "answered_at": arrived, "version": 4}
    if number % 3:
        return {**settled, "status": Status.BOOKED.value}
    return {**settled, "status": Status.CLOSED.value, "outcome": OUTCOMES[number % len(OUTCOMES)]}


def _open(number: int, arrived: datetime, desk: _Desk) -> Values:
    taken = {"assigned_to_id": desk.worker.pk, "answered_at": arrived}
    states: list[Values] = [
        {},
        {**taken, "status": Status.CONTACTING.value},
        {**taken, "status": Status.WAITING.value},
        {**taken, "status": Status.CONTACTING.value, "snoozed_until": desk.now + timedelta(days=1)},
    ]
    return states[number // 2 % len(states)]


def _handles(enquiry: Values) -> Iterator[Values]:
    for key in sorted(finding.keys(enquiry["name"], phone=enquiry["phone_e164"], email=enquiry["email"])):
        yield {"enquiry_id": enquiry["id"], "key": key}


def _events(enquiry: Values, desk: _Desk) -> Iterator[Values]:
    by, new, contacting = audit.staff(desk.worker.pk), Status.NEW.value, Status.CONTACTING.value
    told: list[tuple[Happening, datetime, str, Values]] = [
        (Happening.RECEIVED, enquiry["received_at"], audit.PATIENT, {})
    ]
    if "settled_at" in enquiry:
        told += [
            (Happening.MOVED, enquiry["received_at"], by, {"from": new, "to": contacting}),
            (Happening.MOVED, enquiry["settled_at"], by, {"from": contacting, "to": enquiry["status"]}),
        ]
    for happening, at, who, details in told:
        yield {"reference": enquiry["reference"], "happening": happening.value, "at": at, "by": who, "details": details}


def _mail(number: int, enquiry: Values) -> Iterator[Values]:
    failed = number < LATELY and not number % FAILED
    at = enquiry["received_at"]
    for place, kind in enumerate(() if "suspected" in enquiry else RECEIVED):
        yield {
            "enquiry_id": enquiry["id"],
            "kind": kind.value,
            "message_id": uuid.UUID(int=2 * number + place),
            "state": (Delivery.FAILED if failed else Delivery.SENT).value,
            "last_error": "SMTPServerDisconnected" if failed else "",
            "sent_at": None if failed else at,
            "owed_at": at,
            "next_attempt_at": at,
            "attempts": 1,
            "first_attempt_at": at,
        }


def _call(enquiry: Values, desk: _Desk) -> Values:
    at = enquiry["received_at"] + timedelta(minutes=30)
    by, result = audit.staff(desk.worker.pk), CallResult.REACHED.value
    return {"enquiry_id": enquiry["id"], "at": at, "by": by, "result": result}


def _note(enquiry: Values, desk: _Desk) -> Values:
    words = COLLEAGUES_KNOW[enquiry["id"] % len(COLLEAGUES_KNOW)]
    return {"enquiry_id": enquiry["id"], "at": enquiry["received_at"], "by": audit.staff(desk.worker.pk), "text": words}
