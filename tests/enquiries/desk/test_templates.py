"""Lead receptionists keep the templates of replies; everybody else is refused."""

from html import unescape
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLResolver

from enquiries import reply_templates
from enquiries.models import Enquiry, Event, Happening, ReplyTemplate
from enquiries.roles import Role
from tests.enquiries.cast import NOW

from .conftest import SignIn
from .test_record import HOSTILE

pytestmark = pytest.mark.django_db

LIST = "/desk/enquiries/replytemplate/"
KEEPERS = {Role.LEAD, "superuser"}
PEOPLE = [*Role, "superuser", "nobody", "stranger"]
TABLE = [
    ("GET", LIST, 200),
    ("GET", f"{LIST}add/", 200),
    ("POST", f"{LIST}add/", 422),
    ("GET", f"{LIST}{{pk}}/change/", 200),
    ("POST", f"{LIST}{{pk}}/change/", 409),
    ("POST", f"{LIST}{{pk}}/retire/", 302),
    ("POST", f"{LIST}{{pk}}/bring-back/", 302),
]


@pytest.fixture
def lead(sign_in: SignIn) -> Client:
    return sign_in(Role.LEAD)


@pytest.fixture
def kept() -> ReplyTemplate:
    return reply_templates.add(name="Parking", text="Hello {name}, park here.", occasion="", by="staff:3", now=NOW)


def save(browser: Client, address: str, **given: Any) -> Any:
    return browser.post(f"{LIST}{address}", {"name": "Lift", "text": "There is a lift.", "step": "save"} | given)


@pytest.mark.parametrize("who", PEOPLE)
def test_leads_alone_are_let_in(sign_in: SignIn, kept: ReplyTemplate, who: str) -> None:
    browser = sign_in(who)
    for method, address, status in TABLE:
        answer = browser.generic(method, address.format(pk=kept.pk))
        if who in KEEPERS:
            assert answer.status_code == status, address
        else:
            led_to_sign_in = answer.headers.get("Location", "").startswith("/desk/account/login/")
            assert answer.status_code == 403 or led_to_sign_in
    unchanged = ReplyTemplate.objects.get(pk=kept.pk).version == kept.version
    assert unchanged == (who not in KEEPERS)


def test_every_address_of_templates_is_in_the_table() -> None:
    resolvers = [each for each in admin.site.urls[0] if isinstance(each, URLResolver)]
    (ours,) = [each for each in resolvers if str(each.pattern) == "enquiries/replytemplate/"]
    patterns = {str(each.pattern).replace("<int:pk>", "{pk}") for each in ours.url_patterns}
    assert patterns == {address.removeprefix(LIST) for _, address, _ in TABLE}


@pytest.mark.parametrize("who", [Role.LEAD, Role.RECEPTIONIST])
def test_the_way_there_is_shown_to_those_who_may_go(sign_in: SignIn, enquiry: Enquiry, who: Role) -> None:
    assert (LIST in sign_in(who).get("/desk/").text) == (who is Role.LEAD)


def test_what_a_lead_adds_a_receptionist_is_offered(lead: Client, reception: Client, enquiry: Enquiry) -> None:
    assert save(lead, "add/", text="The lift is by the door. Call {phone}.").status_code == 302
    assert "Lift" in reception.get(f"/desk/enquiries/enquiry/{enquiry.pk}/reply/").text


def test_a_fault_is_told_and_nothing_typed_is_lost(lead: Client) -> None:
    answer = save(lead, "add/", text="Call {phome}.")
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert "There is no {phome}. Did you mean {phone}?" in page
    assert "Call {phome}.</textarea>" in page
    assert not ReplyTemplate.objects.filter(name="Lift").exists()


def test_the_preview_fills_in_somebody_made_up_and_keeps_nothing(lead: Client) -> None:
    page = unescape(save(lead, "add/", text="Hello {name}, on {fill: day}.", step="preview").text)
    assert "Hello Sam Example, on {day}." in page
    assert not ReplyTemplate.objects.filter(name="Lift").exists()


def test_every_variable_is_explained_beside_the_form(lead: Client) -> None:
    page = unescape(lead.get(f"{LIST}add/").text)
    assert "<code>{reference}</code></dt><dd>their reference</dd>" in page


def test_a_change_is_kept_and_recorded(lead: Client, kept: ReplyTemplate) -> None:
    assert save(lead, f"{kept.pk}/change/", version=1).status_code == 302
    changed = ReplyTemplate.objects.get(pk=kept.pk)
    assert (changed.name, changed.text, changed.version) == ("Lift", "There is a lift.", 2)
    assert Event.objects.filter(happening=Happening.TEMPLATE_KEPT).latest("pk").details["result"] == "changed"
    assert "lead-receptionist, today, 10 am" in lead.get(LIST).text


def test_of_two_leads_the_second_is_told_and_loses_nothing(lead: Client, kept: ReplyTemplate) -> None:
    save(lead, f"{kept.pk}/change/", version=1)
    answer = save(lead, f"{kept.pk}/change/", version=1, text="There are stairs.")
    assert answer.status_code == 409
    assert "Somebody changed this template while you had it open." in answer.text
    assert "There is a lift." in answer.text
    assert "There are stairs.</textarea>" in answer.text
    assert save(lead, f"{kept.pk}/change/", version=2, text="There are stairs.").status_code == 302


def test_what_is_retired_is_offered_no_more_until_it_is_brought_back(
    lead: Client, reception: Client, enquiry: Enquiry, kept: ReplyTemplate
) -> None:
    form = f"/desk/enquiries/enquiry/{enquiry.pk}/reply/"
    assert lead.post(f"{LIST}{kept.pk}/retire/", follow=True).status_code == 200
    assert "Parking" not in reception.get(form).text
    assert "Bring back" in lead.get(LIST).text
    lead.post(f"{LIST}{kept.pk}/bring-back/")
    assert "Parking" in reception.get(form).text


def test_what_cannot_be_brought_back_says_why(lead: Client, kept: ReplyTemplate) -> None:
    lead.post(f"{LIST}{kept.pk}/retire/")
    save(lead, "add/", name="Parking")
    answer = lead.post(f"{LIST}{kept.pk}/bring-back/", follow=True)
    assert "Another template has this name: choose another." in answer.text


def test_a_template_that_is_not_there_is_not_found(lead: Client) -> None:
    assert lead.get(f"{LIST}999/change/").status_code == 404


def test_hostile_words_are_shown_as_text(lead: Client, kept: ReplyTemplate) -> None:
    hostile = HOSTILE.replace("{{ 7*7 }}", "49")
    save(lead, f"{kept.pk}/change/", version=1, name=hostile[:80], text=hostile)
    for address in (LIST, f"{LIST}{kept.pk}/change/"):
        page = lead.get(address).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
