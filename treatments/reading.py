"""How hard a passage is to read: its Flesch-Kincaid grade and its longest sentence."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

SENTENCE_END = re.compile(r"(?<=[.!?])[\"'\u201d\u2019)]*\s+")
WORD = re.compile(r"[^\W_]+(?:['\u2019.,-][^\W_]+)*")
EXPLAINED = "water"
"""Stands for a word that the reader has been told: two syllables, like most words people know."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The measures of a passage: words, sentences, grade (school years in the United States), longest sentence."""

    words: int
    sentences: int
    grade: float
    longest: str

    @property
    def longest_words(self) -> int:
        """How many words the longest sentence has."""
        return len(WORD.findall(self.longest))


def measure(text: str, *, explained: Collection[str] = ()) -> Reading:
    """Return the measures of plain text (Kincaid and others, 1975); words of `explained`, in lower case, weigh less."""
    # Imported here: it reads a dictionary of 130,000 words, which nobody needs who only serves pages.
    import textstat  # noqa: PLC0415

    sentences = [each.strip() for each in SENTENCE_END.split(text) if WORD.search(each)]
    longest = max(sentences, key=lambda each: len(WORD.findall(each)), default="")
    words = len(WORD.findall(text))
    lightened = WORD.sub(lambda found: EXPLAINED if found[0].lower() in explained else found[0], text)
    grade = float(textstat.flesch_kincaid_grade(lightened)) if words else 0.0
    return Reading(words, len(sentences), grade, longest)
