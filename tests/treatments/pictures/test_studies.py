"""A result is drawn beside what it was compared with, to scale, with the range that is known, or it is not drawn."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.treatments import mini, real
from tests.treatments.reading import Reading, words
from treatments.catalogue import Catalogue
from treatments.pages.evidence import evidence
from treatments.pictures.studies import Difference, Groups, amount, end_of_scale, study, whole_scale
from treatments.schema.evidence import Arm, Claim, Effect

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LENGTH = 320.0


def claim(**changes: Any) -> Claim:
    (first, *_) = mini.whole_claims()
    return first.model_copy(update=changes)


def arm(name: str, value: float, unit: str = "in 100 people", **ends: Any) -> Arm:
    return Arm(id=name, group=name, value=value, unit=unit, **ends)


def groups(*arms: Arm) -> Groups:
    drawn = study(claim(arms=arms), length=LENGTH)
    assert isinstance(drawn, Groups)
    return drawn


def difference(value: float, low: float, high: float, direction: Any = "favours-treatment") -> Difference:
    effect = Effect(value=value, unit="points less pain", ci_low=low, ci_high=high, direction=direction)
    drawn = study(claim(effect=effect), length=LENGTH)
    assert isinstance(drawn, Difference)
    return drawn


@given(some.lists(some.floats(0, 100), min_size=2, max_size=4))
def test_bars_are_to_the_whole_scale_and_start_at_nothing(values: list[float]) -> None:
    drawn = groups(*(arm(f"group-{place}", value) for place, value in enumerate(values)))
    assert [bar.width / LENGTH * 100 for bar in drawn.bars] == pytest.approx(values)
    assert [bar.value for bar in drawn.bars] == [amount(value) for value in values]
    assert drawn.end == "100"


def test_a_group_without_another_is_never_drawn() -> None:
    assert study(claim(arms=(arm("alone", 40),)), length=LENGTH) is None
    assert study(claim(arms=(arm("one", 40), arm("two", 60)), comparator=None), length=LENGTH) is None


def test_groups_in_different_units_or_on_an_open_scale_are_not_drawn() -> None:
    assert study(claim(arms=(arm("one", 40), arm("two", 4, "points on a 10-point scale"))), length=LENGTH) is None
    assert study(claim(arms=(arm("one", 12, "studies"), arm("two", 13, "studies"))), length=LENGTH) is None
    assert whole_scale("points gained on a 100-point scale") == 100
    assert whole_scale("events") is None


def test_a_known_range_is_drawn_and_said_and_an_unknown_one_is_said_to_be_so() -> None:
    known = groups(arm("one", 40, low=30, high=50, range_note="From the summary."), arm("two", 60, low=55, high=70))
    assert [bar.range for bar in known.bars] == ["30 to 50", "55 to 70"]
    assert (known.bars[0].low, known.bars[0].high) == (96, 160)
    assert "From the summary." in known.range_note
    unknown = groups(arm("one", 40), arm("two", 60))
    assert [bar.low for bar in unknown.bars] == [None, None]
    assert "We know no range" in unknown.range_note
    half = groups(arm("one", 40, low=30, high=50), arm("two", 60))
    assert "For 1 group we know no range" in half.range_note


@given(some.floats(0.1, 90), some.floats(0, 60), some.floats(0, 60))
def test_the_treatment_is_always_on_the_right_whichever_way_a_study_counts(
    value: float, below: float, above: float
) -> None:
    up = difference(value, value - below, value + above)
    down = difference(-value, -value - above, -value + below)
    assert up.at > up.zero
    assert (up.low, up.at, up.high) == pytest.approx((down.low, down.at, down.high))
    assert 0 <= up.low <= up.at <= up.high <= LENGTH
    assert up.spans_zero == (value - below <= 0)
    worse = difference(value, value - below, value + above, "favours-comparison")
    assert worse.at < worse.zero


@pytest.mark.parametrize(
    "effect",
    [
        Effect(value=10, unit="points", direction="favours-treatment"),
        Effect(value=10, unit="points", ci_low=1, ci_high=20, direction="no-difference"),
        Effect(of="one-group", value=58, unit="in 100 people", ci_low=38, ci_high=80, direction="favours-treatment"),
    ],
    ids=["no range", "no direction", "of one group"],
)
def test_what_is_no_difference_with_a_range_is_not_drawn(effect: Effect) -> None:
    assert study(claim(effect=effect), length=LENGTH) is None


@given(some.floats(0.001, 10_000))
def test_a_scale_ends_at_a_round_number_that_is_not_far(most: float) -> None:
    assert most <= end_of_scale(most) <= most * 2.5


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return real.whole()


def test_every_number_that_is_drawn_stands_beside_it_in_words(content: Catalogue) -> None:
    page = Reading(evidence(content, now=NOW).html())
    shown = [words(each) for each in page.classed("study-picture")]
    drawn = [each for each in content.claims.values() if each.verdict != "drop" and study(each, length=LENGTH)]
    assert len(shown) == len(drawn) > 5
    for each in drawn:
        numbers = (
            [arm.value for arm in each.arms] or [each.effect.value] if each.effect else [a.value for a in each.arms]
        )
        assert any(all(amount(number) in text for number in numbers) for text in shown), each.id


def test_where_results_may_not_be_told_none_that_favours_or_compares_is_drawn(tmp_path: Path) -> None:
    silent = real.availability_only(tmp_path)
    page = Reading(evidence(silent, now=NOW).html())
    assert page.classed("study-picture") == []


def test_a_range_has_two_ends_about_its_value() -> None:
    with pytest.raises(ValueError, match="two ends"):
        arm("one", 40, low=40)
    with pytest.raises(ValueError, match="lies outside"):
        arm("one", 40, low=50, high=60)
