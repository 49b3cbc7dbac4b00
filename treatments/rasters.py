"""Picture files as an editor hands them in: opened with care, measured, and refused with a reason where unfit."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

FORMATS = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "WEBP": (".webp",)}
"""What may be handed in, and the endings of its name. SVG is left out: it can carry script."""
SUFFIXES = frozenset(suffix for suffixes in FORMATS.values() for suffix in suffixes)

MOST_BYTES = 12_000_000
MOST_PIXELS = 40_000_000
"""More than any camera's picture needs; a file of a few bytes can claim far more (a decompression bomb)."""
LEAST_SIDE = 400
"""Pixels. Less looks coarse even on a small screen."""
UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning)
"""What Pillow raises for files that are cut off, broken, mislabelled or made to exhaust memory."""


class UnfitRaster(Exception):
    """A picture file cannot be used: what is wrong with it, and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem, self.remedy = problem, remedy


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture file in the content folder; `digest` is a hash of its bytes, `shown_as` its path in faults."""

    path: Path
    digest: str
    shown_as: str


ORIENTATION = 0x0112
SIDEWAYS = 5
"""The note in a photograph on how the camera was held (EXIF 2.32, 4.6.4): from 5 on, height and width change places."""


@lru_cache(maxsize=256)
def size(raster: Raster) -> tuple[int, int]:
    """Return width and height in pixels as the picture is to be seen. Raises UnfitRaster."""
    with _opened(raster.path) as image:
        turned = image.getexif().get(ORIENTATION, 1) >= SIDEWAYS
        return (image.height, image.width) if turned else (image.width, image.height)


def pixels(raster: Raster) -> Image.Image:
    """Return the picture in sRGB, upright, on white where it was transparent, and with nothing said about it.

    What a camera noted (place, time, owner) is not copied. Raises UnfitRaster.
    """
    with _opened(raster.path) as image:
        upright = ImageOps.exif_transpose(image)
        bare = Image.new("RGB", upright.size, "white")
        whole = _in_srgb(upright)
        bare.paste(whole, mask=whole.getchannel("A") if "A" in whole.getbands() else None)
        return bare


def _in_srgb(image: Image.Image) -> Image.Image:
    mode = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA"}:
        return image.convert(mode)
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"))
    except ImageCms.PyCMSError:
        # A profile that cannot be read leaves colours a little off, which is no reason to refuse the picture.
        converted = None
    return (converted or image).convert(mode)


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    if path.stat().st_size > MOST_BYTES:
        raise UnfitRaster(f"{path.name} has more than {MOST_BYTES:,} bytes", "save it smaller")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=tuple(FORMATS)) as image:
                _refuse_unfit(path, image)
                yield image
    except UNREADABLE as fault:
        raise UnfitRaster(f"{path.name} cannot be read as a picture", "save it again as PNG, JPEG or WebP") from fault


def _refuse_unfit(path: Path, image: Image.Image) -> None:
    """Judge a picture by its first bytes, before anything of it is unpacked."""
    if path.suffix not in FORMATS[str(image.format)]:
        raise UnfitRaster(f"{path.name} holds {image.format}", f"name it {path.stem}{FORMATS[str(image.format)][0]}")
    if image.width * image.height > MOST_PIXELS:
        raise UnfitRaster(f"{path.name} has {image.width} x {image.height} pixels", "save it at 4000 wide or less")
    if min(image.size) < LEAST_SIDE:
        smallest = f"at least {LEAST_SIDE} each way are needed"
        raise UnfitRaster(f"{path.name} has {image.width} x {image.height} pixels", smallest)
