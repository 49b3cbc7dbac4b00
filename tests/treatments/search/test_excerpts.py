"""An excerpt shows why a section was found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from treatments.search.excerpts import LENGTH, excerpt
from treatments.search.words import stems

LONG = "Nothing here says it. " * 30 + "The knee may ache for a day. " + "Nothing there either. " * 30


def read(text: str, *wanted: str) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in excerpt(text, set(wanted)))


def test_the_words_are_marked_as_they_stand_there() -> None:
    assert read("Knees ache. A knee may ache.", "kne") == "[Knees] ache. A [knee] may ache."


def test_the_stretch_that_holds_them_is_shown_and_cut_between_words() -> None:
    shown = read(LONG, "kne", "day")
    assert "The [knee] may ache for a [day]" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < LENGTH + 20


def test_a_text_without_the_words_is_shown_from_its_beginning() -> None:
    assert read("It is found by its heading.", "kne") == "It is found by its heading."


def test_no_words_give_no_excerpt() -> None:
    assert excerpt(" … ", {"kne"}) == ()


@given(st.text(max_size=500), st.text(max_size=50))
def test_an_excerpt_says_nothing_that_the_text_does_not(text: str, query: str) -> None:
    pieces = excerpt(text, set(stems(query)))
    shown = "".join(piece.text for piece in pieces)
    assert shown.removeprefix("… ").removesuffix(" …") in text
