"""Statuses and the moves between them: the only place where an enquiry's status changes."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from . import audit, booking
from .models import OPEN, Agreement, Enquiry, Happening, Outcome, Status

MOVES: Mapping[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.CONTACTING, Status.WAITING, Status.BOOKED, Status.CLOSED}),
    Status.CONTACTING: frozenset({Status.WAITING, Status.BOOKED, Status.CLOSED}),
    Status.WAITING: frozenset({Status.CONTACTING, Status.BOOKED, Status.CLOSED}),
    # Reopening: a booking that fell through goes on, and what was closed by mistake may never have been touched.
    Status.BOOKED: frozenset({Status.CONTACTING}),
    Status.CLOSED: frozenset({Status.NEW, Status.CONTACTING}),
}

REMIND_AFTER = timedelta(days=3)
"""How long a patient is left to answer before the desk is reminded."""

NOBODY_TO_ANSWER = frozenset({Outcome.NO_CONTACT, Outcome.DUPLICATE, Outcome.SPAM})
"""Outcomes that may come about without the clinic having answered anybody."""


class MoveRefused(Exception):
    """The table of moves does not know this move, or its outcome is missing or out of place."""


class NotCleared(MoveRefused):
    """Nobody may be booked yet: a clinician or the patient has not said yes; `booking` says to what."""


class MovedMeanwhile(Exception):
    """Somebody else changed the enquiry first: what was shown is no longer true."""


@transaction.atomic
def move(
    *,
    enquiry: Enquiry,
    to: Status,
    by: str,
    now: datetime,
    outcome: Outcome | None = None,
    remind_at: datetime | None = None,
    assured: booking.Assured = booking.NOTHING_SAID,
) -> None:
    """Move the enquiry from the status it was shown with, leaving an event; `outcome` says why when it is closed.

    `remind_at` is when the desk is reminded of a patient it waits for, after REMIND_AFTER unless given; `assured` is
    what whoever books says of the clinician and the patient. A move ends a snooze. Raises MoveRefused, or
    MovedMeanwhile when somebody changed the enquiry since it was read.
    """
    shown = Status(enquiry.status)
    _check(enquiry, shown, to, outcome)
    said = _cleared(enquiry, assured) if to is Status.BOOKED else {}
    change(
        enquiry=enquiry,
        status=to,
        outcome=outcome or "",
        settled_at=None if to in OPEN else now,
        suspected=False,
        snoozed_until=None,
        due_at=remind_at if remind_at and to is Status.WAITING else _due(enquiry, shown, to, now),
        answered_at=enquiry.answered_at or (now if _answers(to, outcome) else None),
        # What is settled no longer stands for what is sent later, the same day, in the same words.
        fingerprint=enquiry.fingerprint if to in OPEN else "",
        patient_agreed=Agreement.AGREED if "agreed" in said else enquiry.patient_agreed,
    )
    details: dict[str, audit.Detail] = {"from": shown.value, "to": to.value}
    details |= {"outcome": outcome.value} if outcome else {}
    details |= said
    audit.record(reference=enquiry.reference, happening=Happening.MOVED, by=by, now=now, details=details)


def change(*, enquiry: Enquiry, **changes: object) -> None:
    """Write changes to an enquiry that still is as it was read, and to the one in hand. Raises MovedMeanwhile.

    The UPDATE itself names the version that was read: of two people who act at once, one is told.
    """
    as_read = Enquiry.objects.filter(pk=enquiry.pk, version=enquiry.version)
    if not as_read.update(version=F("version") + 1, **changes):
        raise MovedMeanwhile(enquiry.reference)
    enquiry.version += 1
    for name, value in changes.items():
        setattr(enquiry, name, value)


def check_open(enquiry: Enquiry) -> None:
    """Raise MoveRefused for an enquiry that nobody works on as it stands: suspected, or settled."""
    if enquiry.suspected:
        raise MoveRefused("Release a suspected enquiry before working on it.")
    check_unmerged(enquiry)
    if Status(enquiry.status) not in OPEN:
        raise MoveRefused("Reopen the enquiry before working on it.")


def check_unmerged(enquiry: Enquiry) -> None:
    """Raise MoveRefused for an enquiry that was merged: what is to be done is done to the other."""
    if enquiry.merged_into_id is not None:
        raise MoveRefused("This enquiry was merged into another: work on that one, or undo the merge.")


def _check(enquiry: Enquiry, shown: Status, to: Status, outcome: Outcome | None) -> None:
    check_unmerged(enquiry)
    if to not in MOVES[shown]:
        raise MoveRefused(f"An enquiry that is {shown.label} cannot become {to.label}.")
    if (to is Status.CLOSED) != (outcome is not None):
        raise MoveRefused("An enquiry is closed with an outcome, and has none otherwise.")
    if enquiry.suspected and to is not Status.CLOSED:
        raise MoveRefused("Release a suspected enquiry before working on it.")


def _cleared(enquiry: Enquiry, assured: booking.Assured) -> dict[str, bool]:
    if missing := booking.missing(enquiry, assured):
        raise NotCleared(missing)
    return booking.said(enquiry, assured)


def _due(enquiry: Enquiry, shown: Status, to: Status, now: datetime) -> datetime:
    if to is Status.WAITING:
        return now + REMIND_AFTER
    reopened = shown not in OPEN
    return now if reopened or shown is Status.WAITING else enquiry.due_at


def _answers(to: Status, outcome: Outcome | None) -> bool:
    return to in {Status.WAITING, Status.BOOKED} or (outcome is not None and outcome not in NOBODY_TO_ANSWER)
