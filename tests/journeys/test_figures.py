"""What the owner and a lead do once a month: read the figures, and see to what is kept."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone
from playwright.sync_api import Page, expect

from enquiries.models import CallAttempt, Enquiry, Event, Happening
from enquiries.roles import PERMISSIONS, Role
from tests.enquiries.retention.old import booked, closed
from tests.journeys.accessibility import barriers, needed_width
from tests.journeys.test_desk import PASSWORD, ask, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

FIGURES = "/desk/enquiries/enquiry/figures/"


def employ(name: str, role: Role) -> None:
    # One by one: the groups are rows of a migration, and a test that writes for real empties every table.
    account = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    account.user_permissions.set(Permission.objects.filter(codename__in=PERMISSIONS[role]))


def a_month() -> Enquiry:
    """Store a month in which thirteen people asked and most were answered in time; return the first enquiry."""
    came = timezone.now() - timedelta(days=12)
    answered = [came + timedelta(hours=hours) for hours in range(2, 15)]
    made = [booked(received_at=came, answered_at=at, at=at + timedelta(days=1)) for at in answered]
    made += [closed(received_at=came - timedelta(days=7), at=came) for _ in range(6)]
    CallAttempt.objects.bulk_create(
        CallAttempt(enquiry=each, at=came, by="staff:1", result="reached") for each in made[:13]
    )
    return made[0]


def _open_the_menu(page: Page) -> None:
    # On a phone the header is one row, and its links open from a button.
    if page.is_visible(".desk-open"):
        page.get_by_role("button", name="Menu").click()
        assert barriers(page) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_an_owner_reads_the_month(page: Page, width: int, console: list[str]) -> None:
    employ("olivia", Role.OWNER)
    enquiry = a_month()
    sign_in(page, "olivia")
    _open_the_menu(page)
    page.get_by_role("link", name="Figures", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Last 13 weeks')")
    assert barriers(page) == []
    assert needed_width(page) == width
    _read_in_forced_colours_and_on_paper(page)
    page.get_by_label("Period").focus()
    page.keyboard.type("Last 12")
    page.get_by_role("button", name="Show").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Last 12 months')")
    promises = page.get_by_role("region", name="Promises kept")
    expect(promises).to_contain_text("in 100 were answered by when we had promised")
    expect(promises.get_by_role("img")).to_have_count(1)
    expect(promises.get_by_role("row", name="Total 19")).to_have_count(1)
    page.get_by_role("button", name="Take them as a table").focus()
    with page.expect_download() as table:
        page.keyboard.press("Enter")
    assert table.value.suggested_filename == "figures-12-months.csv"
    for address in (f"{enquiry.pk}/change/", "day-sheet/"):
        answer = page.goto(f"/desk/enquiries/enquiry/{address}")
        assert answer is not None
        assert answer.status == 403
        assert enquiry.name not in page.inner_text("body")
    # The browser reports each refusal, and that the page of it has no icon.
    console.clear()


def _read_in_forced_colours_and_on_paper(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    colours = "each => [getComputedStyle(each).fill, getComputedStyle(document.body).backgroundColor]"
    page.wait_for_load_state("load")
    fill, ground = page.locator(".chart-bar").first.evaluate(colours)
    assert fill != ground
    page.emulate_media(forced_colors="none", media="print")
    assert not page.is_visible("#header")
    assert not page.is_visible("text=Take them as a table")
    assert page.is_visible(".chart >> nth=0")
    page.emulate_media(media="screen")


def test_a_lead_hands_out_a_copy_and_erases_on_request(page: Page, console: list[str]) -> None:
    employ("leah", Role.LEAD)
    enquiry = ask(3)
    sign_in(page, "leah")
    page.goto(f"/desk/enquiries/enquiry/{enquiry.pk}/change/")
    page.get_by_role("link", name="Keeping: copy, hold back or erase").click()
    expect(page.get_by_role("button", name="Erase for good")).to_be_visible()
    assert barriers(page) == []
    with page.expect_download() as copy:
        page.get_by_role("button", name="Take the copy").click()
    told = json.loads(copy.value.path().read_text())
    assert told["enquiries"][0]["name"] == enquiry.name
    page.get_by_role("button", name="Erase for good").click()
    page.wait_for_selector("text=This was not done")
    assert barriers(page) == []
    page.get_by_label("Type the reference").fill(enquiry.reference)
    page.get_by_role("button", name="Erase for good").click()
    page.wait_for_selector("text=Erased 1 enquiry.")
    assert barriers(page) == []
    assert not Enquiry.objects.exists()
    assert Event.objects.filter(happening=Happening.ERASED).count() == 1
    # The browser reports the page that came with advice.
    assert [said for said in console if "422" not in said] == []
    console.clear()


@pytest.mark.parametrize("width", [390])
def test_reception_prints_the_calls_of_the_day(page: Page, width: int) -> None:
    employ("anna", Role.RECEPTIONIST)
    enquiry = ask(90)
    sign_in(page, "anna")
    _open_the_menu(page)
    page.get_by_role("link", name="Calls today").click()
    expect(page.locator(".sheet")).to_be_visible()
    assert barriers(page) == []
    assert needed_width(page) == width
    assert enquiry.phone in page.inner_text(".sheet")
    page.emulate_media(media="print")
    assert not page.is_visible("#header")
    assert page.is_visible(f"text={enquiry.phone}")
