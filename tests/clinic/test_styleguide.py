"""The living page shows every component in all its states, says when to use each, and stays out of production."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

import pytest
from django.test import Client
from pytest_django import Settings

from clinic import styleguide
from clinic.styleguide import SHEETS, Specimen, specimens
from tests.test_components import block, classes
from tests.treatments import real
from tests.treatments.reading import Reading
from treatments import pages

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SHOWN_AROUND = {"site-header", "contents-list", "skip-link"}
"""What the page itself is made of, and need not be shown in it again."""


@pytest.fixture(scope="module")
def shown() -> Reading:
    """Read the page; fails with the name of the template that a component lacks."""
    return Reading(styleguide.page(real.whole(), now=NOW).html())


def used_in(element: Element) -> Iterator[str]:
    for each in element.iter():
        yield from each.get("class", "").split()


@pytest.mark.parametrize("specimen", specimens(), ids=lambda specimen: specimen.id)
def test_a_component_is_shown_with_when_to_use_it(specimen: Specimen) -> None:
    assert specimen.file.is_file(), (
        f"The component {specimen.id} is not on the living page: write templates/{specimen.template}, beginning with "
        '<p class="measure">Use it …</p>, and show it there in all its states.'
    )
    assert re.search(r'<p class="measure">Use it [^<]+\.</p>', specimen.file.read_text())


def test_every_state_of_a_component_is_shown(shown: Reading) -> None:
    missing = {}
    for specimen in specimens():
        (section,) = shown.all("section", id=specimen.id)
        seen = set(used_in(shown.tree if specimen.id in SHOWN_AROUND else section))
        written = classes((SHEETS / f"{specimen.id}.css").read_text())
        states = {name for name in written if block(name) == specimen.id and "--" in name} | {specimen.id}
        if states - seen:
            missing[specimen.id] = states - seen
    assert missing == {}


def test_it_is_open_in_development_and_closed_in_production(client: Client, settings: Settings) -> None:
    assert client.get("/styleguide/").status_code == 200
    settings.PRODUCTION = True
    assert client.get("/styleguide/", secure=True).status_code == 404


def test_it_is_never_published_nor_indexed(shown: Reading) -> None:
    assert "/styleguide/" not in pages.public_paths(real.whole())
    assert shown.meta("robots") == "noindex"
