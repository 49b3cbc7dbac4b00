"""Replies to patients: sent through the outbox after a time in which they can be taken back."""

import uuid
from datetime import datetime

from django.db import transaction
from treatments.schema.clinic import Clinic

from . import audit, calls, opening, outbox, plain_text, variables, workflow
from .models import OPEN, REPLY_LIMIT, Delivery, Enquiry, Happening, Reply, Status
from .workflow import MoveRefused


class NotReady(MoveRefused):
    """The reply cannot be sent as it is; `todo` says what to do, one sentence for each thing."""

    def __init__(self, *todo: str) -> None:
        # The sentences quote what was written, so they stay out of what a traceback prints.
        super().__init__("The reply cannot be sent as it is.")
        self.todo = todo


@transaction.atomic
def send(
    *, enquiry: Enquiry, text: str, waits: bool, submission_id: uuid.UUID, by: str, now: datetime, clinic: Clinic
) -> Reply:
    """Keep a reply and owe its mail, which leaves after outbox.HOLD; with `waits` it is then the patient's turn.

    It is an answer, and a new enquiry is new no more. What was drafted before is replaced by it. Sent again with the
    same `submission_id` it is the same reply. Raises NotReady, MoveRefused, MovedMeanwhile and opening.NeverOpen.
    """
    if sent := earlier(submission_id):
        return sent
    words = _ready(enquiry, text)
    discard(enquiry=enquiry)
    _answer(enquiry, waits=waits, by=by, now=now, clinic=clinic)
    audit.record(reference=enquiry.reference, happening=Happening.REPLIED, by=by, now=now, details={})
    reply = Reply.objects.create(enquiry=enquiry, submission_id=submission_id, at=now, by=by, text=words, waits=waits)
    outbox.owe_reply(reply=reply, now=now)
    return reply


@transaction.atomic
def take_back(*, reply: Reply, by: str, now: datetime) -> None:
    """Take a reply back before anybody has claimed it: the enquiry is unanswered and due again. Raises TooLate."""
    outbox.take_back(reply=reply)
    # Locked, so that whatever a colleague does in the same moment does not undo the undoing.
    enquiry = Enquiry.objects.select_for_update().get(pk=reply.enquiry_id)
    if reply.waits and enquiry.status == Status.WAITING:
        workflow.move(enquiry=enquiry, to=Status.CONTACTING, by=by, now=now)
    was_the_answer = enquiry.answered_at == reply.at
    workflow.change(
        enquiry=enquiry,
        answered_at=None if was_the_answer else enquiry.answered_at,
        due_at=now if Status(enquiry.status) in OPEN else enquiry.due_at,
    )
    audit.record(reference=enquiry.reference, happening=Happening.TAKEN_BACK, by=by, now=now, details={})


@transaction.atomic
def keep(*, enquiry: Enquiry, text: str, waits: bool, by: str, now: datetime) -> None:
    """Keep what somebody wrote and does not send yet, in place of any other draft; no words keep nothing.

    It is stored as a reply that was taken back at once, so nothing is owed for it. Raises NotReady.
    """
    words = plain_text.lines(text)
    if len(words) > REPLY_LIMIT:
        raise NotReady(f"Shorten the reply to {REPLY_LIMIT} characters.")
    discard(enquiry=enquiry)
    if not words:
        return
    draft = Reply.objects.create(enquiry=enquiry, submission_id=uuid.uuid4(), at=now, by=by, text=words, waits=waits)
    outbox.owe_reply(reply=draft, now=now)
    outbox.take_back(reply=draft)
    audit.record(reference=enquiry.reference, happening=Happening.DRAFTED, by=by, now=now, details={})


@transaction.atomic
def discard(*, enquiry: Enquiry) -> None:
    """Throw away what was written and taken back; that it was stays an event."""
    for draft in taken_back(enquiry):
        draft.delete()


def earlier(submission_id: uuid.UUID) -> Reply | None:
    """Return the reply that was already sent from the same form; one that was taken back does not count."""
    sent = Reply.objects.filter(submission_id=submission_id)
    return sent.exclude(notification__state=Delivery.UNDONE).first()


def wrote_since(enquiry: Enquiry, moment: datetime) -> bool:
    """Return whether somebody has written since a moment, and did not take it back."""
    return enquiry.replies.filter(at__gte=moment).exclude(notification__state=Delivery.UNDONE).exists()


def undoable(enquiry: Enquiry) -> Reply | None:
    """Return the latest reply that can still be taken back, as far as is known now."""
    untouched = enquiry.replies.filter(notification__state=Delivery.OWED, notification__attempts=0)
    return untouched.select_related("notification").order_by("-at", "-pk").first()


def taken_back(enquiry: Enquiry) -> list[Reply]:
    """Return what was written and taken back, and not sent since, the latest first."""
    return list(enquiry.replies.filter(notification__state=Delivery.UNDONE).order_by("-at", "-pk"))


def _ready(enquiry: Enquiry, text: str) -> str:
    words = plain_text.lines(text)
    if enquiry.suspected:
        raise NotReady("Release a suspected enquiry before answering it.")
    if not enquiry.email:
        raise NotReady("They gave no email address: call or text them.")
    if not words:
        raise NotReady("Write the reply before sending it.")
    if len(words) > REPLY_LIMIT:
        raise NotReady(f"Shorten the reply to {REPLY_LIMIT} characters.")
    if todo := variables.unfilled(words):
        raise NotReady(*todo)
    return words


def _answer(enquiry: Enquiry, *, waits: bool, by: str, now: datetime, clinic: Clinic) -> None:
    status, snoozed_until = Status(enquiry.status), enquiry.snoozed_until
    if waits and status is not Status.WAITING:
        workflow.move(enquiry=enquiry, to=Status.WAITING, by=by, now=now)
    elif status is Status.NEW:
        workflow.move(enquiry=enquiry, to=Status.CONTACTING, by=by, now=now)
    due_at = enquiry.due_at
    if waits:
        due_at = opening.within(now + workflow.REMIND_AFTER, clinic)
    elif status in OPEN:
        # As after a call: answered, and not left without a next step.
        due_at = max(due_at, opening.within(now + calls.FINISH, clinic))
    workflow.change(
        enquiry=enquiry,
        answered_at=enquiry.answered_at or now,
        due_at=due_at,
        # A move ends a snooze; an answer alone does not.
        snoozed_until=None if waits else snoozed_until,
    )
