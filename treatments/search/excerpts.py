"""The part of a section that shows why it was found, with the words marked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from treatments.search.words import Word, stem, words

LENGTH = 200
"""Characters of an excerpt, about."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of an excerpt, and whether they are what was looked for."""

    text: str
    marked: bool


def excerpt(text: str, wanted: Collection[str]) -> tuple[Piece, ...]:
    """Return the stretch of a text that holds most of the wanted stems, cut between words."""
    every = list(words(text))
    if not every:
        return ()
    first, last = _best_stretch(every, wanted)
    start, end = every[first].start, every[last].end
    before = "… " if first else ""
    after = " …" if last + 1 < len(every) else text[end:]
    pieces = _pieces(text, every[first : last + 1], wanted)
    return (
        tuple(piece for piece in (Piece(before, False), *pieces, Piece(after, False)) if piece.text)
        if start < end
        else ()
    )


def _best_stretch(every: list[Word], wanted: Collection[str]) -> tuple[int, int]:
    hits = [stem(word.folded) in wanted for word in every]
    best, best_count, last, count = (0, 0), -1, 0, 0
    for first, word in enumerate(every):
        while last < len(every) and (every[last].end - word.start <= LENGTH or last == first):
            count += hits[last]
            last += 1
        if count > best_count:
            best, best_count = (first, last - 1), count
        count -= hits[first]
    return best


def _pieces(text: str, stretch: list[Word], wanted: Collection[str]) -> list[Piece]:
    pieces: list[Piece] = []
    place = stretch[0].start
    for word in stretch:
        if stem(word.folded) in wanted:
            pieces += [Piece(text[place : word.start], False), Piece(text[word.start : word.end], True)]
            place = word.end
    return [*pieces, Piece(text[place : stretch[-1].end], False)]
