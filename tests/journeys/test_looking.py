"""How the pages behave: with large letters, by keyboard, folded and unfolded, on paper."""

from collections.abc import Iterator

import brotli
import pytest
from playwright.sync_api import Browser, Page, Response, expect

ALL_COMPONENTS = ["/", "/treatments/prolotherapy/", "/conditions/low-back-pain/", "/costs/", "/evidence/", "/enquire/"]


@pytest.mark.parametrize("path", ALL_COMPONENTS)
@pytest.mark.parametrize("width", [1280])
def test_letters_twice_as_large_still_fit(page: Page, path: str, width: int) -> None:
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/treatments/prolotherapy/", "/conditions/knee-osteoarthritis/"])
def test_red_flags_come_before_any_invitation_to_ask(page: Page, path: str) -> None:
    page.goto(path)
    order = page.locator(".care-card, main a[href^='/enquire/'], header a[href^='/enquire/']")
    kinds = [each.evaluate("element => element.className") for each in order.all()]
    cards = [place for place, name in enumerate(kinds) if "care-card" in name]
    asking = [place for place, name in enumerate(kinds) if "care-card" not in name]
    assert cards
    assert asking
    assert max(cards) < min(asking)


def test_the_caution_stands_on_the_first_screen(page: Page) -> None:
    page.goto("/treatments/prolotherapy/")
    caution = page.locator(".callout--caution").first.bounding_box()
    assert caution is not None
    assert caution["y"] + caution["height"] < 800


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    """Open a phone's page with script turned off."""
    context = browser.new_context(
        base_url=site, viewport={"width": 360, "height": 800}, java_script_enabled=False, locale="en-GB"
    )
    yield context.new_page()
    context.close()


def test_the_menu_opens_and_closes_without_script(plain: Page) -> None:
    plain.goto("/treatments/prolotherapy/")
    conditions = plain.get_by_role("navigation", name="Main").get_by_role("link", name="Conditions")
    expect(conditions).to_be_hidden()
    plain.get_by_role("button", name="Menu").click()
    expect(conditions).to_be_visible()
    plain.get_by_role("button", name="Close").click()
    expect(conditions).to_be_hidden()


@pytest.mark.parametrize("width", [1440])
def test_the_contents_list_follows_the_reader(page: Page) -> None:
    page.goto("/treatments/prolotherapy/")
    entry = page.get_by_role("navigation", name="On this page").get_by_role("link", name="What can go wrong")
    expect(entry).not_to_have_attribute("aria-current", "true")
    page.evaluate("document.getElementById('risks').scrollIntoView({behavior: 'instant'})")
    expect(entry).to_have_attribute("aria-current", "true")


def test_the_contents_list_is_folded_on_a_phone_and_opens_without_script(plain: Page) -> None:
    plain.goto("/treatments/prolotherapy/")
    contents = plain.get_by_role("navigation", name="On this page")
    expect(contents.get_by_role("link", name="What it costs")).to_be_hidden()
    contents.get_by_text("On this page").click()
    expect(contents.get_by_role("link", name="What it costs")).to_be_visible()


def test_paper_shows_what_a_screen_folds_away(page: Page) -> None:
    page.goto("/treatments/prolotherapy/")
    page.emulate_media(media="print")
    expect(page.locator(".review-box__changes li").first).to_be_visible()
    expect(page.locator(".demo-banner")).to_be_visible()
    expect(page.locator(".care-card").first).to_be_visible()
    expect(page.locator(".contents-list")).to_be_hidden()


def wire_bytes(response: Response) -> int:
    """Return what a response weighs as the site sends it: fonts are compressed already, the rest by brotli."""
    body = response.body()
    return len(body) if response.url.endswith(".woff2") else len(brotli.compress(body, quality=11))


def test_a_first_visit_to_a_treatment_weighs_less_than_a_photograph(page: Page) -> None:
    arrived: dict[str, Response] = {}
    page.on("response", lambda response: arrived.update({response.url: response}))
    page.goto("/treatments/prolotherapy/", wait_until="networkidle")
    weights = {url: wire_bytes(response) for url, response in tuple(arrived.items())}
    assert len(weights) > 5
    assert sum(weights.values()) < 100_000, weights
