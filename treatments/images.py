"""Pictures of the content in sizes and formats for every screen, cut to their ratio and free of what cameras note."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import PIL
from django.urls import reverse
from PIL import Image as Pixels

from . import kept, rasters
from .catalogue import Catalogue
from .rasters import Raster
from .schema.image import Focus, Image

WIDTHS = (240, 480, 960, 1440)
"""Pixels: a portrait, a phone, a phone with a dense screen or a column of text, and that on a dense screen."""
RECIPE = "1"
"""Raised when the same file must be made anew, because it is made in another way."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a picture: the ending of its name, its type, and how Pillow is told to write it."""

    suffix: str
    type: str
    options: dict[str, Any]


FORMATS = (
    Format("avif", "image/avif", {"format": "AVIF", "quality": 58, "speed": 7}),
    Format("webp", "image/webp", {"format": "WEBP", "quality": 80, "method": 6}),
    Format("jpg", "image/jpeg", {"format": "JPEG", "quality": 82, "optimize": True, "progressive": True}),
)
"""The smallest first, as a browser takes the first it knows; the last is known to all."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture in one width and format, and how it is made."""

    name: str
    width: int
    type: str
    make: Callable[[], bytes]

    @property
    def url(self) -> str:
        """Its path on the site."""
        return reverse("treatments:image", args=[self.name])

    def body(self) -> bytes:
        """Return its bytes. Raises UnfitRaster."""
        return kept.kept(self.name, self.make)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page shows it: its box in pixels, so that nothing moves when it arrives, and its renditions."""

    image: Image
    width: int
    height: int
    renditions: tuple[Rendition, ...]

    def of(self, type: str) -> tuple[Rendition, ...]:  # noqa: A002 - the name that HTML has for it
        """Return the renditions in one format, the narrowest first."""
        return tuple(each for each in self.renditions if each.type == type)

    @property
    def types(self) -> tuple[str, ...]:
        """The formats there are, the one to be preferred first."""
        return tuple(dict.fromkeys(each.type for each in self.renditions))


def shown(catalogue: Catalogue, name: str) -> Shown:
    """Return a picture of the catalogue. Raises KeyError, and UnfitRaster for a file that was replaced by a bad one."""
    image = catalogue.images[name]
    raster = catalogue.rasters[image.file]
    box = cut(rasters.size(raster), image.ratio, image.focus)
    width, height = box[2] - box[0], box[3] - box[1]
    widths = [each for each in WIDTHS if each <= width] or [width]
    renditions = tuple(_rendition(image, raster, wide, form) for form in FORMATS for wide in widths)
    return Shown(image, widths[-1], round(widths[-1] * height / width), renditions)


def every(catalogue: Catalogue) -> Iterator[Rendition]:
    """Yield every rendition of every picture."""
    for name in catalogue.images:
        yield from shown(catalogue, name).renditions


def type_of(name: str) -> str:
    """Return the type of a rendition by the ending of its name, or that of any bytes."""
    return {form.suffix: form.type for form in FORMATS}.get(name.rpartition(".")[2], "application/octet-stream")


def cut(size: tuple[int, int], ratio: str | None, focus: Focus) -> tuple[int, int, int, int]:
    """Return the largest box of a ratio inside a picture: left, top, right, bottom, as near to the focus as it fits."""
    width, height = size
    if ratio is None:
        return (0, 0, width, height)
    across, down = (int(part) for part in ratio.split(":"))
    wide = min(width, round(height * across / down))
    high = min(height, round(width * down / across))
    left = min(max(0, round(width * focus.x / 100 - wide / 2)), width - wide)
    top = min(max(0, round(height * focus.y / 100 - high / 2)), height - high)
    return (left, top, left + wide, top + high)


def _rendition(image: Image, raster: Raster, width: int, form: Format) -> Rendition:
    how = f"{width} {image.ratio} {image.focus} {form} {PIL.__version__} {RECIPE}"
    name = f"{image.id}-{width}.{kept.code(raster.digest, how)}.{form.suffix}"

    def make() -> bytes:
        whole = rasters.pixels(raster)
        part = whole.crop(cut(whole.size, image.ratio, image.focus))
        small = part.resize((width, round(width * part.height / part.width)), Pixels.Resampling.LANCZOS)
        out = BytesIO()
        # Pillow writes only what it is told to, so nothing that stood beside the pixels goes along.
        small.save(out, **form.options)
        return out.getvalue()

    return Rendition(name, width, form.type, make)
