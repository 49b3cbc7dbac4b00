"""Text is stored as it was written, without what no keyboard types."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries import plain_text

WORLD = [
    "Zoë O\u2019Neill-Łukasz",
    "محمد عبد الله",
    "Ελένη Παπαδοπούλου",
    "王秀英",
    "👩🏽‍⚕️ Sam",
    "\U0001d4b2 𠮷野",
    "בת־שבע\u200f",
]


@pytest.mark.parametrize("name", WORLD)
def test_names_of_the_whole_world_stay_as_they_are(name: str) -> None:
    assert plain_text.line(name) == unicodedata.normalize("NFC", name)


def test_letters_are_composed_so_that_equal_names_are_equal() -> None:
    assert plain_text.line("Zoe\u0308") == plain_text.line("Zo\u00eb") == "Zo\u00eb"


def test_line_ends_of_every_machine_become_one() -> None:
    assert plain_text.lines("a\r\nb\rc\u2028d\u2029e\x0bf") == "a\nb\nc\nd\ne\nf"


def test_a_line_has_no_line_end_that_could_become_a_header() -> None:
    assert plain_text.line("Anna\r\nBcc: all@example.org\u2028X: y") == "Anna Bcc: all@example.org X: y"


@given(st.text(alphabet=st.characters()))
def test_nothing_a_database_or_a_terminal_stumbles_over_is_left(text: str) -> None:
    kept = plain_text.lines(text)
    kept.encode()
    assert not any(unicodedata.category(each) in {"Cc", "Cs"} for each in kept if each != "\n")
    assert plain_text.lines(kept) == kept


@given(st.text())
def test_a_line_is_one_line_and_stays_what_it_is(text: str) -> None:
    kept = plain_text.line(text)
    assert len(kept.splitlines()) <= 1
    assert plain_text.line(kept) == kept
