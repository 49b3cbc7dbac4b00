"""The body map leads where the list leads: the same parts of the body, no more and no fewer."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from itertools import pairwise
from typing import get_args

import pytest
from django.contrib.staticfiles import finders
from hypothesis import given
from hypothesis import strategies as some

from tests.treatments import mini, real
from tests.treatments.reading import Reading, words
from treatments.catalogue import Catalogue
from treatments.labels import in_words
from treatments.pages.condition import areas, body_map, condition, conditions
from treatments.pictures import body
from treatments.schema.base import BodyArea

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
AREAS: tuple[BodyArea, ...] = get_args(BodyArea)
SMALLEST_TARGET = 24
PHONE_PIXELS_PER_UNIT = 328 / 380
"""How large the drawing is on a phone of 360 pixels."""


@pytest.fixture(scope="module", params=["small", "real"])
def content(request: pytest.FixtureRequest) -> Catalogue:
    return mini.whole() if request.param == "small" else real.whole()


def links(drawn: ET.Element) -> list[ET.Element]:
    """Return the links of a part of a page, those inside a drawing among them."""
    return [each for each in drawn.iter() if str(each.tag).rpartition("}")[2] == "a"]


def test_map_and_list_hold_the_same_parts_of_the_body(content: Catalogue) -> None:
    page = Reading(conditions(content, now=NOW).html())
    (drawn,) = page.classed("body-map")
    in_map = {link.get("href", "").removeprefix("#") for link in links(drawn)}
    in_list = {each.id for each in areas(content.conditions.values())}
    assert in_map == in_list
    assert in_list <= set(page.ids)


def test_a_link_of_the_map_is_called_what_the_list_calls_it(content: Catalogue) -> None:
    page = Reading(conditions(content, now=NOW).html())
    headings = {each.get("id"): words(each) for each in page.all("h3")}
    (drawn,) = page.classed("body-map")
    for link in links(drawn):
        assert (link.get("aria-label") or words(link)) == headings[link.get("href", "").removeprefix("#")]


def test_a_list_without_a_part_has_a_map_without_it(content: Catalogue) -> None:
    listed = [each for each in areas(content.conditions.values()) if each.id != "area-elbow"]
    shown = {region.area for figure in body_map(listed).figures for region in figure.regions}
    assert "elbow" not in shown
    assert shown


@given(some.sets(some.sampled_from(AREAS)))
def test_every_part_has_a_place_or_can_be_anywhere(chosen: set[BodyArea]) -> None:
    shown = {region.area for figure in body.figures(chosen) for region in figure.regions}
    assert shown == chosen - body.NOWHERE


@pytest.mark.parametrize("area", AREAS)
def test_the_page_of_a_condition_shows_where_it_is(area: BodyArea) -> None:
    spots = body.place(area).spots
    assert bool(spots) == (area not in body.NOWHERE)
    assert all(spot.x - spot.rx >= 0 and spot.y + spot.ry <= body.HEIGHT for spot in spots)


@pytest.mark.parametrize("view", body.VIEWS)
def test_places_can_be_touched_and_do_not_hide_each_other(view: body.View) -> None:
    spots = [spot for shape in body.SHAPES[view].values() for spot in shape.spots]
    for spot in spots:
        assert 2 * min(spot.rx, spot.ry) * PHONE_PIXELS_PER_UNIT >= SMALLEST_TARGET, spot
    hidden = [(one, two) for one in spots for two in spots if one is not two and covers_the_middle_of(one, two)]
    assert hidden == []


def covers_the_middle_of(one: body.Spot, two: body.Spot) -> bool:
    return ((two.x - one.x) / one.rx) ** 2 + ((two.y - one.y) / one.ry) ** 2 < 1


@pytest.mark.parametrize("view", body.VIEWS)
def test_the_words_stand_apart_and_say_the_whole_name(view: body.View) -> None:
    (figure,) = [each for each in body.figures(AREAS) if each.view == view]
    heights = sorted(line.y for region in figure.regions for line in region.lines)
    assert min(after - before for before, after in pairwise(heights)) >= body.LINE_HEIGHT
    for region in figure.regions:
        assert " ".join(line.text for line in region.lines) == in_words(region.area, "body-area")


def test_the_drawing_holds_both_views() -> None:
    found = finders.find("img/body.svg")
    assert isinstance(found, str)
    names = {each.get("id") for each in ET.parse(found).getroot()}  # noqa: S314 our own file
    assert names == set(body.VIEWS)


def test_the_words_beside_a_condition_name_its_part_of_the_body(content: Catalogue) -> None:
    for name, each in content.conditions.items():
        page = Reading(condition(content, name, now=NOW).html())
        (figure,) = page.classed("body-place")
        assert in_words(each.body_area, "body-area") in words(figure)
