"""A session ends when nobody does anything, and what somebody had typed does not end with it."""

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from clinic.signin import parked
from tests.clinic.signin.conftest import PASSWORD, SIGN_IN, is_in, sign_in, staff

pytestmark = pytest.mark.django_db

SESSION = "/desk/account/session/"
KEPT = "/desk/account/kept-form/"
BY_SCRIPT = {"Sec-Fetch-Mode": "cors"}
TYPED = {"note": "Rang, no answer. <b>Try</b> after 4 pm", "outcome": ["a", "b"], "csrfmiddlewaretoken": "x"}
FORM = "/desk/auth/user/"

type Clock = time_machine.Traveller


def test_twenty_minutes_without_anybody_sign_out(client: Client, anna: User, clock: Clock) -> None:
    sign_in(client, anna)
    clock.shift(20 * 60 - 1)
    assert is_in(client)
    clock.shift(20 * 60 + 1)
    assert not is_in(client)


def test_the_session_that_ended_is_gone_and_the_browser_forgets_its_pages(
    client: Client, anna: User, clock: Clock
) -> None:
    sign_in(client, anna)
    clock.shift(20 * 60 + 1)
    answer = client.get("/desk/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.exists()


def test_pages_that_look_for_news_by_themselves_keep_nobody_signed_in(client: Client, anna: User, clock: Clock) -> None:
    sign_in(client, anna)
    left = []
    for _ in range(4):
        clock.shift(5 * 60)
        left.append(client.get(SESSION, headers=BY_SCRIPT).json()["seconds"])
    assert left == [15 * 60, 10 * 60, 5 * 60, 0]
    assert client.get("/desk/", headers=BY_SCRIPT).status_code == 401


@pytest.mark.parametrize("script", [BY_SCRIPT, {"Accept": "application/json"}], ids=["new browser", "old browser"])
def test_a_page_that_says_it_is_open_keeps_nobody_signed_in(
    client: Client, anna: User, clock: Clock, script: dict[str, str]
) -> None:
    sign_in(client, anna)
    answers = []
    for _ in range(4):
        clock.shift(5 * 60)
        answers.append(client.post(FORM, {"open": "yes"}, headers=script).status_code)
    assert answers[-1] == 401
    assert parked.PARKED not in client.session


def test_whoever_says_they_are_there_stays(client: Client, anna: User, clock: Clock) -> None:
    sign_in(client, anna)
    clock.shift(19 * 60)
    assert client.get(SESSION, headers=BY_SCRIPT).json()["seconds"] == 60
    assert client.post(SESSION, headers=BY_SCRIPT).json()["seconds"] == 20 * 60
    clock.shift(19 * 60)
    assert is_in(client)


def test_after_twelve_hours_everybody_signs_in_anew(client: Client, anna: User, clock: Clock) -> None:
    sign_in(client, anna)
    for _ in range(12 * 4 - 1):
        clock.shift(15 * 60)
        assert is_in(client)
    state = client.get(SESSION, headers=BY_SCRIPT).json()
    assert state["seconds"] == state["atMost"] == 15 * 60
    clock.shift(15 * 60)
    assert not is_in(client)


def test_a_stranger_learns_nothing_about_sessions(client: Client) -> None:
    assert client.get(SESSION).json() == {"seconds": 0, "account": None}


def send_too_late(client: Client, user: User, clock: Clock) -> str:
    """Send a form after the session has ended; return where the browser is sent."""
    sign_in(client, user)
    clock.shift(21 * 60)
    answer = client.post(FORM, TYPED)
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_a_form_sent_too_late_is_given_back_after_signing_in(client: Client, anna: User, clock: Clock) -> None:
    asked = send_too_late(client, anna, clock)
    assert asked.startswith(SIGN_IN)
    assert not client.get("/desk/", follow=True).context["user"].is_authenticated
    answer = client.post(SIGN_IN, {"login": "anna", "password": PASSWORD, "next": KEPT}, follow=True)
    page = answer.content.decode()
    assert f'action="{FORM}"' in page
    assert 'name="note" value="Rang, no answer. &lt;b&gt;Try&lt;/b&gt; after 4 pm"' in page
    assert page.count('name="outcome"') == 2
    assert 'value="x"' not in page


def test_it_is_offered_until_it_is_sent_or_thrown_away(client: Client, anna: User, clock: Clock) -> None:
    send_too_late(client, anna, clock)
    client.post(SIGN_IN, {"login": "anna", "password": PASSWORD})
    assert client.get("/desk/").headers["Location"] == KEPT
    client.post(FORM, TYPED)
    assert is_in(client)


def test_it_may_be_thrown_away(client: Client, anna: User, clock: Clock) -> None:
    send_too_late(client, anna, clock)
    client.post(SIGN_IN, {"login": "anna", "password": PASSWORD})
    client.post(KEPT)
    assert is_in(client)
    assert client.get(KEPT).headers["Location"] == "/desk/"


def test_nobody_else_sees_it(client: Client, anna: User, clock: Clock) -> None:
    send_too_late(client, anna, clock)
    staff("bert")
    client.post(SIGN_IN, {"login": "bert", "password": PASSWORD})
    assert is_in(client)
    assert client.get(KEPT).headers["Location"] == "/desk/"
    assert parked.PARKED not in client.session


def test_it_is_kept_for_an_hour(client: Client, anna: User, clock: Clock) -> None:
    send_too_late(client, anna, clock)
    clock.shift(parked.KEPT_SECONDS + 1)
    client.post(SIGN_IN, {"login": "anna", "password": PASSWORD})
    assert is_in(client)


def test_it_is_never_sent_by_itself_and_not_before_the_token_is_checked(anna: User, clock: Clock) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    clock.shift(21 * 60)
    assert client.post(FORM, TYPED).status_code == 403
