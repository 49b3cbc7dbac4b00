"""The house's rules of wording: phrases nobody uses, words that are explained, and exceptions with their reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from .base import Document, Entity, Loc, Model, Number, Text


def _is_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as fault:
        raise ValueError(f"is not a pattern: {fault}") from fault
    return text


Pattern = Annotated[str, Field(min_length=2), AfterValidator(_is_pattern)]


class Banned(Model):
    """A phrase that claims too much or presses people. `unless` is what may stand around it and make it honest."""

    phrase: Pattern
    unless: Pattern | None = None
    instead: Text


class Exemption(Model):
    """A place where a rule does not hold, and why somebody decided so."""

    rule: Literal["banned", "number", "grade", "sentence", "medicine", "frequency", "share", "repeat"]
    file: Text
    field: Text
    words: Text | None = Field(default=None, description="The words that are allowed; without them, the whole field")
    why: Text


class Wording(Document):
    """How the site speaks. Grades are school years of the Flesch-Kincaid formula, sentences are counted in words."""

    kind: ClassVar[str] = "wording"

    body_grade_max: Number
    evidence_grade_max: Number
    sentence_words_max: Annotated[int, Field(ge=10)]
    grade_needs_words: Annotated[int, Field(ge=1)]
    evidence_fields: tuple[Text, ...]
    explained_words: tuple[Text, ...]
    medicines: tuple[Text, ...]
    banned: tuple[Banned, ...]
    exemptions: tuple[Exemption, ...] = ()

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Define nothing that others refer to."""
        return iter(())
