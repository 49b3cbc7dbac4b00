"""What the desk does with an enquiry beside moving it: who has it, when it is due again, what colleagues note."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from . import audit, plain_text
from .models import NOTE_LIMIT, Enquiry, Happening, Note
from .workflow import MoveRefused, change, check_open, check_unmerged

NOBODY = 0


@transaction.atomic
def assign(*, enquiry: Enquiry, to: User | None, by: str, now: datetime) -> None:
    """Give the enquiry to somebody, or with None to nobody. Raises MoveRefused and MovedMeanwhile."""
    check_open(enquiry)
    if to is not None and not to.is_active:
        raise MoveRefused("This colleague no longer works at the desk: choose another.")
    details: dict[str, audit.Detail] = {"from": enquiry.assigned_to_id or NOBODY, "to": to.pk if to else NOBODY}
    change(enquiry=enquiry, assigned_to=to)
    audit.record(reference=enquiry.reference, happening=Happening.ASSIGNED, by=by, now=now, details=details)


class PastPromise(MoveRefused):
    """The snooze would outlast a promise that nobody has kept yet."""


@transaction.atomic
def snooze(*, enquiry: Enquiry, until: datetime, by: str, now: datetime, knowingly: bool = False) -> None:
    """Put the enquiry out of sight until a moment ahead, when it is due.

    `knowingly` says that whoever does it knows of the promised answer that falls before. Raises MoveRefused,
    PastPromise and MovedMeanwhile.
    """
    check_open(enquiry)
    if until <= now:
        raise MoveRefused("Choose a time that is still ahead.")
    if enquiry.answered_at is None and until > enquiry.promised_by and not knowingly:
        raise PastPromise(
            "We promised an answer before then, and nobody has given it yet: call or write first. If it has to wait, "
            "tick that you snooze it all the same, and press again."
        )
    change(enquiry=enquiry, snoozed_until=until, due_at=until)
    details: dict[str, audit.Detail] = {"until": int(until.timestamp())}
    audit.record(reference=enquiry.reference, happening=Happening.SNOOZED, by=by, now=now, details=details)


@transaction.atomic
def wake(*, enquiry: Enquiry, by: str, now: datetime) -> None:
    """Take the enquiry out of its snooze: it is due now. Raises MoveRefused and MovedMeanwhile."""
    if enquiry.snoozed_until is None:
        raise MoveRefused("The enquiry is not snoozed.")
    change(enquiry=enquiry, snoozed_until=None, due_at=now)
    audit.record(reference=enquiry.reference, happening=Happening.WOKEN, by=by, now=now, details={})


@transaction.atomic
def note(*, enquiry: Enquiry, text: str, by: str, now: datetime) -> Note:
    """Add a note, which changes nothing else and wakes nobody. Raises MoveRefused and MovedMeanwhile."""
    check_unmerged(enquiry)
    words = plain_text.lines(text)
    if not words:
        raise MoveRefused("Write the note before adding it.")
    if len(words) > NOTE_LIMIT:
        raise MoveRefused(f"Shorten the note to {NOTE_LIMIT} characters.")
    change(enquiry=enquiry)
    audit.record(reference=enquiry.reference, happening=Happening.NOTED, by=by, now=now, details={})
    return Note.objects.create(enquiry=enquiry, at=now, by=by, text=words)
