"""The card of a page says its heading and whose page it is, all of it inside its place."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from tests.treatments import real
from tests.treatments.reading import Reading
from treatments import cards, catalogue, pages
from treatments.cards import HEADING_BOTTOM, HEADING_TOP, LEADING, LEFT, RIGHT, Card
from treatments.catalogue import Catalogue
from treatments.pages import Built

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MEDICINES = ("glucose", "dextrose", "lidocaine", "phenol", "steroid")


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return real.whole()


@pytest.fixture(scope="module")
def site(content: Catalogue) -> list[Built]:
    return list(pages.every_page(content, now=NOW))


def card(heading: str, *, name: str = "Example Quay", foot: str = "Demonstration site.") -> Card:
    return Card(path="/", heading=heading, name=name, foot=foot)


def test_every_page_has_a_card_with_its_heading_and_the_clinics_name(content: Catalogue, site: list[Built]) -> None:
    for each in site:
        page = each.context["page"]
        assert (page.card.heading, page.card.name) == (page.heading, content.clinic.short_name), page.path
        assert page.card.foot == content.clinic.banner


def test_a_card_is_as_large_as_the_sites_ask_for_that_show_it(site: list[Built]) -> None:
    with Image.open(BytesIO(site[0].context["page"].card.body())) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (1200, 630))


def test_the_words_of_every_card_fit_their_place(site: list[Built]) -> None:
    for each in site:
        font, lines = cards.fitted(each.context["page"].card.heading)
        assert " ".join(lines) == each.context["page"].heading
        assert max(font.getlength(line) for line in lines) <= RIGHT - LEFT
        assert HEADING_TOP + len(lines) * font.size * LEADING <= HEADING_BOTTOM


def test_nothing_is_drawn_outside_the_place_for_words() -> None:
    with Image.open(cards.GROUND) as ground, Image.open(BytesIO(cards.drawn(card("Word " * 30)))) as drawn:
        before, after = ground.convert("L"), drawn.convert("L")
    beside = (RIGHT + 8, 0, cards.WIDTH, cards.HEIGHT)
    differing = [
        abs(one - two) for one, two in zip(before.crop(beside).tobytes(), after.crop(beside).tobytes(), strict=True)
    ]
    assert max(differing) < 24


def test_words_that_fit_at_no_size_are_refused() -> None:
    with pytest.raises(cards.TooLong):
        cards.fitted("Word " * 120)
    with pytest.raises(cards.TooLong):
        cards.fitted("W" * 60)


def test_a_page_that_our_fonts_cannot_write_has_no_card(content: Catalogue) -> None:
    assert cards.card_of(content.clinic, path="/", heading="Πόνος στο γόνατο") is None
    assert cards.card_of(content.clinic, path="/", heading="Word " * 120) is None
    assert cards.card_of(content.clinic, path="/", heading="Knee pain, £540") is not None


def test_the_address_of_a_card_changes_with_what_it_says() -> None:
    same, other = card("Knee pain"), card("Knee pain", name="Another Quay")
    assert card("Knee pain").url == same.url
    assert len({same.url, other.url, card("Hip pain").url}) == 3


def test_the_cards_of_the_home_page_and_of_prices_name_no_medicine(site: list[Built]) -> None:
    shared = {each.context["page"].path: each.context["page"].card for each in site}
    for path in ("/", "/costs/"):
        said = f"{shared[path].heading} {shared[path].name} {shared[path].foot}".lower()
        assert [name for name in MEDICINES if name in said] == []


def test_whoever_shares_a_page_is_shown_its_card(site: list[Built]) -> None:
    page = next(each for each in site if each.context["page"].path == "/costs/")
    read, shown = Reading(page.html()), page.context["page"].card
    assert read.meta("og:image") == f"{settings.SITE_URL}{shown.url}"
    assert (read.meta("og:image:width"), read.meta("og:image:height")) == ("1200", "630")
    assert read.meta("og:image:alt") == "Costs (Example Quay)"
    assert read.meta("twitter:card") == "summary_large_image"


def test_a_card_may_be_kept_for_good_and_no_other_is_made(content: Catalogue, site: list[Built]) -> None:
    catalogue.adopt(content)
    shown = next(each.context["page"].card for each in site if each.context["page"].path == "/costs/")
    answer = Client().get(shown.url)
    assert (answer["Content-Type"], "immutable" in answer["Cache-Control"]) == ("image/png", True)
    for lost in ("/costs/card.000000000000.png", "/nowhere/card.000000000000.png", "/search/card.000000000000.png"):
        assert Client().get(lost).status_code == 404
    catalogue.adopt(None)
