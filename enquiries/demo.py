"""Synthetic enquiries in every state, made as real ones are, marked as demonstration and never counted."""

import random
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from treatments.catalogue import Catalogue

from . import audit, demo_work, handling, intake, merging, spam
from .demo_work import Desk, State
from .intake import Submission
from .models import (
    Agreement,
    Callee,
    Channel,
    Enquiry,
    Need,
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

CHANNELS = (Channel.PHONE, Channel.PHONE, Channel.TEXT, Channel.PHONE, Channel.EMAIL)
HOUSEHOLD = {1: 0}
"""Who gives whose number: two people at one telephone."""

ASK_IN_VAIN = frozenset({0, 10, 25, 36})
"""Who asks about a condition that the clinic does not treat; none of them is booked."""

AGREEMENTS = (Agreement.NOT_ASKED, Agreement.AGREED)


def fill(*, content: Catalogue, staff: Mapping[Role, User], now: datetime) -> int:
    """Make the demonstration's enquiries, unless there are some, and return how many were made.

    They arrived over the last two weeks before `now`. Some people asked twice, one of them was merged; some mail of
    theirs failed, and none is ever sent.
    """
    if Enquiry.objects.filter(demo=True).exists():
        return 0
    # The same enquiries on every machine; nothing secret hangs on these dice.
    desk = Desk(content, (staff[Role.RECEPTIONIST], staff[Role.LEAD]), random.Random(7), now)  # noqa: S311
    made = []
    for number, state in enumerate(STATES):
        latest, apart = state.value
        arrived = now - latest - apart * STATES[:number].count(state)
        enquiry = _receive(number, arrived, desk, is_spam=state is State.SPAM)
        demo_work.work_on(enquiry, state=state, number=number, arrived=arrived, desk=desk)
        made.append(enquiry)
    _come_up(made, desk)
    return len(STATES)


def _receive(number: int, arrived: datetime, desk: Desk, *, is_spam: bool) -> Enquiry:
    traces = spam.Traces(
        honeypot="https://advertisement.example.org" if is_spam else "",
        opened_at=arrived - timedelta(minutes=4),
        address=f"192.0.2.{number + 1}",
    )
    submission = _submission(number, desk)
    receipt = intake.receive(submission=submission, traces=traces, content=desk.content, now=arrived, demo=True)
    return Enquiry.objects.get(reference=receipt.reference)


def _submission(number: int, desk: Desk) -> Submission:
    dice, content = desk.dice, desk.content
    # One in six has asked before, in the same way and about the same.
    line = number - 1 if number % TWICE == TWICE - 1 else number
    channel = CHANNELS[line % len(CHANNELS)]
    by_email = channel is Channel.EMAIL
    return Submission(
        submission_id=uuid.UUID(int=dice.getrandbits(128)),
        name=f"{FIRST[line % len(FIRST)]} {LAST[line % len(LAST)]}",
        contact_by=channel,
        package=dice.choice([*content.packages, "", ""]),
        phone="" if by_email else f"020 7946 {HOUSEHOLD.get(line, line):04d}",
        email=f"demo-patient-{line}@example.org" if by_email or dice.random() < 0.5 else "",
        good_times=tuple(time for time in TimeOfDay if dice.random() < 0.3),
        # The form asks each only of those whom it concerns.
        may_leave_message=channel is Channel.PHONE and dice.random() < 0.6,
        may_say_clinic=not by_email and dice.random() < 0.7,
        message=MESSAGES[number % len(MESSAGES)],
        **_subject(line, content),
        **_circumstances(number, desk),
    )


def _subject(line: int, content: Catalogue) -> dict[str, Any]:
    untreated = [each.id for each in content.conditions.values() if each.status == "not-offered"]
    if line in ASK_IN_VAIN and untreated:
        return {"condition": untreated[line % len(untreated)]}
    treated = [{"condition": name} for name in content.conditions if name not in untreated]
    asked = [*treated, *({"treatment": name} for name in content.treatments), {}]
    return random.Random(line).choice(asked)  # noqa: S311 - nothing secret hangs on it


def _circumstances(number: int, desk: Desk) -> dict[str, Any]:
    asked_first = [each.id for each in desk.content.contraindications.values() if each.tell_us_first]
    if number % 9 == 4:
        return {"needs": frozenset({Need.INTERPRETER}), "language": "Polish"}
    if number % 11 == 3:
        return {"needs": frozenset({Need.WHEELCHAIR, Need.NEEDLE_FEAR})}
    if number % 8 == 6:
        return {"tell_us_first": tuple(asked_first[:1])}
    if number % 10 == 8:
        someone = {"for_someone_else": True, "relation": "son or daughter", "patient_name": "Old Demo-Patient"}
        agreed = AGREEMENTS[number // 10 % len(AGREEMENTS)]
        return {**someone, "whom_to_call": Callee.ASKER, "patient_agreed": agreed}
    return {}


def _come_up(made: Sequence[Enquiry], desk: Desk) -> None:
    """Merge one who asked twice, note something on a snoozed one, and let the mail of two fail."""
    by, lately = audit.staff(desk.workers[1].pk), desk.now - timedelta(minutes=5)
    later, first = made[TWICE - 2], made[TWICE - 1]
    merging.merge(enquiry=later, into=first, taken=(), by=by, now=lately)
    snoozed = next(each for each in made if each.snoozed_until and each.phone)
    handling.note(enquiry=snoozed, text="She rang: she is back already and would like a call.", by=by, now=lately)
    for enquiry in [each for each in made if each.email and each.status == Status.NEW and not each.suspected][:2]:
        demo_work.fail_mail(enquiry, now=lately)
