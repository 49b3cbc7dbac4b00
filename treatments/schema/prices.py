"""Prices: packages paid in stages, single items, and what each includes. Money is whole pence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import (
    Document,
    Entity,
    FieldError,
    Flag,
    Int,
    ItemRef,
    Loc,
    Minutes,
    Model,
    PlanRef,
    Prose,
    Text,
)

Pence = Annotated[Int, Field(ge=0)]
Included = Literal[
    "consultation",
    "ultrasound-scan",
    "examination",
    "written-plan",
    "injections",
    "review-talk",
    "review-call",
]


class Stage(Model):
    """One payment of a package."""

    seq: Annotated[Int, Field(ge=1)]
    label: Text
    pence: Pence
    due: Literal["at-visit", "before"]


class PackagedAppointment(Model):
    """An appointment of the plan that the package pays for; it must be the plan's own."""

    seq: Int
    minutes: Minutes
    week_offset: Annotated[float, Field(ge=0)]


class Package(Entity):
    """A course at one price."""

    name: Text
    summary: Prose
    session_plan: PlanRef
    total_pence: Pence
    unconditional_free: Flag = False
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    appointments: Annotated[tuple[PackagedAppointment, ...], Field(min_length=1)]
    includes: tuple[Included, ...]
    excludes: tuple[Text, ...]
    areas_max: Annotated[Int, Field(ge=1)]
    extra_session: ItemRef | None = Field(
        default=None, description="What one more session costs than the course has, where it can be bought"
    )
    refund_rule: Prose
    valid_from: date
    valid_to: date | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(stage.pence for stage in self.stages)
        if total != self.total_pence:
            raise FieldError(
                "total_pence",
                f"{self.total_pence} but the stages add up to {total}",
                "correct the total or a stage",
            )
        if self.total_pence == 0 and not self.unconditional_free:
            raise FieldError(
                "total_pence",
                "0 without unconditional_free: true",
                "say so, or give the price",
            )
        dates_in_order(self.valid_from, self.valid_to)
        return self


class Item(Entity):
    """Something that can be bought by itself; no course is implied."""

    name: Text
    minutes: Minutes
    pence: Pence
    unconditional_free: Flag = False
    counts_for_days: Annotated[Int, Field(ge=1, le=366)] | None = Field(
        default=None, description="For how many days what was paid counts towards a course"
    )
    note: Prose
    valid_from: date
    valid_to: date | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.pence == 0 and not self.unconditional_free:
            raise FieldError(
                "pence",
                "0 without unconditional_free: true",
                "say so, or give the price",
            )
        dates_in_order(self.valid_from, self.valid_to)
        return self


def dates_in_order(valid_from: date, valid_to: date | None) -> None:
    """Raise FieldError when a price would end before it begins."""
    if valid_to is not None and valid_from > valid_to:
        raise FieldError("valid_from", f"{valid_from} is after valid_to ({valid_to})", "swap them")


class PriceList(Document):
    """All prices of the clinic."""

    kind: ClassVar[str] = "price-list"

    currency: Literal["GBP"]
    vat: Literal["exempt", "included"]
    vat_note: Prose
    how_you_pay: Prose
    packages: Annotated[tuple[Package, ...], Field(min_length=1)]
    items: tuple[Item, ...]
    rules: Annotated[tuple[Prose, ...], Field(min_length=1)]

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Yield each package and each single item."""
        for place, package in enumerate(self.packages):
            yield "package", ("packages", place), package
        for place, item in enumerate(self.items):
            yield "item", ("items", place), item
