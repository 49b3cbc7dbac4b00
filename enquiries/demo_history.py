"""A quarter of the demonstration's past: settled enquiries of nobody, so that its figures have something to show."""

import random
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from treatments.catalogue import Catalogue

from . import audit, consent, opening, promise, reference, workflow
from .demo import FIRST, LAST
from .models import CallAttempt, CallResult, Channel, Enquiry, Outcome, Source, Status
from .roles import Role

QUARTER = timedelta(days=91)
UNTIL = timedelta(days=13)
"""Before that come the enquiries that `demo` makes one by one."""

A_DAY = 4
ENDINGS = (
    *([None] * 11),
    *([Outcome.DECLINED] * 5),
    *([Outcome.NOT_SUITABLE] * 3),
    *([Outcome.NO_CONTACT] * 3),
    *([Outcome.DUPLICATE] * 1),
)
"""None is a booking."""


@transaction.atomic
def fill(*, content: Catalogue, staff: Mapping[Role, User], now: datetime) -> int:
    """Store what was asked and settled in the last quarter, all at once, and return how many there are.

    They leave no events and owe no mail; each is marked as demonstration.
    """
    # The same on every machine; nothing secret hangs on these dice.
    dice = random.Random(11)  # noqa: S311
    made = [_enquiry(number, arrived, content, dice, now) for number, arrived in enumerate(_arrivals(now, dice))]
    stored = Enquiry.objects.bulk_create(made)
    by = audit.staff(staff[Role.RECEPTIONIST].pk)
    CallAttempt.objects.bulk_create(call for each in stored for call in _calls(each, content, by, dice))
    return len(stored)


def _arrivals(now: datetime, dice: random.Random) -> Iterator[datetime]:
    for days in range(UNTIL.days, QUARTER.days):
        midnight = (now - timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)
        is_weekend = midnight.weekday() > 4
        for _ in range(dice.randint(0, 2) if is_weekend else dice.randint(2, 2 * A_DAY - 1)):
            yield midnight + timedelta(minutes=dice.randint(7 * 60, 22 * 60))


def _enquiry(number: int, arrived: datetime, content: Catalogue, dice: random.Random, now: datetime) -> Enquiry:
    promised_by = promise.promised_by(arrived, content.clinic)
    answered_at = _answered(arrived, content, dice)
    outcome = dice.choice(ENDINGS)
    return Enquiry(
        reference=reference.draw(),
        submission_id=uuid.uuid4(),
        confirmation_token=uuid.uuid4().hex,
        demo=True,
        source=dice.choice([Source.WEB] * 7 + [Source.PHONE] * 3 + [Source.DESK]),
        name=f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}",
        contact_by=Channel.PHONE,
        phone=f"020 7946 {number:04d}",
        phone_e164=f"+44207946{number:04d}",
        received_at=arrived,
        promised_by=promised_by,
        due_at=promised_by,
        answered_at=answered_at,
        settled_at=min(answered_at + timedelta(hours=dice.randint(0, 90)), now),
        status=Status.CLOSED if outcome else Status.BOOKED,
        outcome=outcome or "",
        **_about(content, dice, arrived),
    )


def _about(content: Catalogue, dice: random.Random, arrived: datetime) -> dict[str, Any]:
    return {
        "treatment": dice.choice([*content.treatments, *content.treatments, ""]),
        "condition": dice.choice([*content.conditions, ""]),
        "content_version": content.version,
        "consent_version": consent.version(content),
        "consented_at": arrived,
    }


def _answered(arrived: datetime, content: Catalogue, dice: random.Random) -> datetime:
    """Return a moment at which the clinic is open, most often within what it promises."""
    wanted = timedelta(hours=dice.triangular(0.2, 1.4, 0.4) * content.clinic.promise.within_open_hours)
    for stretch in opening.stretches(content.clinic, since=arrived):
        start = max(stretch.opens, arrived)
        if stretch.closes - start > wanted:
            return start + wanted
        wanted -= stretch.closes - start
    raise opening.NeverOpen(content.clinic.name)


def _calls(enquiry: Enquiry, content: Catalogue, by: str, dice: random.Random) -> Iterator[CallAttempt]:
    at = enquiry.answered_at
    while at is not None:
        reached = [CallResult.REACHED] * 2 * (enquiry.outcome not in workflow.NOBODY_TO_ANSWER)
        result = dice.choice([*reached, CallResult.NO_ANSWER])
        yield CallAttempt(enquiry=enquiry, at=at, by=by, result=result)
        later = opening.next_opening(at, content.clinic) + timedelta(minutes=dice.randint(0, 480))
        at = later if result is CallResult.NO_ANSWER and enquiry.settled_at and later < enquiry.settled_at else None
