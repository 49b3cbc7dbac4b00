"""Tells allauth what is different here: nobody signs up, addresses and names come from us, secrets are encrypted."""

import base64
from time import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes

from clinic.signin import second_factor, throttle

NAME_IN_APPS = "Reception's desk"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by a command, and by nobody else."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "That user name and password do not belong together. Check both and try again.",
        "email_password_mismatch": "That user name and password do not belong together. Check both and try again.",
        "incorrect_password": "That is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody may make an account by themselves."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's network, seen through as many proxies as are ours."""
        return throttle.network(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return whether a password is asked for again; not of somebody who gave it a moment ago."""
        records = get_authentication_records(context.request, context.request.user)
        latest = max((record["at"] for record in records if record["method"] == "password"), default=0.0)
        return bool(time() - latest >= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Return the sign-in page."""
        return reverse("account_login")


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors are kept encrypted, bound to the site's own address, and the last one cannot be taken away."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right, or has been used. Wait for the next one and enter that.",
        "cannot_delete_authenticator": "This is your only second factor, and the desk needs one. Add another first.",
    }

    def get_totp_issuer(self) -> str:
        """Return the name that the app shows beside the code."""
        return f"{NAME_IN_APPS} ({urlsplit(settings.SITE_URL).hostname})"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return whom a passkey is for: the site's own address in production, whatever the browser asked for."""
        asked = context.request.get_host().partition(":")[0]
        return (
            {"id": urlsplit(settings.SITE_URL).hostname or asked, "name": NAME_IN_APPS}
            if settings.PRODUCTION
            else {
                "id": asked,
                "name": NAME_IN_APPS,
            }
        )

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """Return what a passkey is called unless its owner names it."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {count + 1}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether enough is left to sign in with."""
        return not (settings.SECOND_FACTOR_REQUIRED and second_factor.is_last(authenticator))

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that was stored, also under a key that has been retired."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str | bytes) -> bytes:
    expansion = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"clinic.signin.second-factors")
    return base64.urlsafe_b64encode(expansion.derive(force_bytes(key)))
