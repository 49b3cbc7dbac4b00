"""Slows down whoever guesses passwords or codes, without letting a stranger keep staff out.

Failures are counted three ways: of an account from one network, of an account from anywhere, of a network with any
account. A computer that the account signed in from before counts for itself alone, so that it gets in while strangers
elsewhere, or next door, are held up. A passkey is not held up at all: there is nothing to guess.
"""

import ipaddress
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Max, Q, QuerySet, Sum
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from clinic.signin import devices
from clinic.signin.backend import staff_named
from enquiries import spam

FREE_FAILURES = {"here": 5, "account": 20, "network": 40}
"""So many failures go unpunished: of an account from one place, of an account from anywhere, of one network."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
NOWHERE = "0.0.0.0"  # noqa: S104 - an address to count under, not one to listen on

type Credentials = Mapping[str, Any] | None


def account_tried(request: HttpRequest, credentials: Credentials) -> str:
    """Return under which name failures are counted: the account's number, or a digest of what was typed.

    What was typed is not kept as it is: people type their password into the wrong box.
    """
    typed = str((credentials or {}).get("username") or request.POST.get("login", "")).strip()
    user = staff_named(typed)
    return (
        str(user.pk) if user else f"unknown {salted_hmac(__name__, typed.lower(), algorithm='sha256').hexdigest()[:24]}"
    )


def network(request: HttpRequest) -> str:
    """Return the address a request came from, of IPv6 its /64: one household or phone has that many to try from."""
    address = spam.client_address(
        peer=request.META.get("REMOTE_ADDR", ""),
        forwarded_for=request.headers.get("X-Forwarded-For", ""),
        trusted_proxies=settings.TRUSTED_PROXIES or 0,
    )
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return NOWHERE
    return str(ipaddress.ip_network((parsed, 64), strict=False).network_address) if parsed.version == 6 else str(parsed)


def waiting_time(failures: int, *, free: int) -> timedelta:
    """Return how long to wait after so many failures: nothing at first, then a minute, doubling to a quarter hour."""
    if failures < free:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(failures - free, 10)), LONGEST_WAIT)


def may_try(request: HttpRequest, user: User) -> bool:
    """Return whether this account may be tried from here now."""
    return bool(AxesProxyHandler.is_allowed(request, {"username": user.get_username()}))


def forget_failures(user: User) -> None:
    """Let the account in again at once: whoever reads its mail has just set a new password."""
    AccessAttempt.objects.filter(username=str(user.pk)).delete()


class Throttle(AxesDatabaseHandler):  # type: ignore[misc]
    """Counts failures by account and place, and says when the next attempt may be made."""

    def get_failures(self, request: HttpRequest, credentials: Credentials = None) -> int:
        """Return 1 while attempts from here are refused, otherwise 0: AXES_FAILURE_LIMIT is 1."""
        now = request.axes_attempt_time  # type: ignore[attr-defined]
        counts = self._counts(request, credentials)
        return int(any(_is_held_up(rows, free=FREE_FAILURES[kind], now=now) for kind, rows in counts))

    def user_login_failed(self, sender: object, credentials: dict[str, Any], request: Any = None, **more: Any) -> None:
        """Count a failure, in the column of the browser the computer if the account knows it and otherwise nothing."""
        if request is not None:
            request.axes_user_agent = _device_column(request, account_tried(request, credentials))
        super().user_login_failed(sender, credentials, request, **more)

    def reset_user_attempts(self, request: HttpRequest, credentials: Credentials = None) -> int:
        """Forget the failures of this account from here; those of strangers elsewhere still count."""
        account = account_tried(request, credentials)
        here = _from_here(request, account)
        return int(here.delete()[0])

    def filter_user_attempts(
        self, request: HttpRequest, credentials: Credentials = None
    ) -> list[QuerySet[AccessAttempt]]:
        """Return each set of failures that an attempt from here is judged by."""
        return [rows for _, rows in self._counts(request, credentials)]

    def _counts(self, request: HttpRequest, credentials: Credentials) -> list[tuple[str, QuerySet[AccessAttempt]]]:
        account = account_tried(request, credentials)
        here = ("here", _from_here(request, account))
        if _device_column(request, account):
            return [here]
        strangers = AccessAttempt.objects.filter(user_agent="")
        return [
            here,
            ("account", strangers.filter(username=account)),
            ("network", strangers.filter(ip_address=network(request))),
        ]


def _from_here(request: HttpRequest, account: str) -> QuerySet[Any]:
    device = _device_column(request, account)
    place = Q(user_agent=device) if device else Q(user_agent="", ip_address=network(request))
    rows: QuerySet[Any] = AccessAttempt.objects.filter(place, username=account)
    return rows


def _device_column(request: HttpRequest, account: str) -> str:
    device = devices.known(request, account=int(account)) if account.isdigit() else None
    return f"device {device.name}" if device else ""


def _is_held_up(rows: QuerySet[AccessAttempt], *, free: int, now: datetime) -> bool:
    total = rows.aggregate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
    wait = waiting_time(total["failures"] or 0, free=free)
    # axes dates a first failure by its own clock, a moment later than the request's.
    return bool(wait) and bool(now < total["last"] + wait)
