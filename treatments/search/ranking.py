"""Ranks sections for words by BM25 (Robertson and Zaragoza, 2009), names and headings counting for more than text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from treatments.search.words import stem, telling, words

SATURATION = 1.2
LENGTH_NORMALISATION = 0.75
BY_NAME = 4.0
"""How much more what is called so counts than what speaks of it."""
WEIGHTS = {"title": 3.0, "heading": 3.0, "names": 4.0, "text": 1.0}


@dataclass(frozen=True, slots=True)
class Entry:
    """One section of the site: the page it stands on, its heading there, its words, and other names of its subject.

    `title` counts for more where the section is the beginning of its page (`heading` is then empty). `worth` is less
    than 1 for what helps less than a page of its own would.
    """

    title: str
    url: str
    heading: str
    text: str
    names: tuple[str, ...] = ()
    worth: float = 1.0

    def fields(self) -> dict[str, str]:
        """Return what is searched, by the weight it carries."""
        title = "" if self.heading else self.title
        return {"title": title, "heading": self.heading, "names": " ".join(self.names), "text": self.text}


type Wanted = Sequence[Mapping[str, float]]
"""For each word of a query, the stems that stand for it and how well each does (1 is the word itself)."""


class Ranking:
    """Every section, ready to be asked; `words` counts each word as it is written, folded."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.words: Counter[str] = Counter()
        self._postings: dict[str, dict[int, float]] = defaultdict(dict)
        self._lengths: list[float] = []
        self._named: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for place, entry in enumerate(self.entries):
            self._add(place, entry)
        self._mean_length = sum(self._lengths) / len(self._lengths) if self._lengths else 1.0

    def knows(self, stemmed: str) -> bool:
        """Whether any section has a word of this stem."""
        return stemmed in self._postings

    def best(self, wanted: Wanted, *, phrase: tuple[str, ...] = ()) -> list[tuple[float, Entry]]:
        """Return the sections that have any of the words, best first, with their scores.

        Those with all of them lead. What has the whole phrase (its stems) for a name comes earlier than its score says.
        """
        totals: dict[int, float] = defaultdict(float)
        matched: Counter[int] = Counter()
        for alternatives in wanted:
            for place, score in self._scores(alternatives).items():
                totals[place] += score
                matched[place] += 1
        for place in totals:
            totals[place] *= (matched[place] / len(wanted)) ** 2 * self.entries[place].worth
        named = self._named.get(phrase, set())
        ranked = sorted(totals, key=lambda place: (-totals[place] * (BY_NAME if place in named else 1.0), place))
        return [(totals[place], self.entries[place]) for place in ranked]

    def _add(self, place: int, entry: Entry) -> None:
        counts: dict[str, float] = defaultdict(float)
        for name, text in entry.fields().items():
            for word in words(text):
                self.words[word.folded] += 1
                counts[word.folded] += WEIGHTS[name]
        for folded, count in counts.items():
            posting = self._postings[stem(folded)]
            posting[place] = posting.get(place, 0.0) + count
        self._lengths.append(sum(counts.values()))
        for name in (entry.heading or entry.title, *entry.names):
            self._named[telling(name)].add(place)

    def _scores(self, alternatives: Mapping[str, float]) -> dict[int, float]:
        scores: dict[int, float] = {}
        for stemmed, worth in alternatives.items():
            found = self._postings.get(stemmed, {})
            rarity = log(1 + (len(self.entries) - len(found) + 0.5) / (len(found) + 0.5))
            for place, count in found.items():
                long = 1 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * self._lengths[place] / self._mean_length
                score = worth * rarity * count * (SATURATION + 1) / (count + SATURATION * long)
                scores[place] = max(scores.get(place, 0.0), score)
        return scores
