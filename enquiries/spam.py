"""A verdict on what was sent, with its reasons: it may keep an enquiry apart for a person to judge, never refuse it."""

import ipaddress
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import F
from django.utils.crypto import salted_hmac

from .models import Sender

QUICKEST = timedelta(seconds=5)
"""Nobody reads the questions and answers them in less."""

MOST_LINKS = 2
MOST_AN_HOUR = 10
"""From one address: a household, a ward or a clinic's own waiting room asks less often."""

LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)


class Reason(StrEnum):
    """Why an enquiry is suspected."""

    HONEYPOT = "honeypot"
    TOO_QUICK = "too-quick"
    TOO_MANY = "too-many"
    LINKS = "links"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What sending leaves behind beside the answers: the field that people do not see, when the form was opened, and
    the network address, which is kept only as a keyed hash and only for an hour.
    """

    honeypot: str
    opened_at: datetime
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an enquiry is suspected, and of what."""

    reasons: tuple[Reason, ...] = ()

    @property
    def suspected(self) -> bool:
        """Whether the enquiry waits for a person's judgement."""
        return bool(self.reasons)

    def __str__(self) -> str:
        return ",".join(self.reasons)


def judge(*, traces: Traces, texts: tuple[str, ...], sent_lately: int, now: datetime) -> Verdict:
    """Return the verdict on an enquiry with these free texts; `sent_lately` counts it too."""
    # A clock set back makes a form look as if it was opened later than now: that is no fault of the sender.
    quick = timedelta(0) <= now - traces.opened_at < QUICKEST
    found = {
        Reason.HONEYPOT: bool(traces.honeypot),
        Reason.TOO_QUICK: quick,
        Reason.TOO_MANY: sent_lately > MOST_AN_HOUR,
        Reason.LINKS: sum(len(LINK.findall(text)) for text in texts) > MOST_LINKS,
    }
    return Verdict(tuple(reason for reason, is_so in found.items() if is_so))


def count_sender(address: str, *, now: datetime) -> int:
    """Count one more enquiry from this address and return how many came from it within this hour; 0 if unknown."""
    network = _network(address)
    if not network:
        return 0
    hour = now.replace(minute=0, second=0, microsecond=0)
    key = salted_hmac(f"enquiries.sender.{hour:%Y%m%d%H}", network, algorithm="sha256").hexdigest()
    row = Sender.objects.filter(key=key)
    if row.update(sent=F("sent") + 1):
        return row.values_list("sent", flat=True).get()
    Sender.objects.create(key=key, sent=1, expires_at=hour + timedelta(hours=1))
    return 1


def forget_senders(*, now: datetime) -> None:
    """Remove the counts of hours that are over."""
    Sender.objects.filter(expires_at__lte=now).delete()


def client_address(*, peer: str, forwarded_for: str, trusted_proxies: int) -> str:
    """Return the address that the request came from, behind so many proxies of our own.

    Each proxy adds its caller at the right of X-Forwarded-For, so everything further left was made up by the client.
    """
    hops = [hop.strip() for hop in forwarded_for.split(",")] if forwarded_for else []
    return hops[-trusted_proxies] if 0 < trusted_proxies <= len(hops) else peer


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    # One household or phone has a whole /64 of IPv6 to send from.
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
