"""Writing to a patient whom nobody could reach, taking it back, sending it; and the lead who keeps the templates."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from enquiries import outbox, reply_templates
from enquiries.models import Enquiry, Mail, Notification, Reply, Status
from enquiries.starting_templates import STARTING
from tests.journeys.accessibility import barriers, needed_width
from tests.journeys.test_desk import QUEUE, ask, employ, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

TEMPLATES = "/desk/enquiries/replytemplate/"


@pytest.fixture(autouse=True)
def _templates_of_a_new_site() -> None:
    # Journeys empty every table after them, and with them what the migrations put in.
    for each in STARTING:
        if not reply_templates.in_use().filter(name=each.name).exists():
            now = timezone.now()
            reply_templates.add(name=each.name, text=each.text, occasion=each.occasion, by="site", now=now)


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def desk(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """Open the screen at reception, with script and without."""
    context = browser.new_context(
        base_url=site, viewport={"width": 1280, "height": 800}, java_script_enabled=request.param, locale="en-GB"
    )
    yield context.new_page()
    context.close()


def waiting_for_an_email() -> Enquiry:
    enquiry = ask(3)
    Enquiry.objects.update(email="patient@example.org")
    return enquiry


def test_a_call_that_nobody_answers_three_times_ends_in_a_reply(desk: Page, request: pytest.FixtureRequest) -> None:
    has_script = "with script" in request.node.name
    employ("anna")
    enquiry = waiting_for_an_email()
    sign_in(desk, "anna")
    desk.goto(f"{QUEUE}{enquiry.pk}/change/")
    for _ in range(3):
        with desk.expect_navigation():
            desk.click("button:text-is('No answer')")
        desk.wait_for_selector("text=Call kept:")
    desk.click("text=Write “we tried three times”")
    desk.wait_for_url("**/reply/*")
    words = desk.input_value("textarea[name=text]")
    assert "We tried to call you 3 times" in words
    assert not has_script or barriers(desk) == []
    desk.click("button:text-is('Preview')")
    expect(desk.locator(".letter-words")).to_contain_text("In an emergency call 999 now.")
    assert not has_script or barriers(desk) == []
    desk.click(".letter button:text-is('Send')")
    desk.wait_for_url("**/change/*")
    assert not has_script or barriers(desk) == []
    desk.click(".undo button")
    desk.wait_for_selector("text=Taken back. Nothing was sent")
    assert desk.input_value("textarea[name=text]") == words
    desk.fill("textarea[name=text]", f"{words}\nWe are here until 6 {{today}}")
    desk.click(".replying-fields button:text-is('Send')")
    expect(desk.locator(".record-stop")).to_contain_text("Fill in {today}")
    desk.fill("textarea[name=text]", f"{words}\nWe are here until 6 today")
    desk.click(".replying-fields button:text-is('Send')")
    desk.wait_for_url("**/change/*")
    assert Enquiry.objects.get(pk=enquiry.pk).status == Status.WAITING
    _half_a_minute_passes()
    desk.reload()
    expect(desk.locator(".timeline-replied .delivery-state")).to_contain_text("Sent today")
    assert "We are here until 6 today" in str(mail.outbox[-1].body)
    assert Reply.objects.count() == 1


def _half_a_minute_passes() -> None:
    Notification.objects.exclude(kind=Mail.REPLY).delete()
    outbox.send_next(now=timezone.now() + outbox.HOLD)


@pytest.mark.parametrize("width", [390])
def test_a_booking_is_confirmed_blank_by_blank(page: Page, width: int) -> None:
    employ("anna")
    enquiry = waiting_for_an_email()
    sign_in(page, "anna")
    page.goto(f"{QUEUE}{enquiry.pk}/change/")
    page.click("button:has-text('Booked')")
    page.wait_for_selector("text=Moved to booked.")
    page.keyboard.press("e")
    page.wait_for_url("**/reply/*")
    page.select_option("select[name=template]", label="Confirm a booking made by phone")
    page.click("button:text-is('Use it')")
    page.wait_for_selector("textarea[name=text]:focus")
    for typed, left in (
        ("Friday 4 December, 9 am", "2 still to fill in."),
        ("Demo Clinician A", "1 still to fill in."),
        ("60", ""),
    ):
        page.keyboard.insert_text(typed)
        expect(page.locator("[data-blanks-left]")).to_have_text(left)
        if left:
            page.click("text=Next blank")
    expect(page.locator("text=Next blank")).to_be_hidden()
    assert needed_width(page) == width
    assert barriers(page) == []
    page.click(".replying-fields button:text-is('Send')")
    page.wait_for_url("**/change/*")
    assert "When: Friday 4 December, 9 am\nWith: Demo Clinician A\nHow long: 60" in Reply.objects.get().text
    assert Enquiry.objects.get(pk=enquiry.pk).status == Status.BOOKED


@pytest.mark.parametrize("width", [390])
def test_a_lead_adds_a_template(page: Page, console: list[str], width: int) -> None:
    employ("lea").user_permissions.add(Permission.objects.get(codename="keep_templates"))
    sign_in(page, "lea")
    page.get_by_role("button", name="Menu").click()
    page.click("nav >> text=Templates")
    page.wait_for_url(f"**{TEMPLATES}")
    assert barriers(page) == []
    assert needed_width(page) == width
    page.click("text=Add a template")
    page.fill("[name=name]", "Bring your letters")
    page.fill("[name=text]", "Hello {nam}, please bring your letters.")
    page.click("main button:text-is('Save')")
    expect(page.locator(".record-stop")).to_contain_text("Did you mean {name}?")
    # Chromium says in its console that the form came back.
    console.clear()
    assert barriers(page) == []
    assert needed_width(page) == width
    page.fill("[name=text]", "Hello {name}, please bring your letters.")
    page.click("main button:text-is('Save')")
    page.wait_for_selector("h3 >> text=Bring your letters")
