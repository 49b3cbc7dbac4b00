"""A photograph or drawing: the file, what it shows in words, whose it is, and what must stay in view."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import RASTER, FieldError, Flag, Int, Model, SingleDocument, Text

PerCent = Annotated[Int, Field(ge=0, le=100)]


class Focus(Model):
    """The point that stays in view when edges are cut off, in per cent from the left and from the top."""

    x: PerCent = 50
    y: PerCent = 50


class Image(SingleDocument):
    """One picture made of pixels; `ratio` is width to height, and edges that do not fit it are cut off."""

    kind: ClassVar[str] = "image"

    file: Annotated[str, Field(pattern=RASTER, max_length=80, description="Its name in images/, such as room.jpg")]
    alternative: Text | None = Field(default=None, description="What it shows, for those who do not see it")
    decorative: Flag = Field(default=False, description="true when a reader who does not see it misses nothing")
    caption: Text | None = None
    credit: Text = Field(description="Who made it, and by what right it stands here")
    ratio: Literal["16:9", "3:2", "4:3", "1:1", "3:4"] | None = None
    focus: Focus = Focus()

    @model_validator(mode="after")
    def _says_what_it_shows(self) -> Self:
        if self.alternative is None and not self.decorative:
            raise FieldError("alternative", "is missing", "say what the picture shows, or set decorative: true")
        if self.alternative is not None and self.decorative:
            raise FieldError("alternative", "given although the picture is decorative", "remove one of the two")
        return self
