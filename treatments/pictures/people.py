"""Risks as people: of 100 or 1,000, those it happens to and those it does not, all beside each other to one scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from treatments.figures import number
from treatments.schema.safety import Risk

GRIDS = {100: 10, 1000: 40}
"""How many people there can be, and how many stand in a row."""

CELL_WIDTH, CELL_HEIGHT = 10, 14
"""The room of one person, in units."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """People as two paths: their heads are the beginnings of the lines, their bodies the lines."""

    heads: str
    bodies: str


@dataclass(frozen=True, slots=True)
class Grid:
    """So many people of whom so many are marked; the marked ones stand first."""

    people: int
    marked: int
    width: int
    height: int
    with_it: Crowd
    without: Crowd

    @property
    def middle_x(self) -> int:
        """The middle of the grid from side to side."""
        return self.width // 2

    @property
    def middle_y(self) -> int:
        """The middle of the grid from top to bottom."""
        return self.height // 2


@dataclass(frozen=True, slots=True)
class RiskGrid:
    """A risk among people, and the same in words."""

    risk: Risk
    grid: Grid
    words: str


@dataclass(frozen=True, slots=True)
class RiskPictures:
    """Risks that can be drawn, all out of as many people; those too rare to be drawn; and those nobody has counted."""

    people: int
    drawn: tuple[RiskGrid, ...]
    too_rare: tuple[Risk, ...]
    unknown: tuple[Risk, ...]
    empty: Grid


def risk_pictures(risks: Iterable[Risk]) -> RiskPictures:
    """Return risks as pictures to one scale, the most frequent first."""
    everything = tuple(risks)
    known = [each for each in everything if each.frequency.denominator]
    people = 100 if all(marked(each, 100) is not None for each in known) else 1000
    drawn = [(each, count) for each in known if (count := marked(each, people)) is not None]
    return RiskPictures(
        people=people,
        drawn=tuple(
            RiskGrid(risk, grid(people, count), f"{number(count)} in {number(people)}")
            for risk, count in sorted(drawn, key=lambda each: -each[1])
        ),
        too_rare=tuple(each for each in known if marked(each, people) is None),
        unknown=tuple(each for each in everything if not each.frequency.denominator),
        empty=grid(people, 0),
    )


def marked(risk: Risk, people: int) -> int | None:
    """Return how many of so many people a risk happens to, None where that is no whole number or not known."""
    numerator, denominator = risk.frequency.numerator, risk.frequency.denominator
    if numerator is None or denominator is None:
        return None
    count, rest = divmod(numerator * people, denominator)
    return None if rest else count


def grid(people: int, count: int) -> Grid:
    """Return people in rows, `count` of them marked. Raises KeyError for a number of people there is no grid for."""
    columns = GRIDS[people]
    places = [(place % columns * CELL_WIDTH, place // columns * CELL_HEIGHT) for place in range(people)]
    return Grid(
        people=people,
        marked=count,
        width=columns * CELL_WIDTH,
        height=people // columns * CELL_HEIGHT,
        with_it=_crowd(places[:count]),
        without=_crowd(places[count:]),
    )


def _crowd(places: Sequence[tuple[int, int]]) -> Crowd:
    # A line of no length with round ends is a dot; so a crowd is two elements and not hundreds.
    heads = "".join(f"M{x + 5} {y + 3}h0" for x, y in places)
    bodies = "".join(f"M{x + 5} {y + 8}v2" for x, y in places)
    return Crowd(heads, bodies)
