"""Asks axe-core what on a page keeps somebody out."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = {"runOnly": {"type": "tag", "values": [*WCAG_22_AA, "best-practice"]}}
# Describing everything that passes takes axe longer than looking for what does not.
ONLY_BARRIERS = {"reporter": "no-passes"}
LAID_OUT = """async () => {
  const waits = (part) => getComputedStyle(part).contentVisibility === "auto";
  while ([...document.querySelectorAll(".sections > *, .later")].some(waits)) await new Promise(requestAnimationFrame);
}"""
"""Waits until all parts of a long page have their place (static/js/components/later.js)."""


def wait_for_layout(page: Page) -> None:
    """Return when a page has loaded, its stylesheets too, and each part of it has its place."""
    page.wait_for_load_state("load")
    page.evaluate(LAID_OUT)


def barriers(page: Page, *, rules: list[str] | None = None) -> list[str]:
    """Return a line for each rule that the page breaks: the rule, what it asks, and where it is broken.

    `rules` names the only rules to look at; otherwise they are those of WCAG 2.2 AA and of good practice. The page is
    judged when it has loaded: without its stylesheets it would seem to have other faults.
    """
    options = {"runOnly": {"type": "rule", "values": rules}} if rules else RULES
    wait_for_layout(page)
    found = Axe().run(page, options=options | ONLY_BARRIERS).response["violations"]
    return [f"{each['id']}: {each['help']} {[node['target'] for node in each['nodes']]}" for each in found]


def needed_width(page: Page) -> int:
    """Return how many CSS pixels wide the page wants to be: more than its window where something sticks out.

    A click returns when the next page has begun to arrive, so its stylesheets are waited for.
    """
    wait_for_layout(page)
    return int(page.evaluate("document.documentElement.scrollWidth"))
