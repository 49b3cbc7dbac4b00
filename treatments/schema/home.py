"""The home page: what the clinic does and does not promise, in ten seconds. It names no medicine."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from .base import ConditionRef, Model, Prose, SingleDocument, Text, TreatmentRef


class Reason(Model):
    """One thing a reader may count on here."""

    heading: Text
    text: Prose


class Home(SingleDocument):
    """The words of the home page."""

    kind: ClassVar[str] = "home"

    headline: Text
    lead: Prose
    meta_description: Annotated[str, Field(min_length=50, max_length=160)]
    treatment: TreatmentRef
    honesty: Prose
    reasons: Annotated[tuple[Reason, ...], Field(min_length=3, max_length=4)]
    steps_heading: Text
    steps: Annotated[tuple[Reason, ...], Field(min_length=3, max_length=4)]
    popular_conditions: Annotated[tuple[ConditionRef, ...], Field(min_length=3, max_length=8)]
