"""Words as search compares them: without accents, case, apostrophes and endings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

APOSTROPHES = "'\u2019\u02bc"
"""As it is typed, as it is printed, and as a letter."""
WORD = re.compile(rf"\w+(?:[{APOSTROPHES}]\w+)*")
LONGEST_WORD = 40
SHORTEST_STEM = 3

_COMMON = """
    a an and are as at be but by can do does for from get has have how i if in into is it its me my of on or our so that
    the their them there these they this to was we what when where which who why will with you your
"""
COMMON = frozenset(_COMMON.split())
"""Words that say nothing about what is looked for; a query made of nothing else keeps them."""

ENDINGS = ("ation", "ing", "ion", "ed")
KEPT_S = ("ss", "us", "is")
KEPT_DOUBLE = "lsz"
VOWELS = frozenset("aeiouy")

_DROPPED = str.maketrans("", "", f"{APOSTROPHES}_")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: folded, and where it stands there."""

    folded: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order; what is longer than any word is cut."""
    for found in WORD.finditer(text):
        folded = fold(found[0][:LONGEST_WORD])
        if folded:
            yield Word(folded, found.start(), found.end())


def fold(word: str) -> str:
    """Return a word without accents, case and apostrophes: "Golfer's" is "golfers"."""
    plain = word.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return plain.translate(_DROPPED)


def stem(folded: str) -> str:
    """Return a word without its commonest endings, so that "injections" meets "injected".

    It need not be a word, only the same for words of one family; what would become too short to tell apart stays.
    """
    rest = _without_plural(folded)
    for ending in ENDINGS:
        cut = rest.removesuffix(ending)
        if cut != rest and len(cut) >= SHORTEST_STEM and not VOWELS.isdisjoint(cut) and not cut.endswith("e"):
            return _without_double(cut)
    return rest.removesuffix("e") if len(rest) > SHORTEST_STEM else rest


def _without_plural(folded: str) -> str:
    if folded.endswith(KEPT_S) or len(folded) <= SHORTEST_STEM:
        return folded
    return f"{folded.removesuffix('ies')}y" if folded.endswith("ies") else folded.removesuffix("s")


def _without_double(cut: str) -> str:
    doubled = cut[-1] == cut[-2] and cut[-1] not in KEPT_DOUBLE and cut[-1] not in VOWELS
    return cut[:-1] if doubled else cut.removesuffix("e")


def telling(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text that say something; all of them where none does."""
    folded = [word.folded for word in words(text)]
    return tuple(stem(word) for word in [word for word in folded if word not in COMMON] or folded)


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text, in order."""
    return tuple(stem(word.folded) for word in words(text))
