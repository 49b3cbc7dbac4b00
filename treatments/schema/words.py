"""Questions people ask, words explained, and pages that are only text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .base import (
    VERSION,
    ClaimRef,
    Document,
    Entity,
    Loc,
    Model,
    PageDocument,
    Prose,
    Quoted,
    Slug,
    Text,
    TreatmentRef,
)

FaqTag = Literal[
    "pain", "visits", "gap", "time", "cost", "work", "driving", "sport", "medicines", "side-effects", "nothing",
    "alternatives", "who", "not-for", "results", "complaint",
]  # fmt: skip


class Question(Entity):
    """A question people ask, and the short answer."""

    question: Text
    answer: Prose
    tags: Annotated[tuple[FaqTag, ...], Field(min_length=1)]
    treatments: tuple[TreatmentRef, ...] = ()
    claims: tuple[ClaimRef, ...] = ()


class Questions(Document):
    """All questions, in the order they are shown."""

    kind: ClassVar[str] = "questions"
    groups: Annotated[tuple[QuestionGroup, ...], Field(min_length=1)]

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Yield each question."""
        for place, group in enumerate(self.groups):
            for number, question in enumerate(group.questions):
                yield "question", ("groups", place, "questions", number), question


class QuestionGroup(Model):
    """Questions about one thing, under one heading."""

    heading: Text
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Term(Entity):
    """A word a reader may not know; `also` lists other spellings and near words that search should know."""

    term: Text
    meaning: Prose
    also: tuple[Text, ...] = ()


class Glossary(Document):
    """All terms."""

    kind: ClassVar[str] = "glossary"
    terms: Annotated[tuple[Term, ...], Field(min_length=1)]

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Yield each term."""
        for place, term in enumerate(self.terms):
            yield "term", ("terms", place), term


class TextSection(Model):
    """A heading and what stands under it; `quote` is what others say, which the text answers."""

    id: Slug
    heading: Text
    quote: Quoted | None = None
    text: Prose


class Page(PageDocument):
    """A page that is only text, such as privacy; `version` is stored with what people agreed to."""

    kind: ClassVar[str] = "page"

    title: Annotated[str, Field(min_length=1, max_length=60)]
    meta_description: Annotated[str, Field(min_length=50, max_length=160)]
    version: Annotated[str, Field(pattern=VERSION)]
    lead: Prose
    sections: Annotated[tuple[TextSection, ...], Field(min_length=1)]
