"""Sends the digest: owed as a row of its day, claimed by one sender, tried until it is handed over."""

import logging
from datetime import datetime, time, timedelta
from email.headerregistry import Address
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.core.validators import validate_email
from django.db.models import F, Q
from django.template.loader import render_to_string
from treatments import catalogue
from treatments.schema.clinic import Clinic

from enquiries import outbox
from enquiries.models import Delivery, Digest

from .standing import Standing, standing

logger = logging.getLogger(__name__)

FROM = time(7)
"""On the clinic's clock: it is there when reception opens."""

LATE = timedelta(hours=1)


def daily(*, clinic: Clinic, now: datetime) -> Digest | None:
    """Owe today's digest from seven in the morning, and try it when it is due; None when there is nothing to try.

    Every day, also on days on which the clinic is closed, and also when nothing waits: a day without a digest then
    always means that something is broken. One that was not out by the next morning is given up for the fresh one.
    """
    _owe(clinic, now)
    claimed = _claim(now)
    if claimed is None:
        return None
    try:
        handed_over = mailers.default.send_messages([compose(claimed, now=now)])
        fault = "" if handed_over else "NobodyToSendTo"
    except Exception as why:  # noqa: BLE001 - whatever is wrong with it, the mail of patients goes on
        fault = outbox.describe(why)
    _settle(claimed, fault, now)
    return claimed


def unsent() -> Digest | None:
    """Return the latest digest if it was tried and is not out, for the desk to say so."""
    latest = Digest.objects.order_by("-day").first()
    return latest if latest and latest.state != Delivery.SENT and latest.attempts else None


def is_late(*, now: datetime) -> bool:
    """Return whether a digest has been owed for an hour, which somebody should look into."""
    return Digest.objects.filter(state=Delivery.OWED, owed_at__lt=now - LATE).exists()


def compose(digest: Digest, *, now: datetime) -> EmailMultiAlternatives:
    """Return the message as it is sent now. Raises ValidationError for an address that no mail goes to."""
    content = catalogue.current()
    to = settings.RECEPTION_EMAIL or content.clinic.email
    validate_email(to)
    told = standing(content=content, now=now)
    context = {
        "day": digest.day,
        "standing": told,
        "clinic": content.clinic,
        "desk": f"{settings.SITE_URL}{settings.DESK_ROOT}",
        "list": f"{settings.SITE_URL}{settings.DESK_PATH}",
    }
    sender = Address(display_name=content.clinic.short_name, addr_spec=settings.MAIL_FROM or content.clinic.email)
    message = EmailMultiAlternatives(
        subject=_subject(digest, told),
        body=render_to_string("mail/digest.txt", context),
        from_email=str(sender),
        to=[to],
        headers={
            "Message-ID": f"<{digest.message_id}@{urlsplit(settings.SITE_URL).hostname}>",
            # RFC 3834: nobody's holiday reply answers it.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    message.attach_alternative(render_to_string("mail/digest.html", context), "text/html")
    return message


def _subject(digest: Digest, told: Standing) -> str:
    day = f"{digest.day:%A} {digest.day.day} {digest.day:%B}"
    overdue = next(each.number for each in told.counted if each.tab == "overdue")
    state = f"{overdue} overdue" if overdue else "nothing overdue"
    return f"The desk on {day}: {state}"


def _owe(clinic: Clinic, now: datetime) -> None:
    local = now.astimezone(ZoneInfo(clinic.time_zone))
    if local.time() < FROM or Digest.objects.filter(day=local.date()).exists():
        return
    _, is_new = Digest.objects.get_or_create(
        day=local.date(), defaults={"owed_at": now, "next_attempt_at": now, "state": Delivery.OWED}
    )
    if is_new:
        before = Digest.objects.filter(day__lt=local.date(), state=Delivery.OWED)
        before.update(state=Delivery.FAILED, claimed_until=None)


def _claim(now: datetime) -> Digest | None:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    ready = Digest.objects.filter(free, state=Delivery.OWED, next_attempt_at__lte=now).order_by("day")
    until = now + outbox.LEASE
    for pk in ready.values_list("pk", flat=True):
        # The UPDATE repeats the condition and must change exactly one row: of two senders, one takes it.
        if ready.filter(pk=pk).order_by().update(claimed_until=until, attempts=F("attempts") + 1):
            return Digest.objects.get(pk=pk)
    return None


def _settle(claimed: Digest, fault: str, now: datetime) -> None:
    if fault:
        logger.warning("the digest of %s was not handed over at attempt %d: %s", claimed.day, claimed.attempts, fault)
        done = {"next_attempt_at": now + outbox.delay(claimed.attempts), "last_error": fault}
    else:
        done = {"state": Delivery.SENT, "sent_at": now, "last_error": ""}
    ours = Digest.objects.filter(pk=claimed.pk, claimed_until=claimed.claimed_until)
    ours.update(claimed_until=None, **done)
    claimed.refresh_from_db()
