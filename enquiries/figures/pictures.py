"""Where everything stands in the pictures of figures: numbers for SVG, drawn by templates, coloured by a stylesheet.

A picture is 420 units wide and is shown between 340 and 500 pixels, so that its letters keep the size of text. What is
hidden has a mark of one size, whatever it hides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, sqrt

from .table import Grid, Table, Wait

WIDTH = 420
MOST_LABELS = 5
COLUMNS_HIGH = 110
BARS_WIDE = 340
BAR_APART = 46
DAY_WIDE = 44
SIGNS_HIGH = 20
HIDDEN_SIZE = 14


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle with its words: what it stands for, and its number. All lengths are in units of the picture."""

    x: float
    y: float
    wide: float
    high: float
    number: str
    label: str
    hidden: bool

    @property
    def middle(self) -> float:
        """Where its words are centred."""
        return round(self.x + self.wide / 2, 1)

    @property
    def right(self) -> float:
        """Where it ends."""
        return round(self.x + self.wide, 1)


@dataclass(frozen=True, slots=True)
class Point:
    """A point on a scale, the height of its words, and on which side of it they stand."""

    x: float
    y: float
    words: str
    kind: str
    anchor: str


def columns(table: Table) -> list[Mark]:
    """Return upright columns, one for each line, the labels of some of them left out where there are many."""
    slot = WIDTH / max(len(table.lines), 1)
    most = _most(table)
    every = ceil(len(table.lines) / MOST_LABELS)
    marks = []
    for place, line in enumerate(table.lines):
        high = HIDDEN_SIZE if line.count is None else round(COLUMNS_HIGH * line.count / most, 1)
        label = line.label if place % every == 0 else ""
        x, top = round(slot * (place + 0.15), 1), round(COLUMNS_HIGH - high, 1)
        marks.append(Mark(x, top, round(slot * 0.7, 1), high, line.shown, label, line.count is None))
    return marks


def bars(table: Table) -> list[Mark]:
    """Return lying bars, one below another, for the lines that are not nought."""
    most = _most(table)
    shown = [line for line in table.lines if line.count != 0]
    return [
        Mark(
            x=0,
            y=BAR_APART * place + 18,
            wide=HIDDEN_SIZE if line.count is None else round(BARS_WIDE * line.count / most, 1),
            high=16,
            number=line.shown,
            label=line.label,
            hidden=line.count is None,
        )
        for place, line in enumerate(shown)
    ]


def squares(grid: Grid) -> Iterator[tuple[str, float, list[Mark]]]:
    """Yield for each row its label, its middle, and squares whose areas stand for the counts."""
    slot = _slot(grid)
    largest = max((line.count or 0 for _, cells in grid.rows for line in cells), default=0) or 1
    for row, (label, cells) in enumerate(grid.rows):
        middle = slot * (row + 0.5) + SIGNS_HIGH
        marks = []
        for column, line in enumerate(cells):
            if line.count == 0:
                continue
            side = HIDDEN_SIZE / 2 if line.count is None else slot * 0.9 * sqrt(line.count / largest)
            x, y = DAY_WIDE + slot * (column + 0.5) - side / 2, middle - side / 2
            side = round(side, 1)
            marks.append(Mark(round(x, 1), round(y, 1), side, side, line.shown, "", line.count is None))
        yield label, round(middle, 1), marks


def column_signs(grid: Grid) -> list[tuple[float, str]]:
    """Return the middle of each column and its sign."""
    slot = _slot(grid)
    return [(round(DAY_WIDE + slot * (place + 0.5), 1), column.sign) for place, column in enumerate(grid.columns)]


def high(grid: Grid) -> int:
    """Return the height of the picture of a grid."""
    return ceil(_slot(grid) * len(grid.rows)) + SIGNS_HIGH


def points(wait: Wait) -> list[Point]:
    """Return the median, the ninetieth percentile and the promise on a scale of working hours that begins at nought."""
    known = [
        (wait.median_hours, "Half were answered within", "median"),
        (wait.ninetieth_hours, "9 in 10 within", "ninetieth"),
        (float(wait.promised_hours), "Promised within", "promised"),
    ]
    longest = max(value for value, _, _ in known if value is not None) * 1.1
    return [
        _point(value / longest, row, f"{words} {value:g} h", kind)
        for row, (value, words, kind) in enumerate(known)
        if value is not None
    ]


def _point(share: float, row: int, words: str, kind: str) -> Point:
    anchor = "start" if share < 0.35 else "end" if share > 0.65 else "middle"
    return Point(round(WIDTH * share, 1), 16 + 26 * row, words, kind, anchor)


def _most(table: Table) -> int:
    return max((line.count or 0 for line in table.lines), default=0) or 1


def _slot(grid: Grid) -> float:
    return (WIDTH - DAY_WIDE) / max(len(grid.columns), 1)
