"""What search looks through stands where it says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.conf import settings

from tests.treatments import mini
from tests.treatments.reading import Reading
from tests.treatments.real import REVIEWED
from treatments import catalogue, pages
from treatments.catalogue import Catalogue
from treatments.search.entries import entries

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="module", params=["small", "real"])
def content(request: pytest.FixtureRequest) -> Catalogue:
    if request.param == "small":
        return mini.whole()
    return catalogue.read(settings.CONTENT_DIR, today=REVIEWED)


@pytest.fixture(scope="module")
def site(content: Catalogue) -> dict[str, Reading]:
    return {each.context["page"].path: Reading(each.html()) for each in pages.every_page(content, now=NOW)}


def test_every_section_stands_at_its_anchor(content: Catalogue, site: dict[str, Reading]) -> None:
    for entry in entries(content):
        path, _, anchor = entry.url.partition("#")
        assert path in site, entry
        assert not anchor or anchor in site[path].ids, entry.url


def test_a_section_is_called_what_its_page_calls_it(content: Catalogue, site: dict[str, Reading]) -> None:
    for entry in entries(content):
        path, _, _ = entry.url.partition("#")
        # What is searched is compared with what was typed, so it is kept plain; pages show the apostrophe of a book.
        title, heading = (words.replace("'", "\u2019") for words in (entry.title, entry.heading))
        assert title in [words for level, words in site[path].headings if level == 1], entry.url
        assert heading in site[path].text, entry.url


def test_every_page_but_the_lists_can_be_found(content: Catalogue, site: dict[str, Reading]) -> None:
    found = {entry.url.partition("#")[0] for entry in entries(content)}
    assert set(site) - found == {"/", "/treatments/", "/techniques/", "/conditions/"}
