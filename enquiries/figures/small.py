"""Hides small numbers, and as many others as it takes that nobody finds them by subtracting."""

from collections.abc import Sequence

LEAST = 5
"""Counts from 1 to 4 are hidden, as is usual in health statistics in England. Nought says nothing of anybody."""


def hidden(counts: Sequence[int]) -> frozenset[int]:
    """Return the positions of the counts that must not be shown beside each other and their total.

    The total is shown with them, so the sum of what is hidden can be worked out. Therefore the smallest of the others
    go with the small ones, and at last the noughts too, until the sum could be made up in more than one way.
    """
    gone = [place for place, count in enumerate(counts) if is_small(count)]
    if not gone:
        return frozenset()
    others = [place for place in range(len(counts)) if place not in gone]
    # Noughts last: hiding one protects nobody as long as there is another number to hide.
    for place in sorted(others, key=lambda place: (counts[place] == 0, counts[place])):
        if is_ambiguous([counts[each] for each in gone]):
            break
        gone.append(place)
    return frozenset(gone)


def is_ambiguous(counts: Sequence[int]) -> bool:
    """Return whether the sum of hidden counts tells none of them: three ones are told by their sum, which is three."""
    return len(counts) > 1 and sum(counts) >= LEAST and sum(counts) > len(counts)


def is_small(count: int) -> bool:
    """Return whether a count by itself is too small to be shown."""
    return 0 < count < LEAST
