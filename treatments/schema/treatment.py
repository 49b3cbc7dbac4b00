"""A treatment, whole: what a patient needs to decide, in the order the page tells it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import (
    AftercareRef,
    ClaimRef,
    ConditionRef,
    ContraindicationRef,
    FieldError,
    Flag,
    Https,
    Int,
    ItemRef,
    Minutes,
    Model,
    Number,
    PackageRef,
    PageDocument,
    PersonRef,
    PlanRef,
    Prose,
    RedFlagRef,
    ResultsProse,
    RiskRef,
    Slug,
    Sourced,
    SourceRef,
    TechniqueRef,
    Text,
    in_order,
)

Section = Literal[
    "what-it-is",
    "how-it-works",
    "what-is-in-it",
    "conditions",
    "suitability",
    "visits",
    "sessions",
    "risks",
    "research",
    "options",
    "costs",
    "who",
    "questions",
    "decide",
    "references",
]
"""The anchors of a treatment page, in the order they stand on it."""

Drawing = Literal["arrive", "talk", "scan", "decide", "ready", "inject", "wait", "home"]
"""What can be drawn beside a step of the day."""

Share = Annotated[Number, Field(ge=0, le=100)]


class Cover(Model):
    """A promise of the opening box, and the section that keeps it."""

    text: Text
    section: Section


class Aims(Model):
    """What the page is about, what it covers and for whom."""

    about: Prose
    covers: Annotated[tuple[Cover, ...], Field(min_length=3)]
    for_whom: Prose


class Solution(Model):
    """What is in the syringe. Strengths are per cent by weight and volume.

    What is only mentioned, because others use it, may leave out what the clinic has no need to know.
    """

    name: Text
    plain_name: Text
    strength_min_pct: Share | None = None
    strength_max_pct: Share | None = None
    contains_anaesthetic: Flag
    licence: Literal["licensed", "off-label", "unlicensed"] | None = None
    prescription_only: Flag | None = None
    offered: Flag
    note: Prose
    sources: tuple[SourceRef, ...] = ()

    @model_validator(mode="after")
    def _strength_is_a_range(self) -> Self:
        if (self.strength_min_pct is None) != (self.strength_max_pct is None):
            raise FieldError("strength_min_pct", "and strength_max_pct belong together", "give both, or neither")
        return in_order(self, "strength_min_pct", "strength_max_pct")

    @model_validator(mode="after")
    def _what_is_offered_is_known(self) -> Self:
        for name in ("strength_min_pct", "licence", "prescription_only"):
            if self.offered and getattr(self, name) is None:
                raise FieldError(name, "is missing although this is offered", "find out and say it")
        return self


class Guidance(Model):
    """How the needle finds its place."""

    method: Literal["ultrasound", "x-ray", "palpation", "none"]
    always: Flag
    technique: TechniqueRef | None = None
    text: Prose


class AddOn(Model):
    """Something some clinics add; a treatment of its own, with a consent of its own."""

    name: Text
    technique: TechniqueRef | None = None
    separate_consent: Literal[True]
    text: Prose


class HowItWorks(Model):
    """The plain account, and more for those who want it."""

    plain: Prose
    more: Prose | None = None
    drawn: tuple[Prose, Prose, Prose] | None = Field(
        default=None, description="What stands under the three drawings: the sore place, the injection, what is hoped"
    )


class Step(Model):
    """One thing that happens, in order; minutes when it takes a known time."""

    heading: Text
    text: Prose
    who: Text | None = None
    minutes: Minutes | None = None
    drawing: Drawing | None = Field(default=None, description="The drawing beside it, of static/img/day.svg")


class Milestone(Model):
    """What people tend to notice, and when."""

    when: Text
    text: Prose


class Results(Model):
    """When something may be noticed, and what to do when nothing is."""

    summary: Prose
    milestones: Annotated[tuple[Milestone, ...], Field(min_length=2)]
    if_it_does_not_help: Prose


class Option(Model):
    """Another way, told as evenly as this one."""

    id: Slug
    name: Text
    how: Prose
    benefit: Prose
    risk: Prose
    cost_note: Prose
    sources: Annotated[tuple[SourceRef, ...], Field(min_length=1)]


class Link(Model):
    """Help from somebody else."""

    title: Text
    url: Https
    publisher: Text
    offers: Text


class DiscernScore(Model):
    """What one rater gave the page for each of DISCERN's 16 questions, 1 to 5; the sheet itself stands in docs/."""

    rater: Text
    rated_on: date
    scores: Annotated[tuple[Annotated[Int, Field(ge=1, le=5)], ...], Field(min_length=16, max_length=16)]

    @property
    def total(self) -> int:
        """The sum, of 80."""
        return sum(self.scores)


class Treatment(PageDocument):
    """One treatment page."""

    kind: ClassVar[str] = "treatment"

    title: Annotated[str, Field(min_length=1, max_length=60)]
    meta_description: Annotated[str, Field(min_length=50, max_length=160)]
    aka: tuple[Text, ...]
    aka_note: Prose
    aims: Aims
    summary: Prose
    caution: Prose
    claims_mode: Literal["availability-only", "evidence-summary"] = Field(
        description="availability-only leaves out, on the whole site, everything that says whether the treatment helps"
    )
    recovery: Text
    what_it_is: Prose
    history: Prose | None = None
    how_it_works: HowItWorks
    what_is_in_it: Prose
    solutions: Annotated[tuple[Solution, ...], Field(min_length=1)]
    off_label: Prose | None = None
    guidance: Guidance
    add_ons_note: Prose | None = None
    add_ons: tuple[AddOn, ...] = ()
    conditions_note: Prose
    conditions: Annotated[tuple[ConditionRef, ...], Field(min_length=1)]
    suits_note: Prose
    suits: Annotated[tuple[Prose, ...], Field(min_length=1)]
    consent: Prose
    before: Annotated[tuple[Step, ...], Field(min_length=1)]
    on_the_day: Annotated[tuple[Step, ...], Field(min_length=1)]
    after_note: Prose
    session_plan: PlanRef
    results: Results
    packages: Annotated[tuple[PackageRef, ...], Field(min_length=1)]
    items: tuple[ItemRef, ...]
    costs_note: Prose
    risks_note: Prose
    risks: Annotated[tuple[RiskRef, ...], Field(min_length=1)]
    red_flags: Annotated[tuple[RedFlagRef, ...], Field(min_length=1)]
    contraindications: Annotated[tuple[ContraindicationRef, ...], Field(min_length=1)]
    aftercare: Annotated[tuple[AftercareRef, ...], Field(min_length=1)]
    research: ResultsProse
    claims: Annotated[tuple[ClaimRef, ...], Field(min_length=1)]
    uncertainties: Annotated[tuple[Prose, ...], Field(min_length=2)]
    balance: Prose
    no_treatment: Sourced
    quality_of_life: Prose
    options_note: Prose
    options: Annotated[tuple[Option, ...], Field(min_length=4)]
    performed_by_note: Prose
    performed_by: Annotated[tuple[PersonRef, ...], Field(min_length=1)]
    questions_to_ask: Annotated[tuple[Text, ...], Field(min_length=6)]
    further_info: Annotated[tuple[Link, ...], Field(min_length=3)]
    discern: tuple[DiscernScore, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if not any(option.id == "no-treatment" for option in self.options):
            raise FieldError(
                "options",
                "none has the id no-treatment",
                "say what happens without treatment",
            )
        if self.off_label is None and any(each.licence == "off-label" and each.offered for each in self.solutions):
            raise FieldError(
                "off_label",
                "is missing although an off-label solution is offered",
                "explain it to the patient",
            )
        return self
