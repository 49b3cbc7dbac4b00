"""What receptionists do all morning, at a wide screen and on a phone, by mouse and by keyboard."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone
from playwright.sync_api import Dialog, Page

from enquiries import intake
from enquiries.intake import Submission
from enquiries.models import CallAttempt, Channel, Enquiry, Note, Outcome
from enquiries.spam import Traces
from tests.journeys.accessibility import barriers, needed_width
from treatments import catalogue

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a quiet morning at the desk"
QUEUE = "/desk/enquiries/enquiry/"


@pytest.fixture
def width() -> int:
    """Return the width of the screen at reception."""
    return 1280


def employ(name: str) -> User:
    """Return somebody who may read enquiries and work on them."""
    account = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    may = Permission.objects.filter(codename__in=["view_enquiry", "change_enquiry"])
    account.user_permissions.set(may)
    return account


def ask(number: int, *, name: str = "", message: str = "It hurts when I lift the kettle.") -> Enquiry:
    """Store what a patient sent so many hours ago, longest ago first in the queue."""
    now = timezone.now() - timedelta(hours=number)
    asked = Submission(
        submission_id=uuid.uuid4(),
        contact_by=Channel.PHONE,
        phone=f"020 7946 {number:04d}",
        may_leave_message=True,
        name=name or f"Patient {number}",
        message=message,
    )
    traces = Traces(honeypot="", opened_at=now - timedelta(minutes=3), address=f"192.0.2.{number}")
    receipt = intake.receive(submission=asked, traces=traces, content=catalogue.current(), now=now)
    return Enquiry.objects.get(reference=receipt.reference)


def sign_in(page: Page, name: str) -> None:
    page.goto("/desk/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
    page.wait_for_url("**/desk/")


def overlap(page: Page, one: str, other: str) -> bool:
    """Return whether one thing on the page covers another."""
    first, second = page.locator(one).bounding_box(), page.locator(other).bounding_box()
    assert first is not None
    assert second is not None
    beside = first["x"] >= second["x"] + second["width"] or second["x"] >= first["x"] + first["width"]
    above = first["y"] + first["height"] <= second["y"] or second["y"] + second["height"] <= first["y"]
    return not (beside or above)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_morning_at_the_desk(page: Page, width: int) -> None:
    employ("anna")
    first, second = ask(30), ask(2)
    sign_in(page, "anna")
    assert barriers(page) == []
    page.click(f"text={first.name}")
    page.wait_for_url("**/change/")
    assert barriers(page) == []
    with page.expect_navigation():
        page.click("button:has-text('Assign to me')")
    page.click("button:text-is('No answer')")
    page.wait_for_selector("text=Call kept: no answer.")
    assert not overlap(page, ".messagelist li", "h1")
    page.fill("textarea[name=text]", "Her daughter answers before ten.")
    page.click("button:has-text('Add note')")
    page.wait_for_selector(".note >> text=Her daughter")
    page.goto(QUEUE)
    assert barriers(page) == []
    assert needed_width(page) == width
    assert sorted(page.locator(".queue tbody th a").all_inner_texts()) == [second.name, first.name]
    page.fill("#desk-search", "79460030")
    page.click(".desk-search button")
    page.wait_for_selector(f"h1:has-text('{first.reference[:4]}')")
    assert "0030" not in page.url
    assert (CallAttempt.objects.count(), Note.objects.count()) == (1, 1)


def test_two_receptionists_and_one_enquiry(page: Page) -> None:
    employ("anna")
    employ("ben")
    enquiry = ask(3)
    address = f"{QUEUE}{enquiry.pk}/change/"
    sign_in(page, "anna")
    assert page.context.browser is not None
    beside = page.context.browser.new_context(base_url=page.url.split("/desk/")[0])
    bens = beside.new_page()
    sign_in(bens, "ben")
    page.goto(address)
    bens.goto(address)
    bens.wait_for_selector("text=Also open at: anna")
    page.click("button:has-text('Booked')")
    page.wait_for_selector("text=Moved to booked.")
    bens.fill("textarea[name=text]", "She would rather come on Friday.")
    bens.click("button:has-text('Add note')")
    bens.wait_for_selector("text=Somebody changed this enquiry while you had it open")
    assert "anna: moved from new to booked" in bens.inner_text(".record-stop")
    assert bens.input_value("textarea[name=text]") == "She would rather come on Friday."
    assert barriers(bens) == []
    bens.click("button:has-text('Add note')")
    bens.wait_for_selector("text=Note added.")
    beside.close()


def test_a_call_that_nobody_answers_three_times(page: Page) -> None:
    employ("anna")
    enquiry = ask(3)
    sign_in(page, "anna")
    page.goto(f"{QUEUE}{enquiry.pk}/change/")
    for words in ("No answer", "Left a voicemail", "No answer"):
        with page.expect_navigation():
            page.click(f"button:text-is('{words}')")
        page.wait_for_selector("text=Call kept:")
    assert "We tried to call you 3 times" in page.inner_text(".record-act")
    page.select_option("select[name=outcome]", "no-contact")
    page.click("button:text-is('Close')")
    page.wait_for_selector("text=Closed: no contact.")
    assert Enquiry.objects.get(pk=enquiry.pk).outcome == Outcome.NO_CONTACT


def test_keys_work_the_queue_and_never_inside_a_field(page: Page) -> None:
    employ("anna")
    first, second = ask(30), ask(2)
    sign_in(page, "anna")
    page.goto(f"{QUEUE}{first.pk}/change/")
    page.keyboard.press("?")
    assert "Assign to me" in page.inner_text("dialog[open]")
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="detached")
    page.keyboard.press("t")
    page.wait_for_selector("textarea[name=text]:focus")
    page.keyboard.type("axr?n")
    assert page.input_value("textarea[name=text]") == "axr?n"
    assert not CallAttempt.objects.exists()
    page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url(f"**/{second.pk}/change/?tab=to-do")
    page.keyboard.press("p")
    page.wait_for_url(f"**/{first.pk}/change/?tab=to-do")
    page.keyboard.press("x")
    page.wait_for_selector("button:text-is('No answer'):focus")
    assert not CallAttempt.objects.exists()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Call kept: no answer.")
    assert CallAttempt.objects.get().enquiry == first


def test_keys_can_be_turned_off(page: Page) -> None:
    employ("anna")
    enquiry = ask(3)
    sign_in(page, "anna")
    page.goto(f"{QUEUE}{enquiry.pk}/change/")
    page.keyboard.press("?")
    page.uncheck("dialog input[type=checkbox]")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="detached")
    page.keyboard.press("x")
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    assert not CallAttempt.objects.exists()


def test_a_note_half_written_is_not_lost_by_a_link(page: Page) -> None:
    employ("anna")
    first, second = ask(30), ask(2)
    sign_in(page, "anna")
    page.goto(f"{QUEUE}{first.pk}/change/")
    page.fill("textarea[name=text]", "Rings back after te")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.locator(".neighbours [rel=next]").click(no_wait_after=True)
    page.wait_for_function("document.activeElement !== null")
    assert (asked, page.input_value("textarea[name=text]")) == (["beforeunload"], "Rings back after te")
    page.click("button:has-text('Add note')")
    page.wait_for_selector(".note >> text=Rings back")
    page.click(".neighbours [rel=next]")
    page.wait_for_url(f"**/{second.pk}/change/**")
    assert asked == ["beforeunload"]


def test_somebody_calls_and_is_taken_down(page: Page) -> None:
    employ("anna").user_permissions.add(Permission.objects.get(codename="add_enquiry"))
    sign_in(page, "anna")
    page.click("nav >> text=Add")
    page.wait_for_selector("text=By telephone")
    assert barriers(page) == []
    page.check("text=By telephone")
    page.fill("[name=name]", "Patient on the line")
    page.check("[name=asking_for][value=self]")
    page.check("[name=contact_by][value=phone]")
    page.fill("[name=phone]", "020 7946 0123")
    page.check("[name=may_say_clinic][value=yes]")
    page.check("[name=may_leave_message][value=no]")
    page.check("[name=consent]")
    page.click("button:text-is('Store')")
    page.wait_for_url("**/change/")
    assert "by telephone" in page.inner_text(".record-said")
