"""A second factor: set up with the password, good once, and not to be gone around."""

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.clinic.signin.conftest import code_now, factors, give_app, give_password, is_in, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("production")]

CODES = "/desk/account/second-factor/recovery-codes/"


def enrol(client: Client) -> str:
    """Set up an app as somebody who has just given a password; return its secret."""
    page = client.get(reverse("mfa_activate_totp"))
    secret: str = page.context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)}).status_code == 302
    return secret


def test_somebody_without_one_is_led_to_set_one_up_and_then_is_in(client: Client, anna: User) -> None:
    assert give_password(client) == 302
    assert client.get("/desk/").headers["Location"] == reverse("mfa_index")
    enrol(client)
    assert is_in(client)
    assert factors(anna) == 2


def test_setting_one_up_needs_the_password(client: Client, anna: User, clock: time_machine.Traveller) -> None:
    give_password(client)
    clock.shift(301)
    for address in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(address)).headers["Location"].startswith("/desk/account/confirm/")
    assert factors(anna) == 0


def test_somebody_who_has_one_cannot_set_up_another_with_the_password_alone(client: Client, anna: User) -> None:
    give_app(anna)
    give_password(client)
    for address in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_index"):
        assert client.get(reverse(address)).headers["Location"].startswith("/desk/account/login/")


def test_a_code_lets_in_once(anna: User, clock: time_machine.Traveller) -> None:
    secret = give_app(anna)
    sign_in(Client(), anna, secret)
    again = Client()
    give_password(again)
    assert again.post(reverse("mfa_authenticate"), {"code": code_now(secret)}).status_code == 200
    assert not is_in(again)


def test_a_code_that_was_used_is_known_to_every_process(
    anna: User, clock: time_machine.Traveller, settings: Settings
) -> None:
    secret = give_app(anna)
    sign_in(Client(), anna, secret)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "another"}}
    again = Client()
    give_password(again)
    assert again.post(reverse("mfa_authenticate"), {"code": code_now(secret)}).status_code == 200


def test_the_code_of_setting_up_does_not_sign_in_as_well(
    client: Client, anna: User, clock: time_machine.Traveller
) -> None:
    give_password(client)
    secret = enrol(client)
    again = Client()
    give_password(again)
    assert again.post(reverse("mfa_authenticate"), {"code": code_now(secret)}).status_code == 200


def test_an_older_code_does_not_let_in_after_a_newer_one(anna: User, clock: time_machine.Traveller) -> None:
    secret = give_app(anna)
    older = code_now(secret)
    clock.shift(30)
    sign_in(Client(), anna, secret)
    again = Client()
    give_password(again)
    assert again.post(reverse("mfa_authenticate"), {"code": older}).status_code == 200


def test_a_recovery_code_lets_in_once(client: Client, anna: User) -> None:
    give_password(client)
    enrol(client)
    code = client.get(CODES).context["unused_codes"][0]
    for let_in in (True, False):
        browser = Client()
        give_password(browser)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(browser) is let_in


def test_secrets_are_not_readable_in_the_database(client: Client, anna: User) -> None:
    give_password(client)
    secret = enrol(client)
    codes = client.get(CODES).context["unused_codes"]
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_a_retired_key_still_opens_what_it_locked(anna: User, settings: Settings) -> None:
    secret = give_app(anna)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key " * 8
    sign_in(Client(), anna, secret)


def test_the_last_one_cannot_be_removed(client: Client, anna: User, clock: time_machine.Traveller) -> None:
    sign_in(client, anna, give_app(anna))
    page = client.post(reverse("mfa_deactivate_totp"))
    assert b"your only second factor" in page.content
    assert factors(anna) == 1


def test_the_owner_is_told_by_mail(client: Client, anna: User) -> None:
    give_password(client)
    enrol(client)
    assert {message.to[0] for message in mail.outbox} == {"anna@example.org"}
    assert any("You added an authenticator app." in message.body for message in mail.outbox)
    assert not any("secret" in message.body for message in mail.outbox)


def test_only_the_page_with_the_picture_shows_pictures_from_itself(client: Client, anna: User) -> None:
    give_password(client)
    with_picture = client.get(reverse("mfa_activate_totp")).headers["Content-Security-Policy"]
    without = client.get(reverse("mfa_index")).headers["Content-Security-Policy"]
    assert "img-src 'self' data:" in with_picture
    assert with_picture.replace(" data:", "") == without


def test_secrets_of_second_factors_are_not_in_the_desk() -> None:
    from django.contrib import admin

    assert not any(model._meta.app_label in {"mfa", "account", "axes"} for model in admin.site._registry)
