"""From question to sent enquiry over HTTP: the gate, the form, the list to check, Send, and what is never lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enquiries import intake
from enquiries.models import Enquiry, Event, Notification
from tests.enquiries.sender import asha
from treatments.catalogue import Catalogue

SATURDAY = datetime.fromisoformat("2026-11-21T10:00:00+00:00")
LATER = timedelta(minutes=2)

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Stop the clock on a Saturday, when the small clinic is closed until Monday at 9."""
    with time_machine.travel(SATURDAY, tick=False) as traveller:
        yield traveller


def text(response: Any) -> str:
    return str(response.content.decode())


def title(response: Any) -> str:
    found = re.search(r"<title>(.*?)</title>", text(response), re.DOTALL)
    assert found
    return " ".join(found[1].split())


def hidden(response: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text(response))
    assert found, f"no hidden {name}"
    return found[1]


def form_page(client: Client, query: str = "") -> Any:
    """Pass the gate and return the empty form."""
    return client.post(f"/enquire/{query}", {"signs": "none"}, follow=True)


def filled(client: Client, **changes: Any) -> dict[str, Any]:
    """Return what Asha's browser sends, with the token of a form that was opened two minutes ago."""
    token = hidden(form_page(client), "submission")
    return {**{name: list(values) for name, values in asha(**changes).lists()}, "submission": token}


@pytest.fixture
def sent(client: Client, clock: time_machine.Traveller) -> dict[str, Any]:
    """Return what is sent two minutes after the form was opened."""
    data = filled(client)
    clock.shift(LATER)
    return data


def test_the_first_page_says_what_to_expect_and_when_somebody_answers(client: Client) -> None:
    page = text(client.get("/enquire/"))
    assert "We open at 9\N{NO-BREAK SPACE}am on Monday 23 November" in page
    assert 'href="tel:+442079460101"' in page
    assert "None of these apply to me" in page


@pytest.mark.parametrize(
    ("signs", "heading"),
    [
        ([], "Call 999 now"),
        (["severe-allergy"], "Call 999 now"),
        (["hot-swollen-joint"], "Get help today"),
        (["hot-swollen-joint", "severe-allergy"], "Call 999 now"),
        (["none", "hot-swollen-joint"], "Get help today"),
        (["no-such-sign"], "Call 999 now"),
    ],
)
@pytest.mark.django_db
def test_any_answer_but_none_of_these_leads_to_advice_and_stores_nothing(
    client: Client, signs: list[str], heading: str
) -> None:
    response = client.post("/enquire/", {"signs": signs})
    page = text(response)
    assert heading in page
    assert re.search(r'href="tel:(999|111)"', page)
    assert "Nothing that you ticked has been stored" in page
    assert not Enquiry.objects.exists()
    assert not Event.objects.exists()


def test_the_gate_cannot_be_walked_around(client: Client) -> None:
    for address in ("/enquire/form/", "/enquire/form/?gate=forged", "/enquire/form/?gate=none-of-these:x:y"):
        assert client.get(address)["Location"].startswith("/enquire/")


def test_a_pass_holds_for_a_day(client: Client, clock: time_machine.Traveller) -> None:
    address = client.post("/enquire/", {"signs": "none"})["Location"]
    assert client.get(address).status_code == 200
    clock.shift(timedelta(days=1, minutes=1))
    assert client.get(address).status_code == 303


def test_coming_from_a_page_preselects_what_it_was_about(client: Client) -> None:
    page = text(client.get("/enquire/?condition=tennis-elbow&package=pkg-one-area"))
    data = {"signs": "none", "condition": hidden_of(page, "condition"), "package": hidden_of(page, "package")}
    form = text(client.post("/enquire/", data, follow=True))
    assert '<option value="condition:tennis-elbow" selected>' in form
    assert '<option value="pkg-one-area" selected>' in form


def hidden_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def test_what_the_content_does_not_know_is_ignored(client: Client) -> None:
    form = text(form_page(client, "?treatment=moon&condition=%3Cscript%3E&package=free"))
    assert '<option value="not-sure" selected>' in form
    assert "moon" not in form


def test_errors_are_listed_first_linked_and_told_in_the_title(client: Client) -> None:
    response = client.post("/enquire/form/", {"phone": "12"})
    page = text(response)
    assert title(response).startswith("Error: Your enquiry")
    for target in re.findall(r'<li>\s*<a href="#([^"]+)"', page):
        assert f'id="{target}"' in page
    assert page.index("There is a problem") < page.index("<h1>")


def test_everything_typed_is_kept_when_something_is_wrong(client: Client) -> None:
    page = text(client.post("/enquire/form/", asha(name="Zoë سارة", message="It hurts <here>", phone="12")))
    assert 'value="Zoë سارة"' in page
    assert "It hurts &lt;here&gt;" in page
    assert 'value="12"' in page


def test_answers_are_shown_to_check_and_travel_hidden(client: Client) -> None:
    response = client.post("/enquire/form/", asha(message="First line\nSecond <b>line</b>"))
    page = text(response)
    assert title(response).startswith("Check your answers")
    assert "First line<br>Second &lt;b&gt;line&lt;/b&gt;" in page
    assert '<input type="hidden" name="name" value="Asha Rao"' in page
    assert page.count("Change<span") >= 8


def test_change_comes_back_to_the_form_with_everything_in_it(client: Client) -> None:
    page = text(client.post("/enquire/form/", {**asha().dict(), "change": "name"}))
    assert 'value="Asha Rao"' in page
    assert "There is a problem" not in page


def test_a_slip_in_an_address_is_asked_about_and_may_be_ignored(client: Client) -> None:
    page = text(client.post("/enquire/form/", asha(contact_by="email", email="asha@gmial.com")))
    assert "Did you mean" in page
    assert "asha@gmail.com" in page
    assert 'name="email" value="asha@gmial.com"' in page


@pytest.mark.django_db(transaction=True)
def test_a_sent_enquiry_is_stored_with_its_event_and_its_mail(
    client: Client, sent: dict[str, Any], content: Catalogue
) -> None:
    response = client.post("/enquire/send/", sent)
    assert response.status_code == 303
    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.phone_e164, enquiry.content_version) == ("Asha Rao", "+442079460102", content.version)
    assert [event.happening for event in Event.objects.filter(reference=enquiry.reference)] == ["received"]
    assert {each.kind for each in Notification.objects.filter(enquiry=enquiry)} == {"alert"}


@pytest.mark.django_db(transaction=True)
def test_the_confirmation_says_reference_and_promise_and_nothing_personal(client: Client, sent: dict[str, Any]) -> None:
    response = client.post("/enquire/send/", sent)
    page = text(client.get(response["Location"]))
    enquiry = Enquiry.objects.get()
    assert f"{enquiry.reference[:4]} {enquiry.reference[4:]}" in page
    assert "We will call you by 9:30 am on Tuesday 24 November 2026" in page or "We will call you by" in page
    assert "Asha" not in page + response["Location"]


@pytest.mark.django_db(transaction=True)
def test_sending_again_reloading_and_going_back_make_one_enquiry(client: Client, sent: dict[str, Any]) -> None:
    first = client.post("/enquire/send/", sent)["Location"]
    again = client.post("/enquire/send/", sent)["Location"]
    assert first == again
    assert text(client.get(first)) == text(client.get(first))
    assert Enquiry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_confirmation_that_expired_looks_like_one_that_never_was(
    client: Client, sent: dict[str, Any], clock: time_machine.Traveller
) -> None:
    address = client.post("/enquire/send/", sent)["Location"]
    clock.shift(intake.CONFIRMATION_LASTS + timedelta(minutes=1))
    expired, never = client.get(address), client.get("/enquire/sent/bm90LWEtdG9rZW4tYXQtYWxsLTEy/")
    assert expired.status_code == never.status_code == 404
    assert text(expired) == text(never)


@pytest.mark.parametrize("token", ["", "forged", "x:y:z"])
@pytest.mark.django_db
def test_a_forged_token_stores_nothing_and_loses_nothing(client: Client, sent: dict[str, Any], token: str) -> None:
    response = client.post("/enquire/send/", {**sent, "submission": token})
    assert not Enquiry.objects.exists()
    page = text(response)
    assert "Your enquiry has not been sent yet" in page
    assert 'name="name" value="Asha Rao"' in page
    assert hidden(response, "submission") != token


@pytest.mark.django_db(transaction=True)
def test_a_form_left_open_over_night_can_still_be_sent(
    client: Client, sent: dict[str, Any], clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=2))
    shown = client.post("/enquire/send/", sent)
    assert "Your enquiry has not been sent yet" in text(shown)
    clock.shift(LATER)
    assert client.post("/enquire/send/", {**sent, "submission": hidden(shown, "submission")}).status_code == 303


@pytest.mark.django_db
def test_a_database_that_cannot_take_it_gets_a_page_that_keeps_what_was_typed(
    client: Client, sent: dict[str, Any]
) -> None:
    with patch.object(Enquiry.objects, "bulk_create", side_effect=OperationalError("database is locked")):
        response = client.post("/enquire/send/", sent)
    page = text(response)
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "Your enquiry has not been sent" in page
    assert "020 7946 0101" in page
    assert 'name="name" value="Asha Rao"' in page
    assert hidden(response, "submission") == sent["submission"]


def test_a_cookie_that_does_not_match_keeps_what_was_typed() -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/enquire/send/", asha())
    assert response.status_code == 200
    assert 'name="name" value="Asha Rao"' in text(response)
    assert "has not been sent yet" in text(response)


@pytest.mark.django_db(transaction=True)
def test_a_field_that_people_do_not_see_marks_spam_and_refuses_nobody(client: Client, sent: dict[str, Any]) -> None:
    response = client.post("/enquire/send/", {**sent, "website": "http://spam.example"})
    assert response.status_code == 303
    assert Enquiry.objects.get().suspected
    assert not Notification.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_pages_are_never_cached_and_set_no_cookie_but_one(client: Client, sent: dict[str, Any]) -> None:
    responses = [
        client.get("/enquire/"),
        form_page(client),
        client.post("/enquire/form/", asha()),
        client.post("/enquire/send/", sent),
        client.get("/enquire/sent/bm90LWEtdG9rZW4tYXQtYWxsLTEy/"),
    ]
    for response in responses:
        assert "no-store" in response["Cache-Control"]
        assert set(response.cookies) <= {"csrftoken"}


@pytest.mark.parametrize("address", ["/enquire/send/", "/enquire/sent/x/"])
def test_other_methods_are_refused(client: Client, address: str) -> None:
    assert client.put(address).status_code == 405


def test_a_next_address_in_the_query_leads_nowhere_else(client: Client) -> None:
    response = client.post("/enquire/?next=https://evil.example/", {"signs": "none", "next": "//evil.example"})
    assert response["Location"].startswith("/enquire/form/?gate=")


NAMES = st.sampled_from([*asha().keys(), "submission", "website", "change", "signs", "csrfmiddlewaretoken", "unknown"])
VALUES = st.lists(st.text(max_size=30) | st.sampled_from(["phone", "yes", "on", "other", "x" * 70_000]), max_size=3)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.dictionaries(NAMES, VALUES), address=st.sampled_from(["/enquire/", "/enquire/form/", "/enquire/send/"]))
@pytest.mark.django_db(transaction=True)
def test_hostile_input_never_fails_and_never_stores_a_lie(client: Client, data: dict[str, Any], address: str) -> None:
    response = client.post(address, data)
    assert response.status_code in (200, 303, 400, 413)
    assert Enquiry.objects.filter(name="").count() == 0
