"""Which computers an account was used from: a signed cookie that lets nobody in and is not throttled with strangers."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

COOKIE = "desk-device"
SALT = "clinic.signin.devices"
MOST_ACCOUNTS = 12
"""More people than share one computer at a reception."""


@dataclass(frozen=True)
class Device:
    """A computer, and the accounts that signed in there, the last one first."""

    name: str
    accounts: tuple[int, ...]

    def used_by(self, account: int) -> "Device":
        """Return the same computer, after this account signed in there."""
        others = tuple(each for each in self.accounts if each != account)
        return Device(self.name, (account, *others)[:MOST_ACCOUNTS])


def of(request: HttpRequest) -> Device | None:
    """Return the computer that a request came from; None for one that nobody signed in from lately."""
    try:
        held = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=_validity())
        return Device(held["name"], tuple(held["accounts"]))
    except signing.BadSignature:
        return None


def known(request: HttpRequest, *, account: int | None) -> Device | None:
    """Return the computer if this account signed in there before."""
    device = of(request)
    return device if device and account in device.accounts else None


def remember(request: HttpRequest, response: HttpResponseBase, *, account: int) -> None:
    """Let the browser keep that this account signed in here; nothing is sent when it does so already."""
    device = of(request) or Device(secrets.token_urlsafe(12), ())
    if account in device.accounts[:1]:
        return
    now = device.used_by(account)
    response.set_cookie(
        COOKIE,
        signing.dumps({"name": now.name, "accounts": now.accounts}, salt=SALT),
        max_age=_validity(),
        path=settings.DESK_ROOT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _validity() -> timedelta:
    return timedelta(days=settings.KNOWN_DEVICE_DAYS)
