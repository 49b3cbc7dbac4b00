"""Where a message stands, in words: whether it can be taken back, when it went, or why nobody took it."""

from dataclasses import dataclass
from datetime import datetime

from treatments.schema.clinic import Clinic

from enquiries import outbox
from enquiries.models import Delivery, Mail, Notification

from . import wording

NO_ANSWER = frozenset(
    {"ConnectionRefusedError", "ConnectionResetError", "SMTPConnectError", "SMTPServerDisconnected", "TimeoutError"}
)


@dataclass(frozen=True, slots=True)
class Told:
    """A message as the desk tells of it; `tone` is plain, good or bad, and `seconds` are left to take it back."""

    pk: int
    kind: str
    words: str
    tone: str
    reply: int | None = None
    may_take_back: bool = False
    seconds: int = 0
    may_send_again: bool = False
    to_patient: bool = True


def tell(notification: Notification, *, clinic: Clinic, now: datetime) -> Told:
    """Return where a message stands."""
    words, tone = _words(notification, clinic, now)
    untouched = notification.state == Delivery.OWED and not notification.attempts
    return Told(
        pk=notification.pk,
        kind=Mail(notification.kind).label,
        words=words,
        tone=tone,
        reply=notification.reply_id,
        may_take_back=untouched and notification.reply_id is not None,
        seconds=max(int((notification.next_attempt_at - now).total_seconds()), 0) if untouched else 0,
        may_send_again=notification.state == Delivery.FAILED,
        to_patient=notification.kind != Mail.ALERT,
    )


def why(error: str) -> str:
    """Return in plain words what kept a message from being taken; `error` is what the outbox kept of it."""
    kind, _, code = error.partition(" ")
    if kind == "ValidationError":
        return "the address cannot be right"
    if outbox.is_refusal(error):
        return f"the mail server refuses it ({code}); check the address with the patient"
    if code:
        return f"the mail server is busy ({code})"
    return "the mail server does not answer" if kind in NO_ANSWER else f"a fault of the site or its server ({kind})"


def _words(notification: Notification, clinic: Clinic, now: datetime) -> tuple[str, str]:
    tries = f"{notification.attempts} tr{'y' if notification.attempts == 1 else 'ies'}"
    match notification.state:
        case Delivery.SENT if notification.sent_at:
            return f"sent {wording.moment(notification.sent_at, clinic, now)}", "good"
        case Delivery.FAILED:
            return f"not sent: given up after {tries}, because {why(notification.last_error)}", "bad"
        case Delivery.UNDONE:
            return "taken back, not sent", "plain"
    if notification.claimed_until and notification.claimed_until > now:
        return "being sent now", "plain"
    if notification.attempts and notification.last_error:
        again = wording.moment(notification.next_attempt_at, clinic, now)
        return f"not sent yet: {why(notification.last_error)}. {tries} so far, the next {again}", "bad"
    return "waiting to be sent", "plain"
