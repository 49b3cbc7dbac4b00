"""Rules of pictures: each file is there, whole and of a kind that may be shown, and somebody said what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from treatments import rasters
from treatments.faults import Fault, suggest
from treatments.loading import IMAGES
from treatments.rasters import Raster, UnfitRaster
from treatments.rules.base import Context, each
from treatments.schema.image import Image


def images_have_a_file_fit_to_be_shown(context: Context) -> Iterator[Fault]:
    """A picture that is cut off, of another kind than its name says, or far too large is refused, not repaired."""
    for entry, image in each(context, "image", Image):
        raster = context.rasters.get(image.file)
        if raster is None:
            otherwise = "put the file into images/, or correct the name"
            yield entry.fault(
                ("file",), f"there is no {image.file!r}", suggest(image.file, context.rasters, otherwise=otherwise)
            )
        elif unfit := _unfit(raster):
            yield entry.fault(("file",), unfit.problem, unfit.remedy)


def picture_files_are_described(context: Context) -> Iterator[Fault]:
    """A picture that nobody described could only be shown without words for those who do not see it."""
    described = {image.file for _, image in each(context, "image", Image)}
    for name, raster in context.rasters.items():
        stem = PurePosixPath(name).stem
        if name not in described and ("image", stem) not in context.hidden:
            remedy = f"add {IMAGES}/{stem}.yaml, or remove it"
            yield Fault(raster.shown_as, 1, 1, "", "no file says what it shows", remedy)


@lru_cache(maxsize=256)
def _unfit(raster: Raster) -> UnfitRaster | None:
    """Unpack the whole picture once for each state of the file: only so is it known to be whole."""
    try:
        rasters.pixels(raster)
    except UnfitRaster as reason:
        return reason
    return None
