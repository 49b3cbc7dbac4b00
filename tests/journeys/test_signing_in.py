"""Staff come in, stay away, come back and go: with a passkey, with an app, and on a computer that others use too."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings

from clinic.signin import letters
from tests.clinic.signin.conftest import PASSWORD, code_now, give_app
from tests.journeys.accessibility import barriers

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = (
    "account_change_password",
    "account_logout",
    "mfa_add_webauthn",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "signin:signed_in_again",
)
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def _at_the_clinic(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for a second factor as production does; hash fast, and write letters at once."""
    settings.SECOND_FACTOR_REQUIRED = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MAIL_FROM = "desk@example.org"

    def at_once(work: Callable[..., None], *args: object) -> None:
        work(*args)

    monkeypatch.setattr(letters, "after_answering", at_once)


@pytest.fixture
def vera() -> User:
    """Somebody who may do everything, so that there is a form to type into."""
    return User.objects.create_superuser("vera", "vera@example.org", PASSWORD)


@pytest.fixture
def desk(page: Page, site: str) -> str:
    """Return the desk's address under a name: passkeys belong to names, not to numbers."""
    return site.replace("127.0.0.1", "localhost") + "/desk/"


def give_password(page: Page) -> None:
    page.get_by_label("User name or email address").fill("vera")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def come_in(page: Page, desk: str, vera: User) -> None:
    """Sign in with password and app."""
    secret = give_app(vera)
    page.goto(desk)
    give_password(page)
    page.get_by_label("Code").fill(code_now(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(desk)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("width", [360, 1280])
def test_a_new_receptionist_sets_up_an_app_and_comes_in(page: Page, desk: str, vera: User) -> None:
    page.goto(desk)
    assert barriers(page) == []
    assert fits(page)
    give_password(page)
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("link", name="Set up an app").click()
    page.wait_for_url(f"**{reverse('mfa_activate_totp')}")
    page.wait_for_load_state("load")
    assert page.locator(".sign-in__picture").evaluate("picture => picture.naturalWidth") > 0
    assert barriers(page) == []
    assert fits(page)
    page.get_by_text("Or type the key").click()
    page.get_by_label("Code").fill(code_now(page.locator(".sign-in__key").inner_text()))
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    assert barriers(page) == []
    assert fits(page)
    page.get_by_role("link", name="go to the desk").click()
    page.wait_for_url(desk)


def test_a_passkey_is_added_and_then_is_all_it_takes(page: Page, desk: str, vera: User, console: list[str]) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(desk)
    give_password(page)
    page.get_by_role("link", name="Add a passkey").click()
    expect(page.get_by_role("button", name="Add it")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="go to the desk").click()
    page.wait_for_url(desk)
    page.goto(reverse_at(desk, "account_logout"))
    page.get_by_role("button", name="Sign out now").click()
    # Strangers guess at the account, and this is not a computer that it is known from.
    AccessAttempt.objects.create(username=str(vera.pk), ip_address="127.0.0.1", failures_since_start=90)
    page.context.clear_cookies(name="desk-device")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(desk)
    assert complaints(console) == []
    console.clear()


def test_a_passkey_that_is_not_there_is_said_in_words(page: Page, desk: str, vera: User) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"isUserVerified": False}})
    page.goto(desk)
    give_password(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("status").filter(has_text="passkey")).to_contain_text("Try again")


def test_a_wrong_password_is_said_beside_the_form_and_keeps_the_name(page: Page, desk: str, vera: User) -> None:
    page.goto(desk)
    page.get_by_label("User name or email address").fill("vera")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("User name or email address")).to_have_value("vera")
    assert barriers(page) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_somebody_who_does_nothing_is_warned_and_may_stay(
    page: Page, desk: str, vera: User, settings: Settings
) -> None:
    come_in(page, desk, vera)
    settings.IDLE_SECONDS = 50
    look_again(page)
    warning = page.get_by_role("dialog", name="Are you still there?")
    expect(warning).to_be_visible()
    expect(warning.get_by_role("status")).to_contain_text("You will be signed out in")
    assert barriers(page) == []
    assert fits(page)
    settings.IDLE_SECONDS = 1200
    warning.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()


def test_what_somebody_typed_is_still_there_after_signing_in_again(
    page: Page, desk: str, vera: User, settings: Settings, console: list[str]
) -> None:
    come_in(page, desk, vera)
    page.goto(f"{desk}auth/user/add/")
    page.get_by_label(re.compile("^Username")).fill("typed-before-the-end")
    settings.IDLE_SECONDS = 0
    look_again(page)
    cover = page.get_by_role("dialog", name="You have been signed out")
    expect(cover).to_be_visible()
    page.keyboard.press("Escape")
    expect(cover).to_be_visible()
    settings.IDLE_SECONDS = 1200
    Authenticator.objects.filter(user=vera).delete()
    secret = give_app(vera)
    with page.context.expect_page() as opened:
        cover.get_by_role("link", name="Sign in again").click()
    window = opened.value
    give_password(window)
    window.get_by_label("Code").fill(code_now(secret))
    window.get_by_role("button", name="Sign in", exact=True).click()
    expect(window.get_by_role("heading", name="You are signed in again")).to_be_visible()
    window.close()
    look_again(page)
    expect(cover).to_be_hidden()
    expect(page.get_by_label(re.compile("^Username"))).to_have_value("typed-before-the-end")
    page.locator("input[name=usable_password][value=false]").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile("/change/"))
    assert User.objects.filter(username="typed-before-the-end").exists()
    assert complaints(console) == []
    console.clear()


def test_a_page_is_never_uncovered_for_somebody_else(
    page: Page, desk: str, vera: User, settings: Settings, console: list[str]
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    User.objects.create_superuser("bert", "bert@example.org", PASSWORD)
    page.goto(desk)
    give_password(page)
    page.wait_for_url(desk)
    page.goto(f"{desk}auth/user/add/")
    page.get_by_label(re.compile("^Username")).fill("typed-before-the-end")
    settings.IDLE_SECONDS = 0
    look_again(page)
    cover = page.get_by_role("dialog", name="You have been signed out")
    expect(cover).to_be_visible()
    settings.IDLE_SECONDS = 1200
    with page.context.expect_page() as opened:
        cover.get_by_role("link", name="Sign in again").click()
    opened.value.get_by_label("User name or email address").fill("bert")
    opened.value.get_by_label("Password").fill(PASSWORD)
    opened.value.get_by_role("button", name="Sign in", exact=True).click()
    expect(opened.value.get_by_role("heading", name="You are signed in again")).to_be_visible()
    look_again(page)
    expect(page.get_by_label(re.compile("^Username"))).to_have_value("")
    assert complaints(console) == []
    console.clear()


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_of_an_account_keeps_somebody_out(page: Page, desk: str, vera: User) -> None:
    for name in ("account_reset_password", "account_reset_password_done"):
        page.goto(reverse_at(desk, name))
        assert (name, barriers(page), fits(page)) == (name, [], True)
    come_in(page, desk, vera)
    for name in PAGES:
        page.goto(reverse_at(desk, name))
        assert (name, barriers(page), fits(page)) == (name, [], True)


def complaints(console: list[str]) -> list[str]:
    # Chromium also says that it has cleared what it was asked to, and that a reloaded page kept its focus.
    return [said for said in console if not re.search("Clear-Site-Data|Autofocus", said)]


def look_again(page: Page) -> None:
    """Do what a browser does when its window is turned to."""
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def reverse_at(desk: str, name: str) -> str:
    return desk.removesuffix("/desk/") + reverse(name)
