"""What figures are shown as: tables in which small numbers are hidden already, so that no picture or file has them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import small

HIDDEN = "[c]"
"""Confidential: the sign that government statistics in the UK put in the place of a hidden number."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table; `count` is None where it is hidden."""

    label: str
    count: int | None

    @property
    def shown(self) -> str:
        """The number, or the sign of one that is hidden."""
        return HIDDEN if self.count is None else str(self.count)


@dataclass(frozen=True, slots=True)
class Table:
    """Lines that add up to a total."""

    key: str
    heading: str
    of: str
    lines: tuple[Line, ...]
    total: Line

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return self.total.count == 0

    @property
    def hides(self) -> bool:
        """Whether a number of it is hidden."""
        return any(each.count is None for each in (*self.lines, self.total))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid: its sign in a picture, and its words."""

    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts by row and column; its total is shown beside it."""

    key: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Line, ...]], ...]
    total: Line


@dataclass(frozen=True, slots=True)
class Wait:
    """How long people waited for a first call or answer, in hours during which the clinic was open.

    Percentiles are nearest ranks: the wait of a real person, below which so many of a hundred lie. None where too few
    people were answered to say so without telling of one of them.
    """

    median_hours: float | None
    ninetieth_hours: float | None
    promised_hours: int


def table(key: str, heading: str, of: str, counts: Iterable[tuple[str, int]]) -> Table:
    """Return a table of these counts with what must be hidden taken out of it."""
    listed = list(counts)
    numbers = [count for _, count in listed]
    total = sum(numbers)
    gone = small.hidden(numbers)
    if gone and not small.is_ambiguous([numbers[place] for place in gone]):
        return Table(key, heading, of, tuple(Line(label, None) for label, _ in listed), Line("Total", None))
    lines = tuple(Line(label, None if place in gone else count) for place, (label, count) in enumerate(listed))
    return Table(key, heading, of, lines, Line("Total", total))


def grid(key: str, heading: str, columns: Sequence[Column], rows: Sequence[tuple[str, Sequence[int]]]) -> Grid:
    """Return a grid of these counts with what must be hidden taken out of it."""
    flat = table(key, heading, "", [(label, count) for label, counts in rows for count in counts])
    lines = iter(flat.lines)
    cells = tuple((label, tuple(next(lines) for _ in counts)) for label, counts in rows)
    return Grid(key, heading, tuple(columns), cells, flat.total)
