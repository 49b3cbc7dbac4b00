"""An owner reads figures, takes them along, and sees nobody's words; a demonstration is shown only as one."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from enquiries.models import Enquiry, Event, Happening
from enquiries.roles import Role
from tests.enquiries.cast import NOW
from tests.enquiries.retention.old import stored
from tests.treatments.reading import Reading
from treatments.catalogue import Catalogue

from .conftest import SignIn

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/enquiries/enquiry/figures/"
LAST_WEEK = NOW - timedelta(days=7)


@pytest.fixture
def owner(sign_in: SignIn) -> Client:
    """The owner's browser."""
    return sign_in(Role.OWNER)


def ask(times: int, **changes: Any) -> list[Enquiry]:
    return [stored(received_at=LAST_WEEK, **changes) for _ in range(times)]


def test_each_picture_has_its_table_and_its_words(owner: Client) -> None:
    ask(9)
    page = Reading(owner.get(ADDRESS).text)
    assert page.errors == []
    for figure in page.classed("figure"):
        pictures = list(figure.iter("svg"))
        assert len(list(figure.iter("table"))) == 1
        assert all(each.get("role") == "img" and each.get("aria-label") for each in pictures)
    assert len(page.classed("figure")) == 7


def test_nothing_is_styled_in_the_page_itself(owner: Client) -> None:
    ask(9)
    page = owner.get(ADDRESS).text
    assert "style=" not in page
    assert "<style" not in page


def test_nobody_is_on_the_page(owner: Client) -> None:
    (enquiry, *_) = ask(9, message="My elbow hurts.")
    page = owner.get(ADDRESS).text
    for personal in (enquiry.name, enquiry.message, enquiry.phone, enquiry.reference):
        assert personal not in page


def test_the_owner_is_refused_what_patients_wrote(owner: Client) -> None:
    (enquiry,) = ask(1)
    for address in ("", f"{enquiry.pk}/change/", "day-sheet/", "retention/", f"{enquiry.pk}/keeping/", "export/"):
        assert owner.get(f"/desk/enquiries/enquiry/{address}").status_code == 403


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.RECEPTIONIST, []),
        (Role.CLINICIAN, []),
        (Role.EDITOR, []),
        (Role.OWNER, ["Figures"]),
        (Role.LEAD, ["Figures", "Keeping"]),
    ],
)
def test_only_what_may_be_opened_is_offered(
    sign_in: SignIn, content: Catalogue, role: Role, offered: list[str]
) -> None:
    page = Reading(sign_in(role).get("/desk/").text)
    (nav,) = page.classed("desk-nav")
    shown = [each.text for each in nav.iter("a")]
    assert [each for each in ("Figures", "Keeping") if each in shown] == offered


def test_a_demonstration_is_shown_by_itself_and_said_to_be_one(owner: Client) -> None:
    ask(9)
    ask(17, demo=True)
    real, demo = owner.get(ADDRESS).text, owner.get(f"{ADDRESS}?of=demonstration").text
    assert "<td>9</td>" in real
    assert "17" not in Reading(real).classed("figures")[0].itertext()
    assert "<td>17</td>" in demo
    assert "<td>9</td>" not in demo
    assert "These figures are made up." in demo
    assert "These figures are made up." not in real


def test_where_patients_are_there_is_no_demonstration(owner: Client, settings: Settings) -> None:
    ask(17, demo=True)
    settings.PRODUCTION = True
    page = owner.get(f"{ADDRESS}?of=demonstration").text
    assert "<td>17</td>" not in page
    assert "demonstration" not in page.lower()


def test_figures_leave_as_a_table_and_that_is_on_record(owner: Client) -> None:
    ask(9)
    answer: Any = owner.post(f"{ADDRESS}table/", {"period": "2026-11"})
    text = b"".join(answer.streaming_content).decode()
    assert '"Enquiries by week","16 Nov","9"' in text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="figures-2026-11.csv"'
    assert "no-store" in answer.headers["Cache-Control"]
    event = Event.objects.get(happening=Happening.EXPORTED)
    assert event.details == {"found": 0, "columns": "figures", "reason": "2026-11"}


def test_a_period_is_chosen_by_its_address_and_nonsense_is_the_usual_one(owner: Client) -> None:
    assert "<h1>Figures: October 2026</h1>" in owner.get(f"{ADDRESS}?period=2026-10").text
    assert "<h1>Figures: Last 13 weeks</h1>" in owner.get(f"{ADDRESS}?period='--").text


def test_without_a_real_enquiry_the_page_says_so_and_leads_to_the_demonstration(owner: Client) -> None:
    ask(9, demo=True)
    page = owner.get(ADDRESS).text
    assert "No real enquiries in this period." in page
    assert "of=demonstration" in page
    assert page.index("No real enquiries") < page.index("<summary>") < page.index("figures-rule")


def test_the_owners_home_says_how_the_month_goes(owner: Client) -> None:
    assert "No real enquiries this month." in owner.get("/desk/").text
    ask(2)
    assert "Too few enquiries this month" in owner.get("/desk/").text
    ask(7)
    page = owner.get("/desk/").text
    assert "<dt>Enquiries</dt><dd>9</dd>" in page
    assert f'href="{ADDRESS}">All figures' in page
