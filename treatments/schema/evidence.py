"""Evidence: claims the site makes, and the sources they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import (
    DOI,
    ConditionRef,
    Document,
    Entity,
    FieldError,
    Https,
    Int,
    Loc,
    Model,
    Number,
    PersonRef,
    Prose,
    Slug,
    SourceRef,
    Text,
)

SourceKind = Literal[
    "rct",
    "systematic-review",
    "cohort",
    "case-series",
    "survey",
    "lab",
    "animal",
    "guideline",
    "regulation",
    "insurer-policy",
    "narrative-review",
    "web",
]
IN_PEOPLE: frozenset[str] = frozenset({"rct", "systematic-review"})
"""Kinds of study that may carry a benefit: people, compared with other people."""

OTHER_FIGURES: frozenset[str] = frozenset({"people", "weeks", "months", "effect", "low", "high"})
"""What prose may already refer to in a claim, so that no group is called that."""

PERCENTAGE = re.compile(r"\d\s?%|\bper ?cent\b|\bin (?:100|1,?000|10,?000)\b")


class Source(Entity):
    """Something that can be looked up. `people` is how many took part; `studies` how many a review pooled."""

    title: Text
    short: Text = Field(description="How a citation names it, such as 'Rabago and others, 2013'")
    publisher: Text
    kind: SourceKind
    year: Annotated[Int, Field(ge=1900)] | None
    doi: Annotated[str, Field(pattern=DOI)] | None = None
    url: Https | None = None
    people: Annotated[Int, Field(ge=1)] | None = None
    studies: Annotated[Int, Field(ge=1)] | None = None
    compared_with: Text | None = None
    followup_weeks: Annotated[Int, Field(ge=0)] | None = None
    funding: Text | None = None
    conflicts: Text | None = None
    confirmed: Literal["read", "second-hand", "recalled"]
    accessed: date

    @model_validator(mode="after")
    def _can_be_looked_up(self) -> Self:
        if self.doi is None and self.url is None:
            raise FieldError(
                "doi",
                "neither doi nor url is given",
                "give one, so that a reader can look it up",
            )
        return self

    @property
    def address(self) -> str:
        """Where a reader finds it."""
        return f"https://doi.org/{self.doi}" if self.doi else str(self.url)


class Sources(Document):
    """A shelf of sources."""

    kind: ClassVar[str] = "sources"
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Yield each source."""
        for place, source in enumerate(self.sources):
            yield "source", ("sources", place), source


class Effect(Model):
    """A difference with its range; the unit says of what, the direction for whom.

    What is told of one group alone is no difference, and is never drawn as one.
    """

    of: Literal["difference", "one-group"] = "difference"
    value: Number
    unit: Text
    ci_low: Number | None = None
    ci_high: Number | None = None
    direction: Literal["favours-treatment", "favours-comparison", "no-difference"]

    @model_validator(mode="after")
    def _inside_its_range(self) -> Self:
        lies_inside(self.value, self.ci_low, self.ci_high)
        return self


class Arm(Model):
    """How one group of a study fared; prose refers to its value as `{claim.<claim>.<arm>}`."""

    id: Slug
    group: Text
    value: Number
    unit: Text
    low: Number | None = Field(default=None, description="The range of the value, where the study gives one")
    high: Number | None = None
    range_note: Text | None = Field(default=None, description="What kind of range it is, as the study says")

    @model_validator(mode="after")
    def _inside_its_range(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise FieldError("low", "a range has two ends and one is missing", "give low and high, or neither")
        lies_inside(self.value, self.low, self.high)
        return self

    @model_validator(mode="after")
    def _leaves_other_figures_alone(self) -> Self:
        if self.id in OTHER_FIGURES:
            raise FieldError(
                "id",
                f"{self.id!r} is already the name of another figure of a claim",
                "name the group, such as 'salt-water'",
            )
        return self


class Claim(Entity):
    """One statement about benefit, harm or working that the site stands behind, and how sure it is."""

    text: Prose
    type: Literal[
        "benefit",
        "safety",
        "mechanism",
        "history",
        "process",
        "comparison",
        "guideline",
    ]
    result: Literal["for", "against", "no-difference", "mixed", "not-tested"] = Field(
        description="What the study found for the treatment, so that disappointing results can be counted"
    )
    conditions: tuple[ConditionRef, ...] = ()
    topic: Literal["conditions", "how-it-works", "ultrasound", "risks", "guidelines", "history"]
    people: Annotated[Int, Field(ge=1)] | None = None
    population: Text | None = None
    comparator: Text | None = None
    outcome: Text | None = None
    followup_weeks: Annotated[Int, Field(ge=0)] | None = None
    effect: Effect | None = None
    arms: tuple[Arm, ...] = ()
    certainty: Literal["high", "moderate", "low", "very-low", "unknown"]
    verdict: Literal["keep", "qualify", "drop"]
    sources: Annotated[tuple[SourceRef, ...], Field(min_length=1)]
    approved_by: PersonRef
    approved_on: date

    @model_validator(mode="after")
    def _complete_for_its_type(self) -> Self:
        if self.type == "benefit":
            for name in ("population", "comparator", "outcome", "followup_weeks"):
                if getattr(self, name) is None:
                    raise FieldError(
                        name,
                        "is missing although the claim is a benefit",
                        "add it, or the reader cannot judge the claim",
                    )
        if self.type == "mechanism" and not re.search(
            r"\b(may|might|thought|aims?|hoped?|not know|unclear|unknown|not proven|mixed)\b",
            self.text,
        ):
            raise FieldError(
                "text",
                "a mechanism stated without doubt",
                "say 'may' or 'is thought to'",
            )
        if PERCENTAGE.search(self.text) and self.people is None:
            raise FieldError(
                "people",
                "is missing although the text holds a share",
                "say how many people were studied",
            )
        return self

    @model_validator(mode="after")
    def _arms_are_told_apart(self) -> Self:
        names = [arm.id for arm in self.arms]
        doubled = next((name for name in names if names.count(name) > 1), None)
        if doubled is not None:
            raise FieldError("arms", f"{doubled!r} stands twice", "give each group an id of its own")
        return self


def lies_inside(value: float, low: float | None, high: float | None) -> None:
    """Raise FieldError when a value lies outside its range; an end that is not known allows everything."""
    least, most = (value if low is None else low), (value if high is None else high)
    if not least <= value <= most:
        raise FieldError("value", f"{value:g} lies outside {least:g} to {most:g}", "correct the value or its range")


class Claims(Document):
    """Claims about one topic."""

    kind: ClassVar[str] = "claims"
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Yield each claim."""
        for place, claim in enumerate(self.claims):
            yield "claim", ("claims", place), claim
