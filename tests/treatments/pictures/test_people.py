"""Of so many people, as many are marked as the frequency says; what nobody has counted stays not known."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.treatments import mini, real
from tests.treatments.reading import Reading, squeezed, words
from treatments.catalogue import Catalogue
from treatments.pages.details import details
from treatments.pictures.people import GRIDS, Crowd, grid, marked, risk_pictures
from treatments.schema.safety import Frequency, Risk

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
frequencies = some.sampled_from([100, 1000, 10000]).flatmap(
    lambda denominator: some.tuples(some.integers(0, denominator), some.just(denominator))
)


def risk(numerator: int | None = None, denominator: Any = None, name: str = "Something") -> Risk:
    kind: Any = "estimated" if denominator else "not-known"
    frequency = Frequency(kind=kind, numerator=numerator, denominator=denominator, setting="Somewhere")
    return mini.whole_risk().model_copy(update={"name_plain": name, "frequency": frequency})


def heads(crowd: Crowd) -> int:
    assert crowd.heads.count("M") == crowd.bodies.count("M")
    return crowd.heads.count("M")


@given(people=some.sampled_from(sorted(GRIDS)), data=some.data())
def test_everybody_is_drawn_once_and_as_many_are_marked_as_are_counted(people: int, data: some.DataObject) -> None:
    count = data.draw(some.integers(0, people))
    drawn = grid(people, count)
    assert (heads(drawn.with_it), heads(drawn.without)) == (count, people - count)
    places = (drawn.with_it.heads + drawn.without.heads).split("M")[1:]
    assert len(set(places)) == people


@given(some.lists(frequencies, max_size=6))
def test_all_that_is_drawn_is_out_of_the_same_people_and_true(found: list[tuple[int, int]]) -> None:
    risks = [risk(numerator, denominator) for numerator, denominator in found]
    pictures = risk_pictures(risks)
    for each in pictures.drawn:
        frequency = each.risk.frequency
        assert frequency.numerator is not None
        assert frequency.denominator is not None
        assert each.grid.people == pictures.people
        assert each.grid.marked * frequency.denominator == frequency.numerator * pictures.people
        assert each.words.replace(",", "") == f"{each.grid.marked} in {pictures.people}"
    assert len(pictures.drawn) + len(pictures.too_rare) == len(risks)


def test_a_frequency_that_is_no_whole_number_of_people_is_said_and_not_drawn() -> None:
    pictures = risk_pictures([risk(3, 10000), risk(70, 100)])
    assert [each.words for each in pictures.drawn] == ["700 in 1,000"]
    assert [each.frequency.numerator for each in pictures.too_rare] == [3]


def test_what_nobody_has_counted_is_never_drawn_as_a_number() -> None:
    pictures = risk_pictures([risk()])
    assert marked(risk(), 100) is None
    assert pictures.drawn == ()
    assert len(pictures.unknown) == 1
    assert pictures.empty.marked == 0


@pytest.fixture(scope="module", params=["small", "real"])
def content(request: pytest.FixtureRequest) -> Catalogue:
    return mini.whole() if request.param == "small" else real.whole()


def test_the_words_under_each_picture_say_the_same_number_as_the_list_of_risks(content: Catalogue) -> None:
    for name, treatment in content.treatments.items():
        page = Reading(details(content, name, now=NOW).html())
        (shown,) = page.classed("people-grid")
        listed = " ".join(words(each) for each in page.classed("risk-list"))
        for each in risk_pictures(content.risks[each] for each in treatment.risks).drawn:
            said = squeezed(f"{each.words}{each.risk.name_plain}")
            assert said in squeezed(words(shown))
            assert said in squeezed(listed)
        for each_name in treatment.risks:
            assert content.risks[each_name].name_plain in words(shown)
