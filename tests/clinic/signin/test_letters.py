"""Letters about accounts: to staff alone, and nobody can tell who is."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from clinic.signin import demo, letters
from clinic.signin.checks import no_demo_password
from tests.clinic.signin.conftest import PASSWORD, factors, give_app, give_password, is_in, sign_in, staff

pytestmark = pytest.mark.django_db

FORGOTTEN = "/desk/account/password/forgotten/"
NEW = "seven quiet lanterns walking"


def link_in(message: str) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", message)
    assert found
    return found[1]


def choose(client: Client, path: str, password: str = NEW) -> int:
    """Follow a link and choose a password; return the status of the last answer."""
    form = client.get(path, follow=True)
    where = form.redirect_chain[-1][0] if form.redirect_chain else path
    return client.post(where, {"password1": password, "password2": password}).status_code


def test_a_link_chooses_a_new_password_once(client: Client, anna: User) -> None:
    client.post(FORGOTTEN, {"email": "Anna@example.org"})
    (message, *_) = mail.outbox
    assert message.to == ["anna@example.org"]
    assert choose(client, link_in(str(message.body))) == 302
    assert give_password(Client(), "anna", NEW) == 302
    assert b"does not work any more" in Client().get(link_in(str(message.body)), follow=True).content


def test_nobody_can_tell_whether_an_address_is_known(anna: User, beside: list[str]) -> None:
    staff("closed", is_active=False)
    staff("peter", is_staff=False)
    answers = []
    for address in ("anna@example.org", "nobody@example.org", "closed@example.org", "peter@example.org"):
        answer = Client().post(FORGOTTEN, {"email": address}, follow=True)
        answers.append((answer.status_code, answer.redirect_chain, answer.content))
    assert all(answer == answers[0] for answer in answers)
    assert beside == ["send_reset"] * 4
    assert [message.to for message in mail.outbox] == [["anna@example.org"]]


def test_the_answer_does_not_wait_for_the_letter(client: Client, anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    later: list[object] = []
    monkeypatch.setattr(letters, "after_answering", lambda *work: later.append(work))
    client.post(FORGOTTEN, {"email": "anna@example.org"})
    assert later == [(letters.send_reset, "anna@example.org")]
    assert mail.outbox == []


def test_a_link_begins_with_the_sites_own_address_whatever_host_was_asked(
    client: Client, anna: User, settings: Settings
) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://clinic.example.org", ["*"]
    client.post(FORGOTTEN, {"email": "anna@example.org"}, headers={"Host": "evil.example"})
    assert "https://clinic.example.org/desk/" in str(mail.outbox[0].body)
    assert "evil" not in str(mail.outbox[0].body)


@pytest.mark.parametrize("poor", ["short", "password1234", "anna@example.org", "839201748392", demo.PASSWORD])
def test_a_poor_password_is_refused(client: Client, anna: User, poor: str) -> None:
    assert choose(client, link_in(letters.password_link(anna)), poor) == 200


def test_whoever_is_held_up_comes_in_with_a_new_password(client: Client, anna: User) -> None:
    for _ in range(6):
        give_password(client, "anna", "wrong")
    assert give_password(client) == 429
    choose(client, link_in(letters.password_link(anna)))
    assert give_password(client, "anna", NEW) == 302
    assert is_in(client)


def test_a_new_password_does_not_stand_in_for_the_second_factor(client: Client, anna: User, production: None) -> None:
    give_app(anna)
    choose(client, link_in(letters.password_link(anna)))
    give_password(client, "anna", NEW)
    assert not is_in(client)


def test_a_broken_mail_server_is_logged_without_the_address(
    anna: User, settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object, messages: object) -> int:
        raise ConnectionRefusedError("anna@example.org")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    letters.send_reset("anna@example.org")
    assert f"account {anna.pk} was not handed over: ConnectionRefusedError" in caplog.text
    assert "anna@" not in caplog.text


def test_an_account_is_made_with_a_role_and_a_letter(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    role = Group.objects.first() or Group.objects.create(name="Receptionist")
    call_command("add_staff", "Vera@Example.org", name="Vera Stone", role=[role.name.upper()])
    vera = User.objects.get()
    assert (vera.get_full_name(), vera.is_staff, vera.is_superuser) == ("Vera Stone", True, False)
    assert list(vera.groups.all()) == [role]
    assert not vera.has_usable_password()
    assert choose(client, link_in(str(mail.outbox[0].body))) == 302
    assert give_password(client, "vera@example.org", NEW) == 302


@pytest.mark.parametrize(
    ("email", "role", "said"),
    [
        ("nobody", "x", "is not an email address"),
        ("anna@example.org", "x", "already"),
        ("v@example.org", "x", "Roles are"),
    ],
)
def test_an_account_that_cannot_be_made_is_refused_with_what_to_do(
    anna: User, email: str, role: str, said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("add_staff", email, name="Vera Stone", role=[role])
    assert User.objects.count() == 1


def test_a_lost_second_factor_is_taken_away_with_every_session(client: Client, anna: User, production: None) -> None:
    sign_in(client, anna, give_app(anna))
    call_command("reset_second_factor", "anna@example.org")
    assert factors(anna) == 0
    assert not is_in(client)
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_second_factor", "nobody")


def test_the_demonstrations_password_opens_nothing_in_production(client: Client, settings: Settings) -> None:
    user = User.objects.create_user("demo", password=demo.PASSWORD, is_staff=True)
    assert give_password(client, "demo", demo.PASSWORD) == 302
    settings.PRODUCTION = True
    assert give_password(Client(), "demo", demo.PASSWORD) == 200
    assert [error.id for error in no_demo_password(databases=["default"])] == ["signin.E001"]
    user.set_password(PASSWORD)
    user.save()
    assert no_demo_password(databases=["default"]) == []
