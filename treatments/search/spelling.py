"""The nearest known words to one that nobody wrote on this site."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

CANDIDATES = 40
"""How many words that look alike are compared letter by letter."""
LONGEST_COMPLETED = 5
SHORTEST_BEGINNING = 4


class Speller:
    """Knows the words of the site and how often each stands there."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self.known = dict(known)
        self._pairs: dict[str, set[str]] = defaultdict(set)
        for word in self.known:
            for pair in _pairs(word):
                self._pairs[pair].add(word)

    def beginning_with(self, typed: str) -> list[str]:
        """Return known words of which only the beginning was typed, the commonest first."""
        if len(typed) < SHORTEST_BEGINNING:
            return []
        found = [word for word in self.known if word.startswith(typed)]
        return sorted(found, key=lambda word: (-self.known[word], word))[:LONGEST_COMPLETED]

    def nearest(self, typed: str) -> str | None:
        """Return the known word that needs the fewest changes to become this one, or None when none is near."""
        allowed = changes_allowed(typed)
        ranked = [
            (distance, word[:1] != typed[:1], -self.known[word], word)
            for word in self._alike(typed, allowed)
            if (distance := changes(typed, word)) <= allowed
        ]
        return min(ranked)[-1] if ranked else None

    def _alike(self, typed: str, allowed: int) -> list[str]:
        shared: Counter[str] = Counter()
        for pair in _pairs(typed):
            shared.update(self._pairs.get(pair, ()))
        near = {word: count for word, count in shared.items() if abs(len(word) - len(typed)) <= allowed}
        return sorted(near, key=lambda word: (-near[word], word))[:CANDIDATES]


def changes_allowed(typed: str) -> int:
    """Return how many letters may differ: short words have too many neighbours to guess among."""
    if len(typed) < 4:
        return 0
    return 1 if len(typed) < 6 else 2


def changes(one: str, other: str) -> int:
    """Return how many letters must be added, dropped, replaced, or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _pairs(word: str) -> set[str]:
    framed = f"^{word}$"
    return {framed[place : place + 2] for place in range(len(framed) - 1)}
