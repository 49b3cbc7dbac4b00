"""Asha asks for an appointment on her phone: with script and without, by touch and by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from enquiries.models import Enquiry
from tests.journeys.accessibility import barriers, needed_width

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("content")]

CHECK = "Check your answers"
SEND = "Send my enquiry to the clinic"
NAME = "Zoë سارة 李 🙂"


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def visitor(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """Open a phone's page, with script and without."""
    context = browser.new_context(
        base_url=site, viewport={"width": 360, "height": 740}, java_script_enabled=request.param
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def pass_the_gate(page: Page, query: str = "") -> None:
    page.goto(f"/enquire/{query}")
    page.get_by_label("None of these apply to me").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Your enquiry")).to_be_visible()


def fill_in(page: Page) -> None:
    page.get_by_label("Your name").fill(NAME)
    page.get_by_label("Me", exact=True).first.check()
    page.get_by_label("Phone call").check()
    page.get_by_label("Phone number").fill("(020) 7946 0102")
    page.get_by_role("group", name="May we say that we are a clinic?").get_by_label("Yes").check()
    page.get_by_role("group", name="If you do not answer, may we leave a message?").get_by_label("No").check()
    page.get_by_label("Is there anything you would like to tell us?").fill("My elbow hurts.\nSince May.")
    page.get_by_label("I agree").check()


def test_a_patient_asks_in_one_go(visitor: Page) -> None:
    pass_the_gate(visitor, "?condition=tennis-elbow")
    fill_in(visitor)
    visitor.get_by_role("button", name=CHECK).click()
    expect(visitor.get_by_role("heading", name=CHECK)).to_be_visible()
    visitor.get_by_role("button", name=SEND).click()
    expect(visitor.get_by_role("heading", name="Your enquiry has been sent")).to_be_visible()
    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.condition, enquiry.phone) == (NAME, "tennis-elbow", "(020) 7946 0102")
    assert f"{enquiry.reference[:4]} {enquiry.reference[4:]}" in visitor.inner_text("main")
    visitor.reload()
    expect(visitor.get_by_role("heading", name="Your enquiry has been sent")).to_be_visible()
    assert [cookie["name"] for cookie in visitor.context.cookies()] == ["csrftoken"]


def test_a_patient_changes_an_answer_and_comes_back(visitor: Page) -> None:
    pass_the_gate(visitor)
    fill_in(visitor)
    visitor.get_by_role("button", name=CHECK).click()
    visitor.get_by_role("button", name="Change your answer to: Your name").click()
    expect(visitor.get_by_label("Your name")).to_have_value(NAME)
    visitor.get_by_label("Your name").fill("Asha Rao")
    visitor.get_by_role("button", name=CHECK).click()
    expect(visitor.get_by_text("Asha Rao", exact=True)).to_be_visible()
    expect(visitor.get_by_text("My elbow hurts.")).to_be_visible()


def test_a_patient_who_presses_send_twice_sends_one_enquiry(visitor: Page) -> None:
    pass_the_gate(visitor)
    fill_in(visitor)
    visitor.get_by_role("button", name=CHECK).click()
    visitor.get_by_role("button", name=SEND).dblclick(no_wait_after=True)
    expect(visitor.get_by_role("heading", name="Your enquiry has been sent")).to_be_visible()
    assert Enquiry.objects.count() == 1


def test_somebody_in_danger_is_sent_to_help_and_nothing_is_stored(visitor: Page) -> None:
    visitor.goto("/enquire/")
    visitor.get_by_label("A joint is hot, red and very sore.").check()
    visitor.get_by_role("button", name="Continue").click()
    expect(visitor.get_by_role("link", name="Call 111")).to_be_visible()
    assert "Nothing that you ticked has been stored" in visitor.inner_text("main")
    visitor.get_by_role("link", name="Go back and change your answer").click()
    expect(visitor.get_by_role("heading", name="Ask about an appointment")).to_be_visible()
    assert not Enquiry.objects.exists()


def test_every_step_is_open_to_everybody(page: Page) -> None:
    page.goto("/enquire/")
    assert barriers(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()
    assert barriers(page) == []
    pass_the_gate(page)
    assert barriers(page) == []
    page.get_by_label("Email", exact=True).check()
    page.get_by_role("button", name=CHECK).click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert barriers(page) == []
    fill_in(page)
    page.get_by_role("button", name=CHECK).click()
    expect(page.get_by_role("heading", name=CHECK)).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_role("heading", name="Your enquiry has been sent")).to_be_visible()
    assert barriers(page) == []


def test_the_summary_of_errors_has_the_focus_and_leads_to_each_field(page: Page) -> None:
    pass_the_gate(page)
    page.get_by_role("button", name=CHECK).click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.title().startswith("Error: ")
    page.get_by_role("link", name="Enter your name").click()
    expect(page.get_by_label("Your name")).to_be_focused()
    assert page.get_by_label("Your name").get_attribute("aria-invalid") == "true"
    assert needed_width(page) <= 360


def test_questions_that_do_not_matter_yet_are_folded_away(page: Page) -> None:
    pass_the_gate(page)
    expect(page.get_by_label("Phone number")).to_be_hidden()
    page.get_by_label("Text message").check()
    expect(page.get_by_label("Phone number")).to_be_visible()
    expect(page.get_by_role("group", name="may we leave a message?")).to_be_hidden()
    page.get_by_label("Email", exact=True).check()
    expect(page.get_by_label("Phone number")).to_be_hidden()
    expect(page.get_by_label("Email address")).to_be_visible()


def test_a_message_says_how_much_room_is_left(page: Page) -> None:
    pass_the_gate(page)
    page.get_by_label("Is there anything you would like to tell us?").fill("🙂" * 4)
    expect(page.locator(".field__count").first).to_have_text("996 characters left")


def test_none_of_these_and_a_sign_exclude_each_other(page: Page) -> None:
    page.goto("/enquire/")
    none, sign = page.get_by_label("None of these apply to me"), page.get_by_label("A joint is hot, red and very sore.")
    none.check()
    sign.check()
    expect(none).not_to_be_checked()
    none.check()
    expect(sign).not_to_be_checked()


def test_the_whole_journey_by_keyboard_alone(page: Page) -> None:
    page.goto("/enquire/")
    tab_to(page, "sign-none")
    page.keyboard.press("Space")
    tab_to(page, name="Continue")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your enquiry")).to_be_visible()
    for control, keys in (
        ("id_name", "Asha Rao"),
        ("id_asking_for_0", " "),
        ("id_contact_by_0", " "),
        ("id_phone", "020 7946 0102"),
        ("id_may_say_clinic_0", " "),
        ("id_may_leave_message_0", " "),
        ("id_consent", " "),
    ):
        tab_to(page, control)
        page.keyboard.press("Space") if keys == " " else page.keyboard.type(keys)
    tab_to(page, name=CHECK)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=CHECK)).to_be_visible()
    tab_to(page, name=SEND)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your enquiry has been sent")).to_be_visible()
    assert Enquiry.objects.get().name == "Asha Rao"


def tab_to(page: Page, control: str = "", *, name: str = "") -> None:
    """Press Tab until the control with this id, or the button with this name, has the focus."""
    for _ in range(90):
        page.keyboard.press("Tab")
        focused = page.evaluate("[document.activeElement.id, document.activeElement.textContent.trim()]")
        if (control and focused[0] == control) or (name and focused[1] == name):
            return
    raise AssertionError(f"Tab never reaches {control or name}")
