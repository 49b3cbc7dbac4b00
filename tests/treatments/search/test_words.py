"""Words meet each other whatever their case, accents, apostrophes and endings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treatments.search.words import LONGEST_WORD, fold, stem, stems, words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Élbow", "elbow"),
        ("GOLFER'S", "golfers"),
        ("Golfer\u2019s", "golfers"),
        ("Αχίλλειος", "αχιλλειοσ"),
        ("ﬁbre", "fibre"),
        ("snake_case", "snakecase"),
    ],
)
def test_accents_case_and_apostrophes_make_no_difference(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    "family",
    [
        ("injection", "injections", "injected", "injecting", "inject"),
        ("knee", "knees"),
        ("therapy", "therapies"),
        ("exercise", "exercises", "exercised"),
        ("cost", "costs"),
        ("visit", "visits"),
    ],
)
def test_words_of_one_family_have_one_stem(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize("apart", [("bus", "bu"), ("arthritis", "arthriti"), ("heel", "heal"), ("press", "pres")])
def test_words_that_only_look_alike_stay_apart(apart: tuple[str, str]) -> None:
    assert stem(apart[0]) != stem(apart[1])


def test_a_word_knows_where_it_stands() -> None:
    text = "A golfer's elbow, or x-ray"
    assert [(text[word.start : word.end], word.folded) for word in words(text)] == [
        ("A", "a"),
        ("golfer's", "golfers"),
        ("elbow", "elbow"),
        ("or", "or"),
        ("x", "x"),
        ("ray", "ray"),
    ]


def test_what_is_longer_than_any_word_is_cut() -> None:
    (word,) = words("x" * 10_000)
    assert len(word.folded) == LONGEST_WORD


@given(st.text(max_size=300))
def test_any_text_has_words_that_lie_inside_it(text: str) -> None:
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.folded


@given(st.text(max_size=100))
def test_a_stem_is_never_empty(text: str) -> None:
    assert all(stems(text))
