"""Synthetic enquiries in every state, made as real ones are, marked as demonstration and never counted."""

import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from treatments.catalogue import Catalogue

from . import audit, calls, handling, intake, spam, workflow
from .intake import Submission
from .models import Agreement, Callee, CallResult, Channel, Enquiry, Need, Outcome, Status, TimeOfDay
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
BACK = timedelta(hours=5)
"""Between one arrival and the one before it."""

NEW, CALLED, WAITING, SNOOZED, BOOKED, CLOSED, SPAM = range(7)
STATES = (
    *([NEW] * 16),
    *([CALLED] * 12),
    *([WAITING] * 6),
    *([SNOOZED] * 5),
    *([BOOKED] * 8),
    *([CLOSED] * 9),
    *([SPAM] * 4),
)


@dataclass(frozen=True, slots=True)
class _Desk:
    content: Catalogue
    workers: tuple[User, ...]
    dice: random.Random
    now: datetime


def fill(*, content: Catalogue, staff: Mapping[Role, User], now: datetime) -> int:
    """Make the demonstration's enquiries, unless there are some, and return how many were made.

    They arrived over the last two weeks before `now`, the new ones last. No mail is owed for them.
    """
    if Enquiry.objects.filter(demo=True).exists():
        return 0
    # The same enquiries on every machine; nothing secret hangs on these dice.
    desk = _Desk(content, (staff[Role.RECEPTIONIST], staff[Role.LEAD]), random.Random(7), now)  # noqa: S311
    for number, state in enumerate(STATES):
        arrived = now - timedelta(minutes=20) - number * BACK
        enquiry = _receive(number, arrived, desk, is_spam=state == SPAM)
        _work_on(enquiry, state, number, arrived, desk)
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
    name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"
    channel = dice.choice([Channel.PHONE, Channel.PHONE, Channel.PHONE, Channel.TEXT, Channel.EMAIL])
    # One in six has asked before, with the same number.
    line = number - 1 if number % 6 == 5 else number
    return Submission(
        submission_id=uuid.UUID(int=dice.getrandbits(128)),
        name=name,
        contact_by=channel,
        treatment=dice.choice([*content.treatments, ""]),
        condition=dice.choice([*content.conditions, ""]),
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


def _work_on(enquiry: Enquiry, state: int, number: int, arrived: datetime, desk: _Desk) -> None:
    if state == SPAM or (state == NEW and number % 3):
        return
    worker = desk.workers[number % len(desk.workers)]
    by, at = audit.staff(worker.pk), arrived + timedelta(minutes=15)
    handling.assign(enquiry=enquiry, to=worker, by=by, now=at)
    if state == NEW:
        return
    handling.note(enquiry=enquiry, text=COLLEAGUES_KNOW[number % len(COLLEAGUES_KNOW)], by=by, now=at)
    _call(enquiry, state=state, number=number, at=at, by=by, desk=desk)
    _finish(enquiry, state=state, number=number, at=at + timedelta(hours=3), by=by, desk=desk)


def _call(enquiry: Enquiry, *, state: int, number: int, at: datetime, by: str, desk: _Desk) -> None:
    taken = CallResult.VOICEMAIL if enquiry.may_leave_message else CallResult.NO_ANSWER
    results = [taken, CallResult.NO_ANSWER, CallResult.NO_ANSWER][: number % 3 + 1]
    if state != CALLED:
        results = [CallResult.REACHED]
    for hours, result in enumerate(results):
        moment = at + timedelta(hours=hours)
        calls.log(enquiry=enquiry, result=result, by=by, now=moment, clinic=desk.content.clinic)


def _finish(enquiry: Enquiry, *, state: int, number: int, at: datetime, by: str, desk: _Desk) -> None:
    if state == SNOOZED:
        handling.snooze(enquiry=enquiry, until=desk.now + timedelta(days=1 + number % 3), by=by, now=at)
    elif state == CLOSED:
        outcome = list(Outcome)[number % len(Outcome)]
        workflow.move(enquiry=enquiry, to=Status.CLOSED, by=by, now=at, outcome=outcome)
    elif state in {WAITING, BOOKED}:
        to = Status.WAITING if state == WAITING else Status.BOOKED
        workflow.move(enquiry=enquiry, to=to, by=by, now=at)
