"""From what somebody typed to what the site says about it, or to what may help when it says nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from treatments.addresses import address
from treatments.catalogue import Catalogue
from treatments.search.entries import entries
from treatments.search.excerpts import Piece, excerpt
from treatments.search.ranking import Entry, Ranking
from treatments.search.spelling import Speller
from treatments.search.words import COMMON, fold, stem, stems, words

LONGEST_QUERY = 100
"""Characters of a query that are looked at."""
MOST_WORDS = 12
MOST_PAGES = 20
SECTIONS_PER_PAGE = 3
MOST_SUGGESTIONS = 5
SYNONYM_WORTH = 0.5
BEGINNING_WORTH = 0.8
WORTH_SHOWING = 0.05
"""Share of the best score below which a section says too little to be shown."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that was found: where it stands, and the words that show why."""

    heading: str
    url: str
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PageHits:
    """A page, and its sections that were found, best first."""

    title: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A word nobody wrote here, and the known one that was looked for instead."""

    typed: str
    used: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that is near to what was typed, and its page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to show for a query."""

    query: str
    cut: bool
    corrections: tuple[Correction, ...] = ()
    pages: tuple[PageHits, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class Index:
    """All that is worked out once for a catalogue."""

    ranking: Ranking
    speller: Speller
    synonyms: Mapping[tuple[str, ...], frozenset[str]]
    names: Mapping[str, Suggestion]


def find(catalogue: Catalogue, typed: str) -> Found:
    """Return what the site says about what was typed. It is looked at once and kept nowhere."""
    query = " ".join(typed[: LONGEST_QUERY * 4].replace("\0", " ").split())
    cut = len(query) > LONGEST_QUERY
    query = query[:LONGEST_QUERY]
    index = index_of(catalogue)
    wanted, corrections = _understood(index, query)
    if not wanted:
        return Found(query, cut)
    phrase = tuple(likeliest(alternatives) for alternatives in wanted)
    pages = _pages(index.ranking.best(wanted, phrase=phrase), wanted)
    suggestions = () if pages else _suggestions(index, query)
    return Found(query, cut, corrections if pages else (), pages, suggestions)


@lru_cache(maxsize=2)
def index_of(catalogue: Catalogue) -> Index:
    """Return the index of a catalogue, made the first time it is asked for; a new catalogue is a new question."""
    ranking = Ranking(entries(catalogue))
    return Index(ranking, Speller(ranking.words), _synonyms(catalogue), _names(catalogue))


def _understood(index: Index, query: str) -> tuple[list[dict[str, float]], tuple[Correction, ...]]:
    typed = [word.folded for word in words(query)][:MOST_WORDS]
    telling = [word for word in typed if word not in COMMON] or typed
    corrections: list[Correction] = []
    wanted: list[dict[str, float]] = []
    for word in telling:
        alternatives, correction = _alternatives(index, word)
        wanted.append(alternatives)
        corrections += [correction] if correction else []
    _add_synonyms(index, wanted)
    return wanted, tuple(corrections)


def _alternatives(index: Index, word: str) -> tuple[dict[str, float], Correction | None]:
    if index.ranking.knows(stem(word)):
        return {stem(word): 1.0}, None
    begun = index.speller.beginning_with(word)
    if begun:
        return {stem(each): BEGINNING_WORTH for each in begun}, None
    nearest = index.speller.nearest(word)
    if nearest is None:
        return {stem(word): 1.0}, None
    return {stem(nearest): 1.0}, Correction(word, nearest)


def likeliest(alternatives: Mapping[str, float]) -> str:
    """Return the stem that most likely is what was meant by a word."""
    return max(alternatives, key=lambda each: alternatives[each])


def _add_synonyms(index: Index, wanted: list[dict[str, float]]) -> None:
    phrase = [likeliest(alternatives) for alternatives in wanted]
    for start in range(len(phrase)):
        for end in range(start + 1, len(phrase) + 1):
            for other in index.synonyms.get(tuple(phrase[start:end]), ()):
                for alternatives in wanted[start:end]:
                    alternatives.setdefault(other, SYNONYM_WORTH)


def _pages(ranked: list[tuple[float, Entry]], wanted: list[dict[str, float]]) -> tuple[PageHits, ...]:
    marked = {each for alternatives in wanted for each in alternatives}
    best = max((score for score, _ in ranked), default=0.0)
    by_page: dict[str, list[Entry]] = defaultdict(list)
    for score, entry in ranked:
        page = entry.url.partition("#")[0]
        if score >= best * WORTH_SHOWING and len(by_page[page]) < SECTIONS_PER_PAGE:
            by_page[page].append(entry)
    shown = [found for found in by_page.values() if found][:MOST_PAGES]
    return tuple(PageHits(found[0].title, tuple(_hit(entry, marked) for entry in found)) for found in shown)


def _hit(entry: Entry, marked: set[str]) -> Hit:
    return Hit(entry.heading, entry.url, excerpt(entry.text, marked))


def _synonyms(catalogue: Catalogue) -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for _, _, name, others in _named(catalogue):
        for other in others:
            found[stems(other)] |= set(stems(name)) - set(stems(other)) - COMMON
    return {phrase: frozenset(meant) for phrase, meant in found.items() if phrase}


def _named(catalogue: Catalogue) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield kind, id, name and other names of everything that has other names."""
    for condition in catalogue.conditions.values():
        yield "condition", condition.id, condition.name_plain, condition.synonyms
    for treatment in catalogue.treatments.values():
        yield "treatment", treatment.id, treatment.title, treatment.aka
    for technique in catalogue.techniques.values():
        yield "technique", technique.id, technique.title, technique.aka
    for term in catalogue.terms.values():
        yield "term", term.id, term.term, term.also


def _names(catalogue: Catalogue) -> dict[str, Suggestion]:
    known: dict[str, Suggestion] = {}
    for kind, name, name_shown, others in _named(catalogue):
        for each in (name_shown, *others):
            known.setdefault(fold(each), Suggestion(name_shown, address(kind, name)))
    return known


def _suggestions(index: Index, query: str) -> tuple[Suggestion, ...]:
    near = get_close_matches(fold(query), index.names, n=MOST_SUGGESTIONS, cutoff=0.5)
    return tuple(dict.fromkeys(index.names[name] for name in near))
