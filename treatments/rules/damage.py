"""Rules of damage: what copying, pasting and editing leave behind, each found by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel

from treatments.faults import Fault
from treatments.rules.base import Context
from treatments.rules.passages import QUOTED_TITLES, passages, prose
from treatments.schema.base import Loc, Prose
from treatments.shelf import leaves, lists

MOJIBAKE = re.compile(r"\u00c3[\u0080-\u00bf]|\u00c2[\u0080-\u00bf]|\u00e2\u20ac.|\u00ef\u00bb\u00bf|\ufffd")
HARD_SPACE = re.compile(r"(?<=[^\W\d])[\u00a0\u202f](?=[^\W\d])")
DOUBLED = re.compile(r"\b([^\W\d]{2,})\s+\1\b", re.IGNORECASE)
MAY_DOUBLE = frozenset({"that", "had"})
HEADING = re.compile(r"^#{1,6}\s*(.*)$")
FOOTNOTE = re.compile(r"\[\^?\d{1,3}\](?!\()|(?<=\w)\*(?!\*)(?=[\s.,;]|$)")
IMAGE_LEFTOVER = re.compile(
    r"\b[\w-]+\.(?:jpe?g|png|gif|webp|svg|avif)\b|\b(?:IMG|DSC|image|photo)[_-]?\d{2,}\b|\[image\b|\balt="
    r"|\b(?:image|photo|picture) ?(?:of|\d+)?:|\b[a-z]+_[a-z_]+\b",
    re.IGNORECASE,
)
NAMES = ("term", "question", "name_plain", "name", "heading", "title")
"""Fields that name an entry of a list, the first that it has."""


def text_is_not_garbled(context: Context) -> Iterator[Fault]:
    """Letters that were read in a wrong encoding are typed again."""
    yield from _find(context, MOJIBAKE, "is garbled text", "type the letters again and save the file as UTF-8")


def words_are_parted_by_plain_spaces(context: Context) -> Iterator[Fault]:
    """A non-breaking space belongs between a number and its unit, not between two words."""
    yield from _find(context, HARD_SPACE, "is a non-breaking space between words", "type a plain space")


def no_word_is_doubled(context: Context) -> Iterator[Fault]:
    """A word that stands twice in a row was pasted or left over."""
    for passage in passages(context):
        # As typed, and as read: emphasis or a link may stand between the two.
        doubled = (found for text in (passage.typed, passage.read) for found in DOUBLED.finditer(text))
        for words in dict.fromkeys(found[0] for found in doubled if found[1].lower() not in MAY_DOUBLE):
            yield passage.fault(f"{' '.join(words.split())!r} is doubled", "remove one", typed=words)


def passages_are_not_empty(context: Context) -> Iterator[Fault]:
    """A passage says something; a heading has something below it."""
    for file in context.shelf.files:
        for loc, leaf in leaves(file.document):
            if isinstance(leaf, Prose) and not leaf.strip():
                yield file.fault(loc, "is empty", "write it, or remove the key if it is optional")
    for passage in prose(context):
        for heading in _empty_headings(passage.typed):
            yield passage.fault(
                f"the heading {heading!r} has nothing below it", "write the section or remove it", typed=heading
            )


def footnotes_have_a_foot(context: Context) -> Iterator[Fault]:
    """Numbers in brackets and stars point nowhere here: sources are cited by their id."""
    yield from _find(
        context, FOOTNOTE, "points to a note that is not there", "cite a source as [@its-id], or remove it"
    )


def no_image_is_spliced_into_prose(context: Context) -> Iterator[Fault]:
    """A file name inside a sentence came with a picture that was pasted."""
    yield from _find(context, IMAGE_LEFTOVER, "is left over from a picture", "remove it")


def no_term_is_listed_twice(context: Context) -> Iterator[Fault]:
    """A list of names, synonyms, terms or questions holds each once, in whatever case it is written."""
    for file in context.shelf.files:
        # Two sources may have the same title.
        named = () if isinstance(file.document, QUOTED_TITLES) else _named(file.document)
        for loc, words in (*lists(file.document), *named):
            seen: dict[str, int] = {}
            for place, each in enumerate(words):
                first = seen.setdefault(each.casefold().strip(), place)
                if first != place:
                    at: Loc = (*loc, place)
                    yield file.fault(at, f"{str(each)!r} is listed twice", "remove one")


def _find(context: Context, pattern: re.Pattern[str], problem: str, remedy: str) -> Iterator[Fault]:
    for passage in passages(context):
        for found in pattern.finditer(passage.typed):
            yield passage.fault(f"{found[0]!r} {problem}", remedy, typed=found[0])


def _named(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, tuple[str, ...]]]:
    """Yield the names of the entries of every list inside a value, with the place where the list stands."""
    if isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from _named(getattr(value, field), (*loc, field))
    elif isinstance(value, tuple):
        names = tuple(next((str(getattr(each, name)) for name in NAMES if hasattr(each, name)), "") for each in value)
        if value and all(names):
            yield loc, names
        for place, each in enumerate(value):
            yield from _named(each, (*loc, place))


def _empty_headings(text: str) -> Iterator[str]:
    lines = [line for line in text.splitlines() if line.strip()]
    for line, below in pairwise([*lines, ""]):
        heading = HEADING.match(line)
        if heading and (not below or HEADING.match(below)):
            yield heading[1]
