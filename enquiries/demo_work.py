"""What reception did with the enquiries of the demonstration: each is answered in the way that its person asked for."""

import random
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.contrib.auth.models import User
from django.db import transaction
from treatments.catalogue import Catalogue

from . import audit, calls, handling, opening, outbox, replies, variables, workflow
from .booking import Assured
from .models import CallResult, Channel, Delivery, Enquiry, Happening, Mail, Notification, Outcome, Status
from .starting_templates import STARTING

COLLEAGUES_KNOW = (
    "Prefers a call before 10.",
    "Wants the price in writing before booking.",
    "Asked for the leaflet; sent.",
    "Daughter may answer the telephone.",
)
YES = Assured(clinician_agreed=True, patient_agreed=True)
KNOWN_OF_WRITERS = COLLEAGUES_KNOW[1:3]
"""What may be noted of somebody whom nobody calls."""


class State(Enum):
    """Where an enquiry of the demonstration stands: when the latest of its kind came, and how far apart they are."""

    NEW = timedelta(minutes=20), timedelta(minutes=100)
    LATE = timedelta(days=4), timedelta(hours=7)
    CALLED = timedelta(hours=26), timedelta(hours=3)
    WAITING = timedelta(hours=48), timedelta(hours=14)
    SNOOZED = timedelta(hours=25), timedelta(hours=9)
    BOOKED = timedelta(days=2), timedelta(hours=30)
    CLOSED = timedelta(days=3), timedelta(hours=26)
    SPAM = timedelta(hours=3), timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works on the demonstration's enquiries, when, and from which pages."""

    content: Catalogue
    workers: tuple[User, ...]
    dice: random.Random
    now: datetime


def work_on(enquiry: Enquiry, *, state: State, number: int, arrived: datetime, desk: Desk) -> None:
    """Take an enquiry from the moment it arrived to where it stands."""
    is_new = state in {State.NEW, State.LATE}
    if state is State.SPAM or (is_new and number % 3):
        return
    worker = desk.workers[number % len(desk.workers)]
    by, at = audit.staff(worker.pk), arrived + timedelta(minutes=15)
    handling.assign(enquiry=enquiry, to=worker, by=by, now=at)
    if is_new:
        return
    known = COLLEAGUES_KNOW if enquiry.contact_by == Channel.PHONE else KNOWN_OF_WRITERS
    handling.note(enquiry=enquiry, text=known[number % len(known)], by=by, now=at)
    if state is State.CALLED:
        _try(enquiry, number=number, latest=desk.now - timedelta(hours=1 + number % 5), by=by, desk=desk)
        return
    _finish(enquiry, state=state, number=number, at=at, by=by, desk=desk)


def fail_mail(enquiry: Enquiry, *, now: datetime) -> None:
    """Have the acknowledgement of an enquiry given up."""
    Notification.objects.create(
        enquiry=enquiry,
        kind=Mail.ACKNOWLEDGEMENT,
        state=Delivery.FAILED,
        owed_at=enquiry.received_at,
        next_attempt_at=now,
        attempts=9,
        first_attempt_at=enquiry.received_at,
        last_error="SMTPRecipientsRefused 550",
    )
    details: dict[str, audit.Detail] = {"mail": Mail.ACKNOWLEDGEMENT.value, "attempts": 9}
    audit.record(reference=enquiry.reference, happening=Happening.NOT_NOTIFIED, by=audit.SITE, now=now, details=details)


def _try(enquiry: Enquiry, *, number: int, latest: datetime, by: str, desk: Desk) -> None:
    """Try to reach somebody, in vain as yet: calls that nobody took, or a message that nobody answered."""
    if enquiry.contact_by == Channel.EMAIL:
        _write(enquiry, waits=True, at=latest, by=by, desk=desk)
        return
    if enquiry.contact_by == Channel.TEXT:
        _log(enquiry, CallResult.TEXTED, at=latest, by=by, desk=desk)
        return
    taken = CallResult.VOICEMAIL if enquiry.may_leave_message else CallResult.NO_ANSWER
    results = [taken, CallResult.NO_ANSWER, CallResult.NO_ANSWER][: number % 3 + 1]
    for earlier, result in zip(range(len(results) - 1, -1, -1), results, strict=True):
        _log(enquiry, result, at=latest - earlier * timedelta(hours=5), by=by, desk=desk)


def _reach(enquiry: Enquiry, *, at: datetime, by: str, desk: Desk) -> None:
    """Reach somebody as they asked, and hear from them."""
    if enquiry.contact_by == Channel.EMAIL:
        _write(enquiry, waits=False, at=at, by=by, desk=desk)
    elif enquiry.contact_by == Channel.TEXT:
        _log(enquiry, CallResult.TEXTED, at=at, by=by, desk=desk)
        workflow.move(enquiry=enquiry, to=Status.CONTACTING, by=by, now=at + timedelta(hours=1))
    else:
        _log(enquiry, CallResult.REACHED, at=at, by=by, desk=desk)


def _log(enquiry: Enquiry, result: CallResult, *, at: datetime, by: str, desk: Desk) -> None:
    calls.log(enquiry=enquiry, result=result, by=by, now=at, clinic=desk.content.clinic)


@transaction.atomic
def _write(enquiry: Enquiry, *, waits: bool, at: datetime, by: str, desk: Desk) -> None:
    """Answer by email; that it was sent is only said, before any sender sees it."""
    text = variables.filled(STARTING[0].text, enquiry, desk.content)
    reply = replies.send(
        enquiry=enquiry,
        text=text,
        waits=waits,
        submission_id=uuid.UUID(int=desk.dice.getrandbits(128)),
        by=by,
        now=at,
        clinic=desk.content.clinic,
    )
    gone = at + outbox.HOLD
    Notification.objects.filter(reply=reply).update(
        state=Delivery.SENT, sent_at=gone, attempts=1, first_attempt_at=gone, next_attempt_at=gone
    )


def _finish(enquiry: Enquiry, *, state: State, number: int, at: datetime, by: str, desk: Desk) -> None:
    outcome = list(Outcome)[number % len(Outcome)]
    later = at + timedelta(hours=3)
    if state is State.CLOSED and outcome in workflow.NOBODY_TO_ANSWER:
        if outcome is Outcome.NO_CONTACT:
            _try(enquiry, number=number, latest=at + timedelta(hours=12), by=by, desk=desk)
            later = at + timedelta(hours=15)
    else:
        _reach(enquiry, at=at, by=by, desk=desk)
    if state is State.SNOOZED:
        until = desk.now + timedelta(days=1 + number % 3)
        handling.snooze(enquiry=enquiry, until=until, by=by, now=later, knowingly=True)
    elif state is State.CLOSED:
        workflow.move(enquiry=enquiry, to=Status.CLOSED, by=by, now=later, outcome=outcome)
    else:
        to = Status.WAITING if state is State.WAITING else Status.BOOKED
        remind_at = opening.within(later + workflow.REMIND_AFTER, desk.content.clinic)
        workflow.move(enquiry=enquiry, to=to, by=by, now=later, remind_at=remind_at, assured=YES)
