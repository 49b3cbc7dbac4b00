"""Colours can be read by everybody: the contrast of each pair, in light and in dark."""

import re
from itertools import product

import pytest

from tests.repository import ROOT

CSS = ROOT / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
COLOUR = re.compile(r"(--[a-z0-9-]+): (#[0-9a-f]{6});")

GROUNDS = ("--paper", "--paper-deep", "--card")
TEXT = (
    *product(("--ink", "--ink-soft", "--brand", "--link", "--link-hover", "--emergency-ink"), GROUNDS),
    *((f"--{kind}-ink", f"--{kind}-tint") for kind in ("emergency", "urgent", "today", "good", "quiet")),
    *product(("--ink", "--link", "--link-hover"), [f"--{kind}-tint" for kind in ("emergency", "urgent", "today")]),
    *product(("--ink", "--ink-soft", "--brand", "--link", "--link-hover"), ["--brand-tint"]),
    *((f"--on-{kind}", f"--{kind}") for kind in ("brand", "emergency", "urgent", "today", "quiet", "banner", "panel")),
    ("--on-brand", "--brand-deep"),
    ("--brand-deep", "--brand-tint"),
    ("--on-panel-soft", "--panel"),
    ("--panel", "--on-panel"),
    ("--today-ink", "--card"),
    ("--quiet-ink", "--card"),
)
"""Words on what they stand on: WCAG 2.2, 1.4.3, at any size."""

PARTS = (
    *product(("--line-strong", "--brand", "--focus", "--draw"), GROUNDS),
    *((f"--{kind}", f"--{kind}-tint") for kind in ("emergency", "urgent")),
    *product(("--draw",), ("--brand-tint", "--warm")),
    ("--good-ink", "--paper"),
)
"""Edges, marks and focus on what they stand on: WCAG 2.2, 1.4.11."""

DECORATION = {"--line", "--panel-line", "--warm"}
"""Colours that nobody needs to see to understand or use a page."""


def colours(scheme: str) -> dict[str, str]:
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    found = dict(COLOUR.findall(light))
    return found if scheme == "light" else found | dict(COLOUR.findall(dark))


def luminance(colour: str) -> float:
    """Return the relative luminance that WCAG 2.2 defines."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_worked_out_as_the_guideline_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("needed", "pairs"), [(4.5, TEXT), (3.0, PARTS)], ids=["text", "parts"])
def test_every_pair_can_be_told_apart(scheme: str, needed: float, pairs: tuple[tuple[str, str], ...]) -> None:
    known = colours(scheme)
    weak = {f"{front} on {back}": round(contrast(known[front], known[back]), 2) for front, back in pairs}
    assert {pair: value for pair, value in weak.items() if value < needed} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_colour_escapes_the_measuring(scheme: str) -> None:
    measured = {name for pair in (*TEXT, *PARTS) for name in pair}
    assert set(colours(scheme)) - measured - DECORATION == set()


def pairs_of_rules() -> set[tuple[str, str]]:
    """Return the colour of words and of their ground for each rule of any stylesheet that names both."""
    rules = [rule for path in CSS.rglob("*.css") for rule in re.findall(r"{([^{}]*)}", path.read_text())]
    colour, ground = (re.compile(rf"(?:^|[\s;]){name}: var\((--[a-z-]+)\);") for name in ("color", "background"))
    return {
        (*colour.findall(rule), *ground.findall(rule)) for rule in rules if colour.search(rule) and ground.search(rule)
    }


def test_every_pair_that_a_rule_names_is_measured() -> None:
    of_care_cards = {("--on-fill", "--fill")}
    assert len(pairs_of_rules()) > 10
    assert pairs_of_rules() - set(TEXT) - of_care_cards == set()


def test_colours_are_named_nowhere_but_among_the_tokens() -> None:
    strays = [
        f"{path.relative_to(CSS)}: {found}"
        for path in CSS.rglob("*.css")
        if path.name not in {"tokens.css", "print.css"}
        for found in re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\([^)]*\)", path.read_text())
    ]
    assert strays == []


def test_spaces_are_named_nowhere_but_among_the_tokens() -> None:
    strays = [
        f"{path.relative_to(CSS)}: {line.strip()}"
        for path in CSS.rglob("*.css")
        if path.name not in {"tokens.css", "print.css"}
        for line in path.read_text().splitlines()
        if re.match(r"\s*(margin|padding|gap|row-gap|column-gap)[a-z-]*:.*\d(rem|px)\b", line)
    ]
    assert strays == []


def test_the_browser_bar_has_the_colour_of_the_paper() -> None:
    base = (ROOT / "templates" / "base.html").read_text()
    for scheme in ("light", "dark"):
        paper = colours(scheme)["--paper"]
        assert f'<meta name="theme-color" content="{paper}" media="(prefers-color-scheme: {scheme})">' in base
