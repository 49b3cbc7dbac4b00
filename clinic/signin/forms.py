"""What staff fill in to come in."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from clinic.signin import letters, second_factor, throttle

TOO_MANY = "Too many wrong codes. Wait a quarter of an hour, or use a passkey."
WRONG = "That code is not right, or has been used. Wait for the next one and enter that."


class SignInForm(LoginForm):  # type: ignore[misc]
    """User name or email address, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name or email address"
        self.fields["login"].error_messages["required"] = "Enter your user name or email address"
        self.fields["login"].widget.attrs = {"autocomplete": "username webauthn"}
        self.fields["password"].error_messages["required"] = "Enter your password"
        self.fields["password"].help_text = ""


class _OneCode:
    """A code that is throttled in the database, and good once."""

    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        request = context.request
        if not throttle.may_try(request, self.user):
            raise forms.ValidationError(TOO_MANY)
        try:
            code: str = super().clean_code()  # type: ignore[misc]
            if self.authenticator.type == Authenticator.Type.TOTP and not second_factor.use_up(
                self.authenticator, code
            ):
                raise forms.ValidationError(WRONG)
        except forms.ValidationError:
            _count_failure(request, self.user.get_username())
            raise
        return code


class CodeForm(_OneCode, AuthenticateForm):  # type: ignore[misc]
    """The code of an app, or a recovery code, at signing in."""


class CodeAgainForm(_OneCode, ReauthenticateForm):  # type: ignore[misc]
    """The code of an app, or a recovery code, before something that matters."""


class AskResetForm(forms.Form):
    """The address to which a link for a new password goes, if it is a member of staff's."""

    email = forms.EmailField(
        label="Email address",
        error_messages={
            "required": "Enter your email address",
            "invalid": "Enter an email address in the form name@example.org",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Have the letter written after the answer is sent: the same work for every address."""
        address: str = self.cleaned_data["email"]
        letters.after_answering(letters.send_reset, address)
        return address


def _count_failure(request: HttpRequest, username: str) -> None:
    if AxesProxyHandler.is_allowed(request, {"username": username}):
        user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)
        # A wrong code is answered on its own page, also when it was the last one allowed.
        request.axes_locked_out = False  # type: ignore[attr-defined]
