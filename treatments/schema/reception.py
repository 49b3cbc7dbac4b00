"""What reception says and does in this clinic: whom it asks, and the clinic's answer to each of its questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self, get_args

from pydantic import Field, model_validator

from .base import E164, Document, Entity, FieldError, Loc, Model, PersonRef, Prose, Text

Situation = Literal[
    "needs-a-clinician",
    "interpreter",
    "sign-language",
    "text-relay",
    "other-needs",
    "any-call",
    "unnamed-caller",
    "asked-for-text",
    "asked-for-email",
    "for-someone-else",
    "patient-not-asked",
    "patient-cannot-decide",
]
"""What an enquiry may ask of reception, in the order in which the desk shows the answers."""

SITUATIONS: tuple[Situation, ...] = get_args(Situation)


class Line(Model):
    """A telephone line that reception rings to get something done: whose it is, as it is read and as it is dialled."""

    label: Text
    number: Text
    e164: Annotated[str, Field(pattern=E164)]


class Answer(Model):
    """How this clinic does something: the question as a newcomer asks it, and what to do.

    `when` are the enquiries beside which it stands; without any it stands only in the list of all answers.
    """

    question: Text
    answer: Prose
    when: tuple[Situation, ...] = ()
    line: Line | None = None


class Reception(Document):
    """How reception works here; patients do not read it."""

    kind: ClassVar[str] = "reception"

    clinicians: Annotated[tuple[PersonRef, ...], Field(min_length=1)]
    answers: Annotated[tuple[Answer, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _leaves_nobody_without_an_answer(self) -> Self:
        answered = {situation for each in self.answers for situation in each.when}
        missing = [situation for situation in SITUATIONS if situation not in answered]
        if missing:
            raise FieldError(
                "answers",
                f"none says what to do when: {', '.join(missing)}",
                "add one for each, with that word in its 'when'",
            )
        return self

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Define nothing that others refer to."""
        return iter(())
