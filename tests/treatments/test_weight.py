"""The page of a treatment is light enough for a phone, and what it leaves out stands on the page beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.treatments import real
from tests.treatments.reading import Reading, squeezed
from treatments import pages
from treatments.catalogue import Catalogue
from treatments.pages.base import renderer_of
from treatments.schema.base import Prose
from treatments.schema.treatment import Treatment
from treatments.shelf import leaves

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NAMED = re.compile(rf'{settings.STATIC_URL}([^"#]+)')
INSIDE = re.compile(r'url\("\.\./([^"]+)"\)')
HASH = len(".0123456789ab")
"""What publishing adds to the name of each file."""


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return real.whole()


@pytest.fixture(scope="module")
def html(content: Catalogue) -> dict[str, str]:
    return {name: pages.MANY["treatment"](content, name, now=NOW).html() for name in content.treatments}


def compressed(data: bytes) -> int:
    return len(brotli.compress(data, quality=11))


def static(name: str) -> bytes:
    found = finders.find(name)
    assert isinstance(found, str), name
    return Path(found).read_bytes()


def files_of(page: str) -> set[str]:
    """Return the name of every file that a page asks for, those that its stylesheets name among them."""
    named = set(NAMED.findall(page))
    sheets = [static(name).decode() for name in named if name.endswith(".css")]
    return named | {inner for sheet in sheets for inner in INSIDE.findall(sheet)}


def text_weight(page: str) -> int:
    """Return the bytes of a page and its stylesheets as they are sent."""
    longer_names = HASH * len(files_of(page))
    sheets = sum(compressed(static(name)) for name in files_of(page) if name.endswith(".css"))
    return compressed(page.encode()) + longer_names + sheets


def test_the_page_of_a_treatment_and_its_styles_weigh_less_than_20_kilobytes(html: dict[str, str]) -> None:
    assert {name: weight for name, page in html.items() if (weight := text_weight(page)) >= 20_000} == {}


def test_with_fonts_pictures_and_scripts_it_weighs_less_than_100_kilobytes(html: dict[str, str]) -> None:
    for page in html.values():
        rest = [name for name in files_of(page) if not name.endswith(".css")]
        assert [name for name in rest if name.endswith(".woff2")] != []
        assert text_weight(page) + sum(len(static(name)) for name in rest) < 100_000


def test_a_patient_has_fewer_than_6000_words_to_read(html: dict[str, str]) -> None:
    assert {name: count for name, page in html.items() if (count := len(Reading(page).text.split())) >= 6000} == {}


def test_every_passage_of_a_treatment_stands_on_one_of_its_pages(content: Catalogue, html: dict[str, str]) -> None:
    for treatment in content.treatments.values():
        kinds = ("details", "aftercare")
        beside = [pages.MANY[kind](content, treatment.id, now=NOW).html() for kind in kinds]
        read = squeezed(" ".join(Reading(page).text for page in (html[treatment.id], *beside)))
        renderer = renderer_of(content, scope=treatment.id)
        lines = [line for passage in passages(content, treatment) for line in renderer.lines(f"{passage}\n")]
        assert len(lines) > 100
        assert [line for line in lines if squeezed(line) not in read] == []


def passages(content: Catalogue, treatment: Treatment) -> Iterator[Prose]:
    told = (
        treatment,
        content.plans[treatment.session_plan],
        *(content.risks[name] for name in treatment.risks),
        *(content.contraindications[name] for name in treatment.contraindications),
        *(content.aftercare[name] for name in treatment.aftercare),
    )
    yield from (leaf for each in told for _, leaf in leaves(each) if isinstance(leaf, Prose))
