"""Quantities that several texts say, and that belong to no plan, price or study: each is written once, here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import Document, Entity, FieldError, Loc, Number, SourceRef, Text


class Quantity(Entity):
    """A number with its unit, and what it is about; the id ends with the unit, so that prose reads well."""

    value: Annotated[Number, Field(gt=0)]
    unit: Literal["minutes", "hours", "days", "weeks", "months"]
    about: Text
    source: SourceRef | None = None

    @model_validator(mode="after")
    def _is_named_after_its_unit(self) -> Self:
        if not self.id.endswith(f"-{self.unit}"):
            raise FieldError("id", f"{self.id!r} does not end with its unit", f"call it {self.id}-{self.unit}")
        return self


class Quantities(Document):
    """A list of quantities; prose says each as `{quantity.<id>}`."""

    kind: ClassVar[str] = "quantities"
    quantities: Annotated[tuple[Quantity, ...], Field(min_length=1)]

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Yield each quantity."""
        for place, quantity in enumerate(self.quantities):
            yield "quantity", ("quantities", place), quantity
