"""Safety: risks with their frequency, red flags with their urgency, who should not be treated, and aftercare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import (
    BodyArea,
    Document,
    Entity,
    FieldError,
    Int,
    Jurisdiction,
    Loc,
    Model,
    Prose,
    RedFlagRef,
    SourceRef,
    Text,
)

Urgency = Literal["call-999", "ae-now", "same-day", "clinic-next-day", "gp-first", "tell-us-first"]
"""Most urgent first; the order of care cards and of red flags on a page."""

URGENCIES: tuple[Urgency, ...] = (
    "call-999",
    "ae-now",
    "same-day",
    "clinic-next-day",
    "gp-first",
    "tell-us-first",
)

FREQUENCY_BANDS: dict[str, tuple[float, float]] = {
    "very common": (1 / 10, 1.0),
    "common": (1 / 100, 1 / 10),
    "uncommon": (1 / 1_000, 1 / 100),
    "rare": (1 / 10_000, 1 / 1_000),
    "very rare": (0.0, 1 / 10_000),
}
"""The words of the European Commission's guideline on the readability of labels, from (at least) to (less than)."""


class Frequency(Model):
    """How many people out of how many, or that nobody knows; `setting` says among whom."""

    kind: Literal["measured", "estimated", "not-known"]
    numerator: Annotated[Int, Field(ge=0)] | None = None
    denominator: Literal[100, 1000, 10000] | None = None
    word: Literal["very common", "common", "uncommon", "rare", "very rare"] | None = None
    setting: Text

    @model_validator(mode="after")
    def _number_or_not_known(self) -> Self:
        if self.kind == "not-known":
            return self._says_nothing_more()
        if self.numerator is None or self.denominator is None:
            raise FieldError(
                "kind",
                f"{self.kind} without numerator and denominator",
                "give both, or write not-known",
            )
        if self.numerator > self.denominator:
            raise FieldError(
                "numerator",
                f"{self.numerator} is more than denominator ({self.denominator})",
                "swap them",
            )
        return self._word_matches(self.numerator / self.denominator)

    def _says_nothing_more(self) -> Self:
        if self.word is not None or self.numerator is not None:
            raise FieldError(
                "word" if self.word else "numerator",
                "given although the frequency is not known",
                "remove it",
            )
        return self

    def _word_matches(self, share: float) -> Self:
        if self.word is None:
            return self
        least, most = FREQUENCY_BANDS[self.word]
        if not (least <= share < most or share == most == 1.0):
            raise FieldError(
                "word",
                f"{self.word!r} does not fit {self.numerator} in {self.denominator}",
                "use the word of its band, or none",
            )
        return self


class Risk(Entity):
    """One thing that may go wrong or hurt."""

    name_plain: Text
    name_clinical: Text | None = None
    where: Text | None = Field(default=None, description="Where alone it can happen, if not anywhere")
    severity: Literal["mild", "moderate", "serious", "life-threatening"]
    frequency: Frequency
    how_long: Text
    description: Prose
    body_areas: Annotated[tuple[BodyArea | Literal["all"], ...], Field(min_length=1)]
    what_to_do: RedFlagRef | None = None
    source: SourceRef

    @model_validator(mode="after")
    def _serious_says_what_to_do(self) -> Self:
        if self.severity in {"serious", "life-threatening"} and self.what_to_do is None:
            raise FieldError(
                "what_to_do",
                f"missing although the risk is {self.severity}",
                "name the red flag that tells people what to do",
            )
        return self


class Risks(Document):
    """All risks, each defined once."""

    kind: ClassVar[str] = "risks"
    risks: Annotated[tuple[Risk, ...], Field(min_length=1)]

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Yield each risk."""
        for place, risk in enumerate(self.risks):
            yield "risk", ("risks", place), risk


class Action(Model):
    """What to do at a level of urgency in one jurisdiction, and the number to call if there is one."""

    heading: Text
    instruction: Prose
    number: Literal["999", "111", "112", "911"] | None = None


class Level(Model):
    """One level of urgency and what it means where."""

    urgency: Urgency
    actions: dict[Jurisdiction, Action]


class Escalation(Model):
    """When the same sign needs help faster."""

    condition: Text = Field(alias="if")
    urgency: Urgency


class RedFlag(Entity):
    """A sign that needs action; begins with what the person notices."""

    symptom: Prose
    urgency: Urgency
    escalation: Escalation | None = None
    timing: Literal["before", "after", "any"]
    body_areas: Annotated[tuple[BodyArea | Literal["all"], ...], Field(min_length=1)]
    source: SourceRef

    @model_validator(mode="after")
    def _escalation_is_more_urgent(self) -> Self:
        if self.escalation and URGENCIES.index(self.escalation.urgency) >= URGENCIES.index(self.urgency):
            raise FieldError(
                "escalation",
                f"{self.escalation.urgency} is not more urgent than {self.urgency}",
                "raise it or remove it",
            )
        return self


class RedFlags(Document):
    """All red flags, and what each level of urgency means."""

    kind: ClassVar[str] = "red-flags"
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    red_flags: Annotated[tuple[RedFlag, ...], Field(min_length=1)]

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Yield each red flag."""
        for place, flag in enumerate(self.red_flags):
            yield "red-flag", ("red_flags", place), flag


class Contraindication(Entity):
    """Who should not be treated, or should tell the clinic first."""

    name: Text
    level: Literal["do-not-inject", "ask-first"]
    why: Prose
    tell_us_first: Text | None = Field(default=None, description="How the enquiry form asks it, when it is asked there")
    sources: tuple[SourceRef, ...] = ()


class Contraindications(Document):
    """All contraindications."""

    kind: ClassVar[str] = "contraindications"
    contraindications: Annotated[tuple[Contraindication, ...], Field(min_length=1)]

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Yield each contraindication."""
        for place, each in enumerate(self.contraindications):
            yield "contraindication", ("contraindications", place), each


class AftercareAdvice(Entity):
    """One piece of advice for the time after a session."""

    period: Literal["before-you-leave", "today", "days-1-to-2", "first-week", "after-first-week"]
    heading: Text
    text: Prose
    kind_of_advice: Literal["do", "do-not", "expect"]
    sources: tuple[SourceRef, ...] = ()


class Aftercare(Document):
    """All aftercare advice, in order of time."""

    kind: ClassVar[str] = "aftercare-list"
    aftercare: Annotated[tuple[AftercareAdvice, ...], Field(min_length=1)]

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Yield each piece of advice."""
        for place, advice in enumerate(self.aftercare):
            yield "aftercare", ("aftercare", place), advice
