"""How the pages behave: with large letters, by keyboard, folded and unfolded, on paper."""

from collections.abc import Iterator

import brotli
import pytest
from playwright.sync_api import Browser, Page, Response, Route, expect

from tests.journeys.accessibility import needed_width, wait_for_layout

ALL_COMPONENTS = ["/", "/treatments/prolotherapy/", "/conditions/low-back-pain/", "/costs/", "/evidence/", "/enquire/"]


@pytest.mark.parametrize("path", ALL_COMPONENTS)
@pytest.mark.parametrize("width", [1280])
def test_letters_twice_as_large_still_fit(page: Page, path: str, width: int) -> None:
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert needed_width(page) <= width


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


def test_a_tap_before_the_page_is_whole_leads_where_help_is(page: Page) -> None:
    page.goto("/treatments/prolotherapy/", wait_until="domcontentloaded")
    page.evaluate(
        """() => new Promise((arrived) => {
          addEventListener("scrollend", arrived, {once: true});
          document.querySelector("a[href='#get-help']").click();
        })"""
    )
    help_card = page.locator("#get-help").bounding_box()
    assert help_card is not None
    assert 0 <= help_card["y"] < 100


READ = ["/treatments/prolotherapy/", "/conditions/knee-osteoarthritis/", "/questions/", "/privacy/"]
LINES = """() => [...document.querySelectorAll("main .prose > p")].map((passage) => {
  const range = document.createRange();
  range.selectNodeContents(passage);
  const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
  const long = boxes.reduce((sum, box) => sum + box.width, 0);
  const full = passage.getBoundingClientRect().width;
  return [passage.innerText.length * full / long, long / full];
}).filter(([, lines]) => lines > 2).map(([characters]) => Math.round(characters))"""
"""How many characters would fill a line of each passage of more than two lines."""


@pytest.mark.parametrize("width", [768, 1440])
def test_a_line_has_a_length_that_can_be_read(page: Page) -> None:
    lengths: list[int] = []
    for path in READ:
        page.goto(path)
        wait_for_layout(page)
        lengths += page.evaluate(LINES)
    assert len(lengths) > 20
    assert min(lengths) >= 45
    assert max(lengths) <= 75


PAINTED = """() => new Promise((painted) => {
  new PerformanceObserver(() => painted()).observe({type: "paint", buffered: true});
})"""
"""Waits until something is to be seen."""


def test_nothing_moves_when_the_fonts_arrive_late(page: Page) -> None:
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.moved += entry.value; }))
          .observe({type: "layout-shift", buffered: true});"""
    )
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/*.woff2", hold)
    page.goto("/treatments/prolotherapy/", wait_until="domcontentloaded")
    page.evaluate(PAINTED)
    for route in tuple(held):
        route.continue_()
    page.wait_for_load_state("networkidle")
    assert len(held) == 3
    assert page.evaluate("window.moved") < 0.01


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
    expect(page.locator(".ask-bar")).to_be_hidden()
    expect(page.locator(".at-a-glance")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator(".at-a-glance dd a").first).to_have_css("color", "rgb(0, 0, 0)")


@pytest.mark.parametrize("width", [360, 1440])
def test_help_and_the_way_to_ask_stay_in_view(page: Page) -> None:
    page.goto("/treatments/prolotherapy/")
    page.evaluate("document.getElementById('risks').scrollIntoView({behavior: 'instant'})")
    bar = page.get_by_role("navigation", name="Help and questions")
    for name in ("Get help", "Ask us"):
        expect(bar.get_by_role("link", name=name)).to_be_in_viewport()


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
