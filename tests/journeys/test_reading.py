"""A patient reads: each kind of page on a phone and on a desk, in light and in dark, without script, by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.accessibility import barriers, needed_width

KINDS = {
    "home": "/",
    "treatments": "/treatments/",
    "treatment": "/treatments/prolotherapy/",
    "aftercare": "/treatments/prolotherapy/aftercare/",
    "details": "/treatments/prolotherapy/details/",
    "likely dates": "/treatments/prolotherapy/dates/?start=2020-01-01",
    "leaflet": "/treatments/prolotherapy/leaflet/",
    "leaflet in large print": "/treatments/prolotherapy/leaflet/large-print/",
    "techniques": "/techniques/",
    "technique": "/techniques/ultrasound-guidance/",
    "conditions": "/conditions/",
    "condition offered": "/conditions/tennis-elbow/",
    "condition assessed first": "/conditions/sacroiliac-joint-pain/",
    "condition not offered": "/conditions/sciatica/",
    "costs": "/costs/",
    "evidence": "/evidence/",
    "people": "/people/",
    "contact": "/contact/",
    "questions": "/questions/",
    "glossary": "/glossary/",
    "page": "/privacy/",
    "search": "/search/?q=tendonitis",
    "search without a result": "/search/?q=xyzzy",
}
WIDTHS = [1440, 360]


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
def test_a_page_fits_its_screen_keeps_nobody_out_and_can_be_read_in_the_dark(page: Page, address: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        response = page.goto(address)
        assert response is not None
        assert response.status == 200
        assert (width, needed_width(page) <= width, barriers(page)) == (width, True, [])
    page.emulate_media(color_scheme="dark")
    # Loaded anew: colours that are still on their way from light to dark would be judged.
    page.goto(address)
    assert barriers(page, rules=["color-contrast"]) == []


def test_a_page_that_is_not_there_helps(page: Page, console: list[str]) -> None:
    page.goto("/no/such/page/")
    expect(page.get_by_role("link", name="020 7946 0101").first).to_be_visible()
    expect(page.get_by_role("link", name="999").first).to_be_visible()
    assert barriers(page) == []
    console.clear()  # the browser remarks on every 404


@pytest.mark.parametrize("address", ["/treatments/prolotherapy/", "/conditions/", "/costs/"])
@pytest.mark.parametrize("width", [320])
def test_a_page_fits_the_smallest_screen(page: Page, address: str, width: int) -> None:
    page.goto(address)
    assert needed_width(page) <= width


def test_everything_works_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Search").click()
    page.get_by_role("main").get_by_role("searchbox").fill("golfers elbow")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_role("main").get_by_role("link", name="Golfer\u2019s elbow").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("elbow")
    context.close()


def test_the_first_press_of_tab_offers_to_skip_to_the_content(page: Page) -> None:
    page.goto("/treatments/prolotherapy/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#main")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_way_to_ask_carries_what_it_is_about(page: Page) -> None:
    page.goto("/conditions/tennis-elbow/")
    page.get_by_role("main").locator("a[href*='/enquire/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ask about an appointment")
    assert "condition=tennis-elbow" in page.url


def test_nothing_is_asked_of_anybody_else(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ("/", "/treatments/prolotherapy/", "/evidence/"):
        page.goto(address)
    assert asked
    assert all(url.startswith(site) for url in asked)
    assert page.context.cookies() == []
