"""Line drawings are there when a page asks for them, take their colours from the page, and never replace words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.repository import ROOT
from tests.treatments import real
from tests.treatments.reading import Reading, squeezed, words
from treatments import pages
from treatments.catalogue import Catalogue
from treatments.schema.treatment import Drawing

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DRAWINGS = sorted((ROOT / "static" / "img").glob("*.svg"))
ASKED = re.compile(rf'<use href="{settings.STATIC_URL}(img/[a-z]+\.svg)#([a-z0-9-]+)"')
COLOURS = {
    "none",
    "currentColor",
    *(f"var(--{name})" for name in ("card", "brand-tint", "warm", "paper", "paper-deep")),
}
PARTS = re.compile(r'(?:fill|stroke)="([^"]+)"')


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return real.whole()


@pytest.fixture(scope="module")
def html(content: Catalogue) -> dict[str, str]:
    return {built.context["page"].path: built.html() for built in pages.every_page(content, now=NOW)}


def symbols(name: str) -> set[str]:
    found = finders.find(name)
    assert isinstance(found, str), name
    return {each.get("id", "") for each in ET.parse(found).getroot()}  # noqa: S314 our own file


def asked(html: dict[str, str]) -> Iterator[tuple[str, str]]:
    for page in html.values():
        yield from ASKED.findall(page)


def test_every_drawing_that_a_page_asks_for_is_there(html: dict[str, str]) -> None:
    wanted = set(asked(html))
    assert {name for name, _ in wanted} >= {"img/body.svg", "img/day.svg", "img/healing.svg", "img/needle.svg"}
    assert [(name, symbol) for name, symbol in wanted if symbol not in symbols(name)] == []


def test_every_step_of_a_day_that_can_be_drawn_is_drawn() -> None:
    assert set(get_args(Drawing)) == symbols("img/day.svg")


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_has_no_colour_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert set(PARTS.findall(text)) <= COLOURS
    assert "style=" not in text


def test_a_drawing_that_accompanies_words_is_hidden_from_screen_readers(html: dict[str, str]) -> None:
    for path, page in html.items():
        for svg in re.findall(r"<svg[^>]*>", page):
            assert 'aria-hidden="true"' in svg or "aria-label=" in svg, f"{path} {svg}"


def test_every_picture_has_its_words(html: dict[str, str], content: Catalogue) -> None:
    for page in html.values():
        for figure in Reading(page).all("figure"):
            assert words(figure)
    (treatment,) = content.treatments.values()
    details = Reading(html[f"/treatments/{treatment.id}/details/"])
    assert treatment.how_it_works.drawn
    (idea,) = details.classed("idea-steps")
    assert all(squeezed(line) in squeezed(words(idea)) for line in treatment.how_it_works.drawn)
    (day,) = details.classed("day-steps")
    assert all(step.heading in words(day) for step in treatment.on_the_day)


def test_a_technique_that_is_drawn_says_what_is_drawn(html: dict[str, str], content: Catalogue) -> None:
    drawn = {name: each.drawn for name, each in content.techniques.items() if each.drawn}
    assert drawn
    for name, caption in drawn.items():
        (figure,) = Reading(html[f"/techniques/{name}/"]).classed("sketch")
        assert squeezed(caption) in squeezed(words(figure))


def test_no_published_page_needs_a_style_in_a_tag(html: dict[str, str]) -> None:
    assert [path for path, page in html.items() if re.search(r"<[^>]+\sstyle=", page)] == []
