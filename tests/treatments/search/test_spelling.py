"""A word that nobody wrote leads to the nearest one that somebody did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treatments.search.spelling import Speller, changes

KNOWN = {
    "tendinopathy": 5,
    "fasciitis": 3,
    "plantar": 3,
    "elbow": 9,
    "knee": 20,
    "prolotherapy": 30,
    "physiotherapy": 4,
}


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("knee", "knee", 0),
        ("fascitis", "fasciitis", 1),
        ("elbwo", "elbow", 1),
        ("planter", "plantar", 1),
        ("", "ab", 2),
    ],
)
def test_changes_are_letters_added_dropped_replaced_or_swapped(one: str, other: str, count: int) -> None:
    assert changes(one, other) == count


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_changes_are_the_same_both_ways_and_none_only_for_the_same_word(one: str, other: str) -> None:
    assert changes(one, other) == changes(other, one)
    assert (changes(one, other) == 0) == (one == other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fascitis", "fasciitis"),
        ("planter", "plantar"),
        ("prolotheraphy", "prolotherapy"),
        ("nknee", "knee"),
        ("tendinopaty", "tendinopathy"),
    ],
)
def test_a_misspelling_leads_to_the_word(typed: str, meant: str) -> None:
    assert Speller(KNOWN).nearest(typed) == meant


@pytest.mark.parametrize("typed", ["kne", "zebra", "xyzzy", "", "q" * 40])
def test_what_is_short_or_far_from_everything_leads_nowhere(typed: str) -> None:
    assert Speller(KNOWN).nearest(typed) is None


def test_of_words_equally_near_the_commoner_is_meant() -> None:
    assert Speller({"cost": 1, "coat": 7}).nearest("coet") == "coat"


def test_a_beginning_leads_to_the_words_that_begin_so() -> None:
    assert Speller(KNOWN).beginning_with("physio") == ["physiotherapy"]
    assert Speller(KNOWN).beginning_with("pro") == []
