"""A patient looks: points at where it hurts, by keyboard and by touch, and chooses a day, without script too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.accessibility import needed_width

DATES = "/treatments/prolotherapy/dates/"
PICTURED = ["/conditions/", "/treatments/prolotherapy/details/", "/costs/", "/evidence/", f"{DATES}?start="]


@pytest.mark.parametrize("width", [320])
def test_pictures_fit_the_smallest_screen(page: Page, width: int) -> None:
    for path in PICTURED:
        page.goto(path)
        assert needed_width(page) <= width, path


def test_the_body_leads_to_the_list_by_keyboard_and_by_touch(page: Page) -> None:
    page.goto("/conditions/")
    front = page.get_by_role("group", name="Seen from the front")
    knee = front.get_by_role("link", name="Knee", exact=True)
    knee.focus()
    assert knee.locator("ellipse").first.evaluate("each => getComputedStyle(each).strokeWidth") == "4px"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#area-knee$"))
    expect(page.locator("#area-knee")).to_be_in_viewport()
    box = front.get_by_role("link", name="Elbow").locator("ellipse").first.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    front.get_by_role("link", name="Elbow").locator("ellipse").first.click()
    expect(page).to_have_url(re.compile("#area-elbow$"))


def test_a_course_stands_on_a_phone_and_lies_on_a_wide_screen(page: Page) -> None:
    page.goto(DATES)
    expect(page.locator(".course-line__down")).to_be_visible()
    expect(page.locator(".course-line__across")).to_be_hidden()
    page.set_viewport_size({"width": 1024, "height": 800})
    expect(page.locator(".course-line__across")).to_be_visible()
    expect(page.locator(".course-line__down")).to_be_hidden()


def test_a_first_day_gives_likely_dates_without_script_and_without_cookie(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(DATES)
    page.get_by_label("First visit").fill(page.get_by_label("First visit").get_attribute("min") or "")
    page.get_by_role("button", name="Show likely dates").click()
    expect(page.get_by_role("heading", name="Likely dates")).to_be_visible()
    expect(page.locator(".likely-dates__visit")).to_have_count(4)
    expect(page.get_by_role("button", name="Print this page")).to_be_hidden()
    with page.expect_download() as download:
        page.get_by_role("link", name="Put them in my calendar").click()
    assert download.value.suggested_filename == "likely-dates.ics"
    assert context.cookies() == []
    page.goto(f"{DATES}?start=2020-01-01")
    page.get_by_role("alert").get_by_role("link", name="Choose today or a later day").click()
    expect(page.get_by_label("First visit")).to_be_focused()
    context.close()
