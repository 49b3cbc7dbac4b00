"""What is said about a treatment elsewhere, statement by statement, and where this site answers each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import PLACE, STATEMENT, Document, Entity, FieldError, Int, Loc, Model, Quoted, Text

Verdict = Literal["keep", "qualify", "correct", "drop"]

Place = Annotated[str, Field(pattern=PLACE)]
"""A kind and an id, as in links, with an anchor where the page is long: `treatment:prolotherapy#risks`."""


class Statement(Model):
    """Something that is said, what became of it, and where a reader finds that."""

    id: Annotated[str, Field(pattern=STATEMENT)]
    says: Quoted
    verdict: Verdict
    answered_in: tuple[Place, ...] = ()
    why: Text | None = None

    @model_validator(mode="after")
    def _is_accounted_for(self) -> Self:
        if self.verdict == "drop" and self.why is None:
            raise FieldError("why", "is missing although the statement is dropped", "say why it is not told")
        if self.verdict != "drop" and not self.answered_in:
            raise FieldError("answered_in", "is missing although the statement is not dropped", "say where it stands")
        return self


class StatementGroup(Model):
    """Statements about one thing; `count` keeps one from being lost unseen."""

    heading: Text
    count: Annotated[Int, Field(ge=1)]
    statements: tuple[Statement, ...]

    @model_validator(mode="after")
    def _none_is_missing(self) -> Self:
        if len(self.statements) != self.count:
            raise FieldError(
                "count", f"{self.count}, but there are {len(self.statements)} statements", "find the other"
            )
        doubled = [name for name, times in Counter(each.id for each in self.statements).items() if times > 1]
        if doubled:
            raise FieldError("statements", f"{doubled[0]!r} stands twice", "remove one")
        return self


class Coverage(Document):
    """A list of statements. No page shows it: it is for those who check that nothing was passed over."""

    kind: ClassVar[str] = "coverage"
    groups: Annotated[tuple[StatementGroup, ...], Field(min_length=1)]

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Define nothing that others refer to."""
        return iter(())
