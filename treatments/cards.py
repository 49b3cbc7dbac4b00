"""The card that stands for a page where its address is shared: its heading and the clinic's name on our drawing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import PIL
from django.contrib.staticfiles import finders
from django.urls import reverse
from PIL import Image, ImageDraw, ImageFont

from . import kept
from .schema.clinic import Clinic

WIDTH, HEIGHT = 1200, 630
"""Pixels, as the sites ask for that show such cards."""
GROUND = Path(__file__).parent / "drawings" / "card.png"
"""What every card begins with: card.svg beside it, as a browser draws it, with the colours of static/css/tokens.css."""
RECIPE = "1"
"""Raised when the same card must be made anew, because it is drawn in another way."""

DISPLAY_FACE = "fonts/literata-display.woff2"
TEXT_FACE = "fonts/atkinson-hyperlegible-next-700.woff2"
INK, BRAND = "#16272b", "#0b4f55"

LEFT, RIGHT = 72, 752
NAME_TOP, HEADING_TOP, HEADING_BOTTOM, FOOT_BASE = 66, 134, 500, 566
SIZES = range(84, 39, -4)
"""Pixels of the heading, the largest first: the largest that fits is taken."""
LEADING = 1.16
"""From one line of the heading to the next, in its sizes."""
NAME_SIZES = range(34, 19, -2)
FOOT_SIZES = range(25, 15, -1)
NOT_A_LETTER = "\uffff"


class TooLong(Exception):
    """Words do not fit into their place on a card, however small."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says, and of which page; `path` is that page's."""

    path: str
    heading: str
    name: str
    foot: str

    @property
    def code(self) -> str:
        """What changes with anything it says, and with how it is drawn."""
        return kept.code(self.heading, self.name, self.foot, _ground_code(), PIL.__version__, RECIPE)

    @property
    def url(self) -> str:
        """Its path on the site."""
        return reverse("treatments:card", args=[self.path.lstrip("/"), self.code])

    @property
    def alternative(self) -> str:
        """The words on it, for those who do not see it."""
        return f"{self.heading} ({self.name})"

    def body(self) -> bytes:
        """Return the card as PNG."""
        return kept.kept(f"card.{self.code}.png", lambda: drawn(self))


def card_of(clinic: Clinic, *, path: str, heading: str) -> Card | None:
    """Return the card of a page, or None where our fonts lack a letter or there is no room for the words."""
    card = Card(path=path, heading=heading, name=clinic.short_name, foot=clinic.banner or clinic.strapline)
    try:
        placed = _placed(card)
    except TooLong:
        return None
    return card if all(has_letters(face, line) for face, line in placed) else None


def drawn(card: Card) -> bytes:
    """Return a card as PNG. Raises TooLong."""
    with Image.open(GROUND) as ground:
        image = ground.convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.text((LEFT, NAME_TOP), card.name, font=_fitting_line(card.name, DISPLAY_FACE, NAME_SIZES), fill=BRAND)
    font, lines = fitted(card.heading)
    for place, line in enumerate(lines):
        draw.text((LEFT, HEADING_TOP + place * font.size * LEADING), line, font=font, fill=INK)
    foot = _fitting_line(card.foot, TEXT_FACE, FOOT_SIZES)
    draw.text((LEFT, FOOT_BASE), card.foot, font=foot, fill=INK, anchor="ls")
    out = BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(out, format="PNG")
    return out.getvalue()


def fitted(heading: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest font in which a heading fits its place, and its lines. Raises TooLong."""
    for size in SIZES:
        font = _font(DISPLAY_FACE, size)
        lines = _lines(heading, font)
        if len(lines) * size * LEADING <= HEADING_BOTTOM - HEADING_TOP and _widest(lines, font) <= RIGHT - LEFT:
            return font, lines
    raise TooLong(heading)


@lru_cache(maxsize=4096)
def has_letters(face: str, words: str) -> bool:
    """Whether a font has a drawing of its own for every letter, instead of the box for those it lacks."""
    font = _font(face, 20)
    box = bytes(font.getmask(NOT_A_LETTER))
    return all(bytes(font.getmask(letter)) != box for letter in set(words) - {" "})


def _placed(card: Card) -> list[tuple[str, str]]:
    _, lines = fitted(card.heading)
    _fitting_line(card.name, DISPLAY_FACE, NAME_SIZES)
    _fitting_line(card.foot, TEXT_FACE, FOOT_SIZES)
    return [*((DISPLAY_FACE, line) for line in lines), (DISPLAY_FACE, card.name), (TEXT_FACE, card.foot)]


def _lines(words: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= RIGHT - LEFT or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _fitting_line(words: str, face: str, sizes: range) -> ImageFont.FreeTypeFont:
    for size in sizes:
        font = _font(face, size)
        if font.getlength(words) <= RIGHT - LEFT:
            return font
    raise TooLong(words)


def _widest(lines: list[str], font: ImageFont.FreeTypeFont) -> float:
    return max(font.getlength(line) for line in lines)


@lru_cache(maxsize=64)
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    path = finders.find(face)
    if path is None:
        raise FileNotFoundError(face)
    return ImageFont.truetype(str(path), size)


@lru_cache(maxsize=1)
def _ground_code() -> str:
    return kept.code(GROUND.read_bytes().hex())
