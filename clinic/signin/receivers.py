"""What follows when somebody signs in, sets up a second factor or changes a password, and when enquiries are erased."""

from time import time
from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse

from clinic.signin import idle, letters, parked, second_factor, throttle
from enquiries import retention

KINDS = {
    Authenticator.Type.TOTP: "an authenticator app",
    Authenticator.Type.WEBAUTHN: "a passkey",
    Authenticator.Type.RECOVERY_CODES: "new recovery codes",
}


@receiver(user_logged_in)
def begin_session(request: HttpRequest, **more: Any) -> None:
    """Start the session's clocks, and let its cookie end with the browser whichever way somebody came in."""
    idle.begin(request.session, now=time())
    request.session.set_expiry(0)


@receiver(authenticator_added)
def enrolled(request: HttpRequest, user: User, authenticator: Authenticator, **more: Any) -> None:
    """Count what was just set up as shown, and tell the owner."""
    if authenticator.type in second_factor.FACTORS:
        second_factor.record_enrolled(request, authenticator)
    letters.after_answering(letters.send_notice, user, f"You added {KINDS[Authenticator.Type(authenticator.type)]}.")


@receiver(authenticator_removed)
def removed(user: User, authenticator: Authenticator, **more: Any) -> None:
    """Tell the owner."""
    letters.after_answering(letters.send_notice, user, f"You removed {KINDS[Authenticator.Type(authenticator.type)]}.")


@receiver(password_reset)
def reset(user: User, **more: Any) -> None:
    """Let the account in again, whoever guessed at it, and tell the owner."""
    throttle.forget_failures(user)
    changed(user)


@receiver(password_changed)
def changed(user: User, **more: Any) -> None:
    """Tell the owner."""
    letters.after_answering(letters.send_notice, user, "You chose a new password.")


@receiver(retention.erased)
def erased(enquiries: list[int], **more: Any) -> None:
    """Let go of forms about erased enquiries that are kept for somebody who was signed out."""
    base = reverse("admin:enquiries_enquiry_changelist")
    parked.forget(tuple(f"{base}{number}/" for number in enquiries))
