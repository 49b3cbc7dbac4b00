"""References are drawn at random, survive being read out, and are known when mistyped."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries import reference
from enquiries.reference import ALPHABET, LENGTH, Malformed, Mistyped

references = st.builds(reference.draw)
places = st.integers(0, LENGTH - 1)
characters = st.sampled_from(ALPHABET)


@given(references)
def test_what_is_drawn_can_be_read_back(drawn: str) -> None:
    assert len(drawn) == LENGTH
    assert set(drawn) <= set(ALPHABET)
    assert reference.parse(drawn) == drawn


def test_no_character_is_a_vowel_or_looks_like_another() -> None:
    assert not set("AEIOUY01LBSZGVQ34") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 19


@given(references, places, characters)
def test_every_single_wrong_character_is_noticed(drawn: str, place: int, wrong: str) -> None:
    mistyped = drawn[:place] + wrong + drawn[place + 1 :]
    if mistyped != drawn:
        with pytest.raises(Mistyped):
            reference.parse(mistyped)


@given(references, st.integers(0, LENGTH - 2))
def test_two_exchanged_neighbours_are_noticed(drawn: str, place: int) -> None:
    mistyped = drawn[:place] + drawn[place + 1] + drawn[place] + drawn[place + 2 :]
    if mistyped != drawn:
        with pytest.raises(Mistyped):
            reference.parse(mistyped)


@given(references)
def test_it_may_be_typed_in_either_case_with_spaces_dots_and_hyphens(drawn: str) -> None:
    assert reference.parse(f"  {drawn[:4].lower()} - {drawn[4:6]}.{drawn[6:]}\n") == drawn


@given(references)
def test_a_letter_that_looks_like_the_digit_is_taken_for_it(drawn: str) -> None:
    written = drawn.replace("5", "S").replace("2", "z").replace("8", "B").replace("6", "G")
    assert reference.parse(written) == drawn


@pytest.mark.parametrize("text", ["", "7KM2", "7KM2HX9MM", "7KM2 HX9A", "7KM2HX9\0", "\uff17KM2HX9M", "hello there"])
def test_what_cannot_be_a_reference_is_told_apart_from_a_mistyped_one(text: str) -> None:
    with pytest.raises(Malformed, match="8 letters and digits, such as "):
        reference.parse(text)


@given(st.text())
def test_any_text_is_a_reference_or_refused(text: str) -> None:
    with suppress(Malformed, Mistyped):
        assert set(reference.parse(text)) <= set(ALPHABET)


def test_the_example_in_the_refusal_is_itself_a_reference() -> None:
    with pytest.raises(Malformed) as refusal:
        reference.parse("")
    example = str(refusal.value).partition("such as ")[2]
    assert reference.grouped(reference.parse(example.removesuffix("."))) == example.removesuffix(".")


def test_it_is_shown_in_two_groups_and_read_out_word_by_word() -> None:
    assert reference.grouped("7KM2HX9W") == "7KM2 HX9W"
    assert reference.spoken("7KM2HX9W") == ("seven", "Kilo", "Mike", "two", "Hotel", "X-ray", "nine", "Whiskey")


@given(characters)
def test_every_character_has_its_own_word(character: str) -> None:
    (word,) = reference.spoken(character)
    assert reference.spoken(ALPHABET).count(word) == 1
    assert character.isdigit() or word.startswith(character)


def test_references_follow_no_order_and_hardly_repeat() -> None:
    drawn = [reference.draw() for _ in range(2_000)]
    assert len(set(drawn)) >= 1_999
    assert drawn != sorted(drawn)
    # Every place uses the whole alphabet.
    assert all({each[place] for each in drawn} == set(ALPHABET) for place in range(LENGTH))
