"""Asks axe-core what keeps somebody out: every page in light, in dark, small, with large letters, in forced colours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from playwright.sync_api import BrowserType, Page, sync_playwright

from audit.findings import Finding
from audit.tools import AXE
from tests.journeys.accessibility import RULES, wait_for_layout
from tests.journeys.chromium import find
from tests.journeys.conftest import CHROMIUM

JUDGE = "axe"
RUN = "options => axe.run(document, options)"
USUAL_LETTERS = 16
"""The size of text in CSS pixels that browsers have unless their reader chooses another."""


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to look at a page; widths are in CSS pixels, letters in percent of the usual size."""

    name: str
    width: int = 1280
    letters: int = 100
    colours: Literal["light", "dark"] = "light"
    forced: Literal["active", "none"] = "none"
    unasked: tuple[str, ...] = ()

    @property
    def options(self) -> dict[str, Any]:
        """What axe is asked: everything, but for the rules that cannot be judged in this mode."""
        return RULES | {"rules": {rule: {"enabled": False} for rule in self.unasked}}


MODES = (
    Mode("light"),
    Mode("dark", colours="dark"),
    Mode("320 px", width=320),
    Mode("letters of 200 %", letters=200),
    # Here axe takes the site's own colours on the browser's ground for what is seen, though the browser paints both in
    # its own: it finds fault with white on white that nobody sees. Every other rule holds here, and this one elsewhere.
    Mode("forced colours", forced="active", unasked=("color-contrast",)),
)


def ask(site: str, addresses: Iterable[str]) -> list[Finding]:
    """Return what is broken on each page, in each mode."""
    paths = list(addresses)
    with sync_playwright() as playwright:
        return [each for mode in MODES for each in _in_mode(playwright.chromium, site, paths, mode)]


def _in_mode(chromium: BrowserType, site: str, paths: list[str], mode: Mode) -> Iterator[Finding]:
    # Large letters are set as a reader sets them, in the browser: the conditions of stylesheets know of them too.
    letters = f"--blink-settings=defaultFontSize={USUAL_LETTERS * mode.letters // 100}"
    browser = chromium.launch(executable_path=find(), args=[*CHROMIUM, letters])
    context = browser.new_context(
        base_url=site,
        viewport={"width": mode.width, "height": 800},
        color_scheme=mode.colours,
        forced_colors=mode.forced,
        # The policy of the site would keep the judge out as well.
        bypass_csp=True,
    )
    page = context.new_page()
    for path in paths:
        page.goto(path)
        yield from (Finding(JUDGE, path, f"in {mode.name}: {words}") for words in _complaints(page, mode.options))
    browser.close()


def _complaints(page: Page, options: dict[str, Any]) -> Iterator[str]:
    wait_for_layout(page)
    page.add_script_tag(path=AXE)
    report: dict[str, Any] = page.evaluate(RUN, options)
    for each in report["violations"]:
        yield f"{each['help']} {[node['target'] for node in each['nodes']]}"
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if overflow > 0:
        yield f"it is {overflow} px too wide"
