"""A condition: what it is, how it goes by itself, what to try first, and whether the treatment is offered for it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import (
    BodyArea,
    ClaimRef,
    FieldError,
    Model,
    PageDocument,
    Prose,
    RedFlagRef,
    ResultsProse,
    Sourced,
    SourceRef,
    Text,
)

Status = Literal["offered", "assess-first", "not-offered"]
EvidenceLevel = Literal["high", "moderate", "low", "very-low", "none"]


class Evidence(Model):
    """How much is known, in words, with the claims it rests on."""

    level: EvidenceLevel
    summary: ResultsProse
    claims: tuple[ClaimRef, ...] = ()


class GuidelinePosition(Model):
    """What a guideline body says."""

    body: Text
    text: Prose
    source: SourceRef
    stance: Literal["for", "against", "neutral"]


class Condition(PageDocument):
    """One condition page. The treatment lists it; its status here is the only place that says whether it is offered."""

    kind: ClassVar[str] = "condition"

    name_plain: Text
    name_clinical: Text | None = None
    synonyms: tuple[Text, ...] = Field(default=(), description="For search, misspellings among them; none is shown")
    also_called: tuple[Text, ...] = Field(
        default=(), description="Those of the synonyms that the page shows, as other words or as kinds of it"
    )
    meta_description: Annotated[str, Field(min_length=50, max_length=160)]
    body_area: BodyArea
    status: Status
    status_reason: Prose
    turn_to_instead: Prose | None = None
    explanation: Prose
    natural_course: Sourced
    first_line_care: Sourced
    evidence: Evidence
    guideline_positions: tuple[GuidelinePosition, ...] = ()
    red_flags: Annotated[tuple[RedFlagRef, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _status_is_earned(self) -> Self:
        if self.status == "offered" and (self.evidence.level == "none" or not self.evidence.claims):
            raise FieldError(
                "evidence",
                "holds no evidence although the treatment is offered",
                "add a claim, or change the status",
            )
        if self.status == "not-offered" and self.turn_to_instead is None:
            raise FieldError(
                "turn_to_instead",
                "is missing although the treatment is not offered",
                "say where to turn instead",
            )
        return self

    @model_validator(mode="after")
    def _shows_names_that_search_knows(self) -> Self:
        for place, name in enumerate(self.also_called):
            if name not in self.synonyms:
                raise FieldError(f"also_called.{place}", f"{name!r} is not among the synonyms", "add it there too")
        return self
