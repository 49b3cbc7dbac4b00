"""Where each part of the body lies on the drawing of a person, seen from the front and from the back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from treatments.labels import in_words
from treatments.schema.base import BodyArea

type View = Literal["front", "back"]

VIEWS: dict[View, str] = {"front": "Seen from the front", "back": "Seen from behind"}

CENTRE = 110.0
HEIGHT = 620.0
"""The drawing of `static/img/body.svg`: 220 units wide, the same on both sides of its centre."""

LABEL_X = 232.0
LABEL_LETTERS = 16
LINE_HEIGHT = 21.0
"""Words stand to the right of the figure, so many letters to a line."""

NOWHERE: frozenset[BodyArea] = frozenset({"nerve", "general"})
"""What can be anywhere: it has no place on the drawing, and stands beside it as words."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An ellipse on the drawing, in its units."""

    x: float
    y: float
    rx: float
    ry: float


@dataclass(frozen=True, slots=True)
class Shape:
    """Where an area lies in one view: how far from the centre, its size, and the height of its words.

    What lies off the centre is on both sides of the body.
    """

    off: float
    y: float
    rx: float
    ry: float
    label_y: float

    @property
    def spots(self) -> tuple[Spot, ...]:
        """One ellipse, or one on each side."""
        sides = (-1, 1) if self.off else (0,)
        return tuple(Spot(CENTRE + side * self.off, self.y, self.rx, self.ry) for side in sides)


SHAPES: dict[View, dict[BodyArea, Shape]] = {
    "front": {
        "head": Shape(0, 41, 36, 40, 34),
        "neck": Shape(0, 95, 22, 14, 84),
        "shoulder": Shape(64, 124, 23, 22, 126),
        "elbow": Shape(77, 215, 19, 20, 215),
        "hip": Shape(42, 304, 22, 23, 304),
        "knee": Shape(28, 441, 23, 24, 441),
        "ankle-achilles": Shape(27, 562, 19, 16, 545),
        "foot": Shape(31, 595, 21, 16, 600),
    },
    "back": {
        "neck": Shape(0, 84, 22, 17, 76),
        "shoulder": Shape(63, 126, 23, 22, 126),
        "elbow": Shape(77, 212, 19, 20, 200),
        "low-back": Shape(0, 234, 42, 27, 245),
        "pelvis-sacroiliac": Shape(0, 286, 34, 23, 290),
        "hip": Shape(46, 322, 18, 20, 344),
        "knee": Shape(29, 441, 23, 24, 441),
        "ankle-achilles": Shape(27, 560, 18, 20, 545),
        "foot": Shape(28, 597, 20, 15, 600),
    },
}

BEST_VIEW: dict[BodyArea, View] = {
    "head": "front",
    "neck": "back",
    "shoulder": "front",
    "elbow": "front",
    "low-back": "back",
    "pelvis-sacroiliac": "back",
    "hip": "front",
    "knee": "front",
    "ankle-achilles": "back",
    "foot": "front",
    "nerve": "front",
    "general": "front",
}
"""The view in which a part of the body is shown where one is enough."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words at its height."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the body in one view: the places to press, the words beside them and the line between the two."""

    area: BodyArea
    name: str
    spots: tuple[Spot, ...]
    pointer: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One view of the body and the parts that can be pressed on it, from head to foot."""

    view: View
    name: str
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The one view that shows best where an area is; without spots where it can be anywhere."""

    view: View
    spots: tuple[Spot, ...]


def figures(areas: Collection[str]) -> tuple[Figure, ...]:
    """Return both views with those of the areas that have a place on the body."""
    return tuple(
        Figure(view, name, tuple(_region(area, shape) for area, shape in SHAPES[view].items() if area in areas))
        for view, name in VIEWS.items()
    )


def place(area: BodyArea) -> Place:
    """Return where an area is, in the view that shows it best."""
    view = BEST_VIEW[area]
    return Place(view, SHAPES[view][area].spots if area not in NOWHERE else ())


def _region(area: BodyArea, shape: Shape) -> Region:
    name = in_words(area, "body-area")
    spot = shape.spots[-1]
    pointer = f"M{spot.x + spot.rx:g} {spot.y:g}L{LABEL_X - 6:g} {shape.label_y:g}"
    return Region(area, name, shape.spots, pointer, _lines(name, shape.label_y))


def _lines(name: str, middle: float) -> tuple[Line, ...]:
    """Break words into lines that fit beside the figure, even about a height."""
    rows = [""]
    for word in name.split():
        longer = f"{rows[-1]} {word}".strip()
        if len(longer) <= LABEL_LETTERS or not rows[-1]:
            rows[-1] = longer
        else:
            rows.append(word)
    top = middle - (len(rows) - 1) * LINE_HEIGHT / 2
    return tuple(Line(top + place * LINE_HEIGHT, text) for place, text in enumerate(rows))
