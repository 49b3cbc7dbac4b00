"""Guessing is slowed down, and whoever guesses keeps nobody else out."""

import re
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from clinic.signin import throttle
from tests.clinic.signin.conftest import SIGN_IN, code_now, give_app, give_password, is_in, sign_in, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

CLINIC, ATTACKER = "203.0.113.10", "198.51.100.7"


def at(address: str, forwarded: str = "") -> Client:
    """Open a new browser at an address."""
    return Client(REMOTE_ADDR=address, headers={"X-Forwarded-For": forwarded} if forwarded else {})


def guess(times: int, *, name: str = "anna", address: str = ATTACKER, forwarded: str = "") -> list[int]:
    """Try wrong passwords from an address, each in a browser of its own; return the statuses of the answers."""
    return [give_password(at(address, forwarded), name, f"wrong {number}") for number in range(times)]


@pytest.mark.parametrize(("failures", "minutes"), [(4, 0), (5, 1), (6, 2), (8, 8), (9, 15), (500, 15)])
def test_waiting_grows_from_a_minute_to_a_quarter_of_an_hour(failures: int, minutes: int) -> None:
    assert throttle.waiting_time(failures, free=5) == timedelta(minutes=minutes)


def test_the_sixth_guess_is_not_even_looked_at(anna: User) -> None:
    assert guess(6) == [200, 200, 200, 200, 429, 429]
    assert give_password(at(ATTACKER)) == 429


def test_an_attacker_at_one_address_does_not_keep_the_clinic_out(anna: User) -> None:
    guess(8)
    clinic = at(CLINIC)
    assert give_password(clinic) == 302
    assert is_in(clinic)


def test_what_a_visitor_writes_into_forwarded_for_gives_no_new_attempts(anna: User, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(5):
        guess(1, address="127.0.0.1", forwarded=f"10.0.0.{number}, {ATTACKER}")
    assert guess(1, address="127.0.0.1", forwarded=f"10.0.0.6, {ATTACKER}") == [429]
    assert guess(1, address="127.0.0.1", forwarded=CLINIC) == [200]


def test_one_household_of_ipv6_has_no_more_attempts_than_one_address(anna: User) -> None:
    for number in range(5):
        guess(1, address=f"2001:db8:1:1::{number + 1}")
    assert guess(1, address="2001:db8:1:1::ffff") == [429]
    assert guess(1, address="2001:db8:1:2::1") == [200]


def test_guesses_from_everywhere_are_slowed_down_too(anna: User) -> None:
    statuses = [guess(1, address=f"198.51.100.{number}")[0] for number in range(21)]
    assert statuses[:19] == [200] * 19
    assert statuses[19:] == [429, 429]


def test_one_network_that_tries_many_accounts_is_slowed_down(anna: User) -> None:
    statuses = [guess(1, name=f"nobody{number}")[0] for number in range(41)]
    assert statuses[39:] == [429, 429]
    assert give_password(at(ATTACKER)) == 429


def test_a_computer_that_the_account_knows_gets_in_while_strangers_are_held_up(anna: User) -> None:
    known = at(CLINIC)
    sign_in(known, anna)
    known.post("/desk/logout/")
    for number in range(25):
        guess(1, address=f"198.51.100.{number}")
    guess(45, name="nobody", address=CLINIC)
    assert give_password(at(CLINIC)) == 429
    assert give_password(known) == 302
    assert is_in(known)


def test_a_computer_that_the_account_knows_may_not_guess_for_ever(anna: User) -> None:
    known = Client()
    sign_in(known, anna)
    known.post("/desk/logout/")
    assert [give_password(known, "anna", "wrong") for _ in range(6)][-1] == 429


def test_a_computer_that_a_colleague_uses_is_not_known_to_others(anna: User) -> None:
    staff("bert")
    known = Client()
    sign_in(known, anna)
    known.post("/desk/logout/")
    for number in range(20):
        guess(1, name="bert", address=f"198.51.100.{number}")
    assert give_password(known, "bert") == 429


def test_a_made_up_computer_is_a_strangers(anna: User) -> None:
    client = Client()
    client.cookies["desk-device"] = "eyJuYW1lIjoieCIsImFjY291bnRzIjpbMV19:1:forged"
    guess(20, address=CLINIC)
    for number in range(20):
        guess(1, address=f"198.51.100.{number}")
    assert give_password(client) == 429


def test_waiting_is_over_after_its_time(anna: User, clock: time_machine.Traveller) -> None:
    guess(5)
    clock.shift(59)
    assert give_password(at(ATTACKER)) == 429
    clock.shift(2)
    client = at(ATTACKER)
    sign_in(client, anna)
    assert not AccessAttempt.objects.exists()


def test_unknown_accounts_are_answered_word_for_word_like_known_ones(anna: User) -> None:
    def answers(name: str, address: str) -> list[str]:
        tried = [at(address).post(SIGN_IN, {"login": name, "password": "wrong"}) for _ in range(6)]
        return [f"{page.status_code} {_without(page.content.decode(), name)}" for page in tried]

    assert answers("anna", CLINIC) == answers("nora", ATTACKER)


def _without(page: str, name: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page).replace(name, "NAME")


@pytest.mark.parametrize("name", ["anna", "ANNA@example.org", "nora", "nora@example.org", "closed"])
def test_every_account_costs_one_hash_and_as_many_queries(
    anna: User, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff("closed", is_active=False)
    hashes: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        hashes.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    with CaptureQueriesContext(connection) as queries:
        assert guess(1, name=name) == [200]
    assert len(hashes) == 1
    with CaptureQueriesContext(connection) as for_nobody:
        guess(1, name="nobody-at-all", address=CLINIC)
    assert len(queries) == len(for_nobody)


def test_what_somebody_typed_is_not_kept(anna: User) -> None:
    guess(2, name="my secret password in the wrong box")
    kept = AccessAttempt.objects.get()
    assert "secret" not in f"{kept.username} {kept.get_data} {kept.post_data}"
    assert "wrong 0" not in kept.post_data


def test_an_email_address_and_a_user_name_are_the_same_account(anna: User) -> None:
    guess(3, name="anna")
    assert guess(2, name="Anna@Example.org") == [200, 429]


def test_twenty_wrong_codes_are_not_twenty_tries(anna: User, production: None, clock: time_machine.Traveller) -> None:
    secret = give_app(anna)
    client = Client()
    give_password(client)
    answers = [client.post(reverse("mfa_authenticate"), {"code": f"{number:06}"}) for number in range(20)]
    assert all(answer.status_code == 200 for answer in answers)
    assert sum(b"Too many wrong codes" in answer.content for answer in answers) == 15
    assert client.post(reverse("mfa_authenticate"), {"code": code_now(secret)}).status_code == 200
    assert not is_in(client)
    clock.shift(61)
    assert client.post(reverse("mfa_authenticate"), {"code": code_now(secret)}).status_code == 302


def test_codes_without_the_password_make_nobody_wait(anna: User, production: None) -> None:
    secret = give_app(anna)
    for _ in range(10):
        assert at(ATTACKER).post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 302
    sign_in(Client(), anna, secret)
