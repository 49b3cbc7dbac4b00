"""The cast of signing in: a receptionist, a colleague, a stranger; mail and threads kept in hand."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from clinic.signin import letters
from treatments.catalogue import Catalogue

PASSWORD = "three blue harbour kettles"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SIGN_IN = "/desk/account/login/"


@pytest.fixture(autouse=True)
def _clean(settings: Settings, content: Catalogue) -> None:
    """Send letters from an address, forget what was counted in the cache, and serve content older than the clock."""
    settings.MAIL_FROM = "desk@example.org"
    cache.clear()


@pytest.fixture(autouse=True)
def beside(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Do at once what is otherwise done beside the request, and return the names of what was done."""
    done: list[str] = []

    def at_once(work: Callable[..., None], *args: object) -> None:
        done.append(work.__name__)
        work(*args)

    monkeypatch.setattr(letters, "after_answering", at_once)
    return done


@pytest.fixture
def production(settings: Settings) -> None:
    """Ask for a second factor, as production does."""
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Give a clock that stands still until a test moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def anna(db: None) -> User:
    """A receptionist."""
    return staff("anna")


def staff(name: str, *, is_staff: bool = True, is_active: bool = True) -> User:
    """Make a member of staff."""
    return User.objects.create_user(
        name, f"{name}@example.org", PASSWORD, is_staff=is_staff, is_active=is_active, first_name=name.title()
    )


def give_app(user: User) -> str:
    """Set up an authenticator app for somebody, and return its secret."""
    secret = str(totp.generate_totp_secret())
    totp.TOTP.activate(user, secret)
    return secret


def code_now(secret: str) -> str:
    """Return what the app shows now."""
    return str(totp.format_hotp_value(totp.hotp_value(secret, list(totp.yield_hotp_counters_from_time())[1])))


def give_password(client: Client, name: str = "anna", password: str = PASSWORD) -> int:
    """Send the sign-in form, and return the status of the answer."""
    return client.post(SIGN_IN, {"login": name, "password": password}).status_code


def is_in(client: Client) -> bool:
    """Return whether the desk opens."""
    return client.get("/desk/").status_code == 200


def sign_in(client: Client, user: User, secret: str | None = None) -> None:
    """Go all the way in."""
    assert give_password(client, user.get_username()) == 302
    if secret:
        assert client.post(reverse("mfa_authenticate"), {"code": code_now(secret)}).status_code == 302
    assert is_in(client)


def factors(user: User) -> int:
    """Return how many authenticators of any kind an account has."""
    return int(Authenticator.objects.filter(user=user).count())
