"""Whether a session has shown a second factor, and that a code is good for one sign-in only."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.http import HttpRequest

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes only stand in for one that is lost."""

LAST_STEP = "last_step"


def passed(request: HttpRequest) -> bool:
    """Return whether this session has shown a second factor, or needs none here."""
    return not settings.SECOND_FACTOR_REQUIRED or shown(request)


def shown(request: HttpRequest) -> bool:
    """Return whether whoever is signed in showed a second factor in this session."""
    records = get_authentication_records(request, _signed_in(request))
    return any(record.get("method") == "mfa" for record in records)


def has_one(user: User | AnonymousUser) -> bool:
    """Return whether the account has a second factor."""
    return user.is_authenticated and Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def is_last(authenticator: Authenticator) -> bool:
    """Return whether the account would be left without a second factor."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS).exclude(pk=authenticator.pk)
    return authenticator.type in FACTORS and not others.exists()


def record_enrolled(request: HttpRequest, authenticator: Authenticator) -> None:
    """Count a second factor that was just set up, with its code or key, as shown in this session."""
    if authenticator.type == Authenticator.Type.TOTP:
        remember_step(authenticator, max(totp.yield_hotp_counters_from_time()))
    record_authentication(request, _signed_in(request), "mfa", id=authenticator.pk, type=str(authenticator.type))


@transaction.atomic
def use_up(authenticator: Authenticator, code: str) -> bool:
    """Return whether this right code of an app is new, and let neither it nor an older one in again.

    RFC 6238 section 5.2; kept in the database because processes do not share a cache.
    """
    locked = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    secret = decrypt(locked.data["secret"])
    steps = [
        step
        for step in totp.yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, step)))
    ]
    if not steps or max(steps) <= locked.data.get(LAST_STEP, 0):
        return False
    remember_step(locked, max(steps))
    return True


def remember_step(authenticator: Authenticator, step: int) -> None:
    """Store the last step of 30 seconds whose code was used."""
    authenticator.data = authenticator.data | {LAST_STEP: step}
    authenticator.save(update_fields=["data"])


def _signed_in(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
