"""Mail that is owed: written with the enquiry, claimed by one sender, tried until it is handed over."""

import logging
import uuid
from datetime import datetime, timedelta

from django.core.mail import mailers
from django.db import transaction
from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from . import audit, notifications
from .models import Delivery, Enquiry, Happening, Heartbeat, Mail, Notification, Reply

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
"""Longer than any attempt lasts (mail_server.DEADLINE_SECONDS): what is claimed longer was claimed by the dead."""

HOLD = timedelta(seconds=30)
"""How long a reply can be taken back: nobody claims it sooner."""

FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(minutes=15)
PERSEVERANCE = timedelta(days=7)
SILENCE = timedelta(minutes=10)
LATE = timedelta(hours=1)
BEAT_EVERY = timedelta(minutes=1)
SENDER = "send_notifications"


class NotFailed(Exception):
    """Only mail that was given up can be owed again."""


class TooLate(Exception):
    """Only a reply that no sender has claimed can be taken back."""


def owe(*, enquiry: Enquiry, now: datetime) -> None:
    """Owe the messages that this enquiry calls for, within the transaction that stores or releases it."""
    Notification.objects.bulk_create(
        Notification(enquiry=enquiry, kind=kind, owed_at=now, next_attempt_at=now)
        for kind in notifications.kinds_owed(enquiry)
    )


def owe_reply(*, reply: Reply, now: datetime) -> None:
    """Owe the mail of a reply once it can no longer be taken back, within the transaction that keeps the reply."""
    Notification.objects.create(
        enquiry_id=reply.enquiry_id, kind=Mail.REPLY, reply=reply, owed_at=now, next_attempt_at=now + HOLD
    )


def take_back(*, reply: Reply) -> None:
    """Owe a reply no longer, within the transaction that says so. Raises TooLate.

    The UPDATE repeats the condition and must change one row: of a sender and an author, one gets it.
    """
    untouched = Notification.objects.filter(reply=reply, state=Delivery.OWED, attempts=0)
    if not untouched.update(state=Delivery.UNDONE):
        raise TooLate(reply.pk)


def send_next(*, now: datetime) -> Notification | None:
    """Try the message that has been due longest, and return it with its new state; None when nothing is due.

    Whatever goes wrong with one message is kept with it, and the next call takes the next one.
    """
    beat(now=now)
    claimed = claim(now=now)
    if claimed is None:
        return None
    try:
        handed_over = mailers.default.send_messages([notifications.compose(claimed)])
    except Exception as fault:  # noqa: BLE001 - one message, whatever is wrong with it, never stops the others
        _put_off(claimed, error=describe(fault), now=now)
    else:
        _settle(claimed, now=now) if handed_over else _put_off(claimed, error="NobodyToSendTo", now=now)
    return claimed


def due(*, now: datetime) -> QuerySet[Notification]:
    """Return what is owed and due now and in nobody's hands, the longest due first."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    return Notification.objects.filter(free, state=Delivery.OWED, next_attempt_at__lte=now).order_by("next_attempt_at")


def claim(*, now: datetime) -> Notification | None:
    """Take the message that has been due longest, for the length of a lease; None when nothing is due.

    The UPDATE repeats the condition and must change exactly one row: of two senders, one takes it.
    """
    ready = due(now=now)
    while (candidate := ready.values_list("pk", flat=True).first()) is not None:
        token = uuid.uuid4()
        taken = ready.filter(pk=candidate).update(
            claimed_by=token,
            claimed_until=now + LEASE,
            attempts=F("attempts") + 1,
            first_attempt_at=Coalesce(F("first_attempt_at"), now),
        )
        if taken:
            return Notification.objects.select_related("enquiry", "reply").get(pk=candidate)
    return None


def retry(*, notification: Notification, by: str, now: datetime) -> None:
    """Owe given-up mail again, from now on and as long as the first time. Raises NotFailed."""
    with transaction.atomic():
        given_up = Notification.objects.filter(pk=notification.pk, state=Delivery.FAILED)
        fresh = {"state": Delivery.OWED, "next_attempt_at": now, "attempts": 0, "first_attempt_at": None}
        if not given_up.update(**fresh):
            raise NotFailed(notification.pk)
        _record(notification, Happening.OWED_AGAIN, by=by, now=now)


def is_refusal(error: str) -> bool:
    """Return whether a server said "never" (RFC 5321, 4.2.1), by what is kept of a fault; it is tried all the same."""
    return error.partition(" ")[2].startswith("5")


def delay(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: 30 seconds, doubling up to a quarter of an hour."""
    doublings = min(attempts - 1, 10)
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)


def beat(*, now: datetime) -> None:
    """Show that a sender is running; written at most once a minute."""
    _, is_first = Heartbeat.objects.get_or_create(name=SENDER, defaults={"seen_at": now})
    if not is_first:
        Heartbeat.objects.filter(name=SENDER, seen_at__lt=now - BEAT_EVERY).update(seen_at=now)


def is_silent(*, now: datetime) -> bool:
    """Return whether no sender has been seen for ten minutes: mail is owed, and nobody hands it over."""
    return not Heartbeat.objects.filter(name=SENDER, seen_at__gt=now - SILENCE).exists()


def oldest_owed() -> datetime | None:
    """Return since when the oldest message is owed that is still tried; None when none is."""
    oldest: datetime | None = Notification.objects.filter(state=Delivery.OWED).aggregate(Min("owed_at"))["owed_at__min"]
    return oldest


def is_in_trouble(*, now: datetime) -> bool:
    """Return whether somebody should look: no sender runs, or a message has been owed for an hour."""
    oldest = oldest_owed()
    return is_silent(now=now) or (oldest is not None and now - oldest > LATE)


def _settle(claimed: Notification, *, now: datetime) -> None:
    with transaction.atomic():
        if _release_claim(claimed, state=Delivery.SENT, sent_at=now, last_error=""):
            _record(claimed, Happening.NOTIFIED, by=audit.SITE, now=now)


def _put_off(claimed: Notification, *, error: str, now: datetime) -> None:
    given_up = claimed.first_attempt_at is not None and now - claimed.first_attempt_at >= PERSEVERANCE
    # The kind of fault alone: what a server says may repeat an address.
    logger.warning("mail %s not handed over at attempt %d: %s", claimed.pk, claimed.attempts, error)
    newly_refused = is_refusal(error) and error != claimed.last_error
    with transaction.atomic():
        state = Delivery.FAILED if given_up else Delivery.OWED
        again = now + delay(claimed.attempts)
        if _release_claim(claimed, state=state, next_attempt_at=again, last_error=error) and given_up:
            _record(claimed, Happening.NOT_NOTIFIED, by=audit.SITE, now=now)
        if claimed.reply_id and newly_refused:
            _bring_up(claimed, now=now)


def _bring_up(claimed: Notification, *, now: datetime) -> None:
    # Most likely the address is mistyped. Nobody should wait three days for an answer to what never arrives.
    sleeping = Enquiry.objects.filter(
        pk=claimed.enquiry_id, settled_at__isnull=True, snoozed_until__isnull=True, due_at__gt=now
    )
    sleeping.update(due_at=now, version=F("version") + 1)


def _release_claim(claimed: Notification, **changes: object) -> bool:
    changes |= {"claimed_by": None, "claimed_until": None}
    ours = Notification.objects.filter(pk=claimed.pk, claimed_by=claimed.claimed_by)
    if not ours.update(**changes):
        # This process slept through its own lease, and another has taken the message since.
        logger.error("mail %s was claimed by another sender meanwhile; it may arrive twice", claimed.pk)
        return False
    for name, value in changes.items():
        setattr(claimed, name, value)
    return True


def _record(notification: Notification, happening: Happening, *, by: str, now: datetime) -> None:
    details: dict[str, audit.Detail] = {"mail": notification.kind, "attempts": notification.attempts}
    audit.record(reference=notification.enquiry.reference, happening=happening, by=by, now=now, details=details)


def describe(fault: Exception) -> str:
    """Return the kind of a fault and the server's numbers, without a word that might name somebody."""
    codes = [getattr(fault, "smtp_code", "")]
    # smtplib.SMTPRecipientsRefused keeps a code for each address; the addresses themselves are not repeated.
    codes += [code for code, _ in getattr(fault, "recipients", {}).values()]
    return " ".join([type(fault).__name__, *(str(code) for code in codes if code)])[:100]
