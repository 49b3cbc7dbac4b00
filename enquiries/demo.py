"""Synthetic enquiries in every state, made as real ones are, marked as demonstration and never counted."""

import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.contrib.auth.models import User
from treatments.catalogue import Catalogue

from . import audit, calls, handling, intake, merging, opening, spam, workflow
from .intake import Submission
from .models import (
    Agreement,
    Callee,
    CallResult,
    Channel,
    Delivery,
    Enquiry,
    Happening,
    Mail,
    Need,
    Notification,
    Outcome,
    Status,
    TimeOfDay,
)
from .roles import Role

FIRST = (
    *("Alex", "Sam", "Jo", "Robin", "Chris", "Lee", "Pat", "Kim", "Ash", "Drew", "Eden", "Frankie", "Gray", "Harper"),
    *("Indy", "Jules", "Kit", "Lou", "Max", "Noor"),
)
LAST = ("Demo-Abbot", "Demo-Baker", "Demo-Carter", "Demo-Dyer", "Demo-Fisher", "Demo-Glover", "Demo-Hooper")
"""No names of people: each carries the word, so that nobody takes a row for a patient, on paper either."""

MESSAGES = (
    "It has hurt on the outside for about 6 months, mostly when I lift something. Physio helped a little.",
    "My GP mentioned injections. I would like to know if this could be something for me, and what it costs.",
    "",
    "I run 3 times a week and it is sore every morning for the first steps. What else could I try first?",
    "How many visits would I need? I live an hour away and cannot drive at the moment.",
    "I had a steroid injection last year that wore off after 2 months.",
    "Is there a day with a later appointment? I work until 5.",
    "I read that the sugar water is not licensed for this. Can somebody explain that to me?",
    "It started after a fall. I had an X-ray, nothing was broken.",
    "I am nervous about needles and would like to talk to somebody before I decide.",
)
COLLEAGUES_KNOW = (
    "Prefers a call before 10.",
    "Wants the price in writing before booking.",
    "Asked for the leaflet; sent.",
    "Daughter may answer the telephone.",
)


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


STATES = (
    *([State.NEW] * 14),
    *([State.LATE] * 2),
    *([State.CALLED] * 12),
    *([State.WAITING] * 6),
    *([State.SNOOZED] * 5),
    *([State.BOOKED] * 8),
    *([State.CLOSED] * 9),
    *([State.SPAM] * 4),
)
TWICE = 6
"""One in so many has asked before."""


@dataclass(frozen=True, slots=True)
class _Desk:
    content: Catalogue
    workers: tuple[User, ...]
    dice: random.Random
    now: datetime


def fill(*, content: Catalogue, staff: Mapping[Role, User], now: datetime) -> int:
    """Make the demonstration's enquiries, unless there are some, and return how many were made.

    They arrived over the last two weeks before `now`. Some people asked twice, one of them was merged; some mail of
    theirs failed, and none is ever sent.
    """
    if Enquiry.objects.filter(demo=True).exists():
        return 0
    # The same enquiries on every machine; nothing secret hangs on these dice.
    desk = _Desk(content, (staff[Role.RECEPTIONIST], staff[Role.LEAD]), random.Random(7), now)  # noqa: S311
    made = []
    for number, state in enumerate(STATES):
        latest, apart = state.value
        arrived = now - latest - apart * STATES[:number].count(state)
        enquiry = _receive(number, arrived, desk, is_spam=state is State.SPAM)
        _work_on(enquiry, state, number, arrived, desk)
        made.append(enquiry)
    _come_up(made, desk)
    return len(STATES)


def _receive(number: int, arrived: datetime, desk: _Desk, *, is_spam: bool) -> Enquiry:
    traces = spam.Traces(
        honeypot="https://advertisement.example.org" if is_spam else "",
        opened_at=arrived - timedelta(minutes=4),
        address=f"192.0.2.{number + 1}",
    )
    submission = _submission(number, desk)
    receipt = intake.receive(submission=submission, traces=traces, content=desk.content, now=arrived, demo=True)
    return Enquiry.objects.get(reference=receipt.reference)


def _submission(number: int, desk: _Desk) -> Submission:
    dice, content = desk.dice, desk.content
    # One in six has asked before, with the same number.
    line = number - 1 if number % TWICE == TWICE - 1 else number
    name = f"{FIRST[line % len(FIRST)]} {LAST[line % len(LAST)]}"
    # Whoever asks twice asks about the same.
    subject = random.Random(line)  # noqa: S311 - nothing secret hangs on it
    channel = dice.choice([Channel.PHONE, Channel.PHONE, Channel.PHONE, Channel.TEXT, Channel.EMAIL])
    return Submission(
        submission_id=uuid.UUID(int=dice.getrandbits(128)),
        name=name,
        contact_by=channel,
        treatment=subject.choice([*content.treatments, ""]),
        condition=subject.choice([*content.conditions, ""]),
        package=dice.choice([*content.packages, "", ""]),
        phone="" if channel is Channel.EMAIL else f"020 7946 {line:04d}",
        email=f"demo-patient-{line}@example.org" if channel is Channel.EMAIL or dice.random() < 0.5 else "",
        good_times=tuple(time for time in TimeOfDay if dice.random() < 0.3),
        may_leave_message=dice.random() < 0.6,
        may_say_clinic=dice.random() < 0.7,
        message=MESSAGES[number % len(MESSAGES)],
        **_circumstances(number, desk),
    )


def _circumstances(number: int, desk: _Desk) -> dict[str, Any]:
    asked_first = [each.id for each in desk.content.contraindications.values() if each.tell_us_first]
    if number % 9 == 4:
        return {"needs": frozenset({Need.INTERPRETER}), "language": "Polish"}
    if number % 11 == 3:
        return {"needs": frozenset({Need.WHEELCHAIR, Need.NEEDLE_FEAR})}
    if number % 8 == 6:
        return {"tell_us_first": tuple(asked_first[:1])}
    if number % 10 == 8:
        someone = {"for_someone_else": True, "relation": "son or daughter", "patient_name": "Old Demo-Patient"}
        return {**someone, "whom_to_call": Callee.ASKER, "patient_agreed": Agreement.AGREED}
    return {}


def _work_on(enquiry: Enquiry, state: State, number: int, arrived: datetime, desk: _Desk) -> None:
    is_new = state in {State.NEW, State.LATE}
    if state is State.SPAM or (is_new and number % 3):
        return
    worker = desk.workers[number % len(desk.workers)]
    by, at = audit.staff(worker.pk), arrived + timedelta(minutes=15)
    handling.assign(enquiry=enquiry, to=worker, by=by, now=at)
    if is_new:
        return
    handling.note(enquiry=enquiry, text=COLLEAGUES_KNOW[number % len(COLLEAGUES_KNOW)], by=by, now=at)
    if state is State.CALLED:
        _call_in_vain(enquiry, number=number, by=by, desk=desk)
        return
    calls.log(enquiry=enquiry, result=CallResult.REACHED, by=by, now=at, clinic=desk.content.clinic)
    _finish(enquiry, state=state, number=number, at=at + timedelta(hours=3), by=by, desk=desk)


def _call_in_vain(enquiry: Enquiry, *, number: int, by: str, desk: _Desk) -> None:
    taken = CallResult.VOICEMAIL if enquiry.may_leave_message else CallResult.NO_ANSWER
    results = [taken, CallResult.NO_ANSWER, CallResult.NO_ANSWER][: number % 3 + 1]
    latest = desk.now - timedelta(hours=1 + number % 5)
    for earlier, result in zip(range(len(results) - 1, -1, -1), results, strict=True):
        moment = latest - earlier * timedelta(hours=5)
        calls.log(enquiry=enquiry, result=result, by=by, now=moment, clinic=desk.content.clinic)


def _finish(enquiry: Enquiry, *, state: State, number: int, at: datetime, by: str, desk: _Desk) -> None:
    if state is State.SNOOZED:
        until = desk.now + timedelta(days=1 + number % 3)
        handling.snooze(enquiry=enquiry, until=until, by=by, now=at, knowingly=True)
    elif state is State.CLOSED:
        outcome = list(Outcome)[number % len(Outcome)]
        workflow.move(enquiry=enquiry, to=Status.CLOSED, by=by, now=at, outcome=outcome)
    else:
        to = Status.WAITING if state is State.WAITING else Status.BOOKED
        remind_at = opening.within(at + workflow.REMIND_AFTER, desk.content.clinic)
        workflow.move(enquiry=enquiry, to=to, by=by, now=at, remind_at=remind_at, cleared=True)


def _come_up(made: Sequence[Enquiry], desk: _Desk) -> None:
    """Merge one who asked twice, note something on a snoozed one, and let the mail of two fail."""
    by, lately = audit.staff(desk.workers[1].pk), desk.now - timedelta(minutes=5)
    later, first = made[TWICE - 2], made[TWICE - 1]
    merging.merge(enquiry=later, into=first, taken=(), by=by, now=lately)
    snoozed = made[STATES.index(State.SNOOZED)]
    handling.note(enquiry=snoozed, text="She rang: she is back already and would like a call.", by=by, now=lately)
    for enquiry in [each for each in made if each.email and each.status == Status.NEW and not each.suspected][:2]:
        _fail(enquiry, lately)


def _fail(enquiry: Enquiry, now: datetime) -> None:
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
