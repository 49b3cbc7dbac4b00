"""Pages made of words alone: questions people ask, words explained, and texts such as the privacy notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.urls import reverse
from django.utils.text import slugify

from treatments import structured_data
from treatments.addresses import address
from treatments.catalogue import Catalogue
from treatments.pages.base import (
    REFERENCES,
    Built,
    Link,
    Place,
    Section,
    built,
    cites,
    documents,
    entry,
    home_crumb,
    neighbours,
    renderer_of,
    review_of,
)
from treatments.schema.words import Glossary, Question, Questions, Term


@dataclass(frozen=True, slots=True)
class QuestionSection:
    """Questions about one thing."""

    id: str
    heading: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class TermLetter:
    """The words that begin with one letter."""

    letter: str
    terms: tuple[Term, ...]

    @property
    def id(self) -> str:
        """The anchor of the letter."""
        return f"letter-{self.letter.lower()}"


def questions(catalogue: Catalogue, *, now: datetime) -> Built:
    """Return the page of questions people ask."""
    groups = question_sections(catalogue)
    path, renderer = reverse("treatments:questions"), renderer_of(catalogue)
    place = Place(
        kind="questions",
        path=path,
        heading="Questions people ask",
        description="Short answers on pain, visits, time, cost, work, driving, sport, medicines and side effects.",
        above=(home_crumb(),),
        sections=(
            *(Section(each.id, each.heading) for each in groups),
            *((REFERENCES,) if cites(*documents(catalogue, Questions)) else ()),
        ),
    )
    return built(
        catalogue,
        place,
        review_of(catalogue, *documents(catalogue, Questions)),
        now=now,
        renderer=renderer,
        graph=[structured_data.questions(path, catalogue.questions.values(), renderer)],
        groups=groups,
    )


def question_sections(catalogue: Catalogue) -> tuple[QuestionSection, ...]:
    """Return the groups of questions with the anchors of their headings."""
    return tuple(
        QuestionSection(f"about-{slugify(group.heading)}", group.heading, group.questions)
        for group in catalogue.question_groups
    )


def glossary(catalogue: Catalogue, *, now: datetime) -> Built:
    """Return the page of words explained."""
    terms = sorted(catalogue.terms.values(), key=lambda each: each.term.casefold())
    path, renderer = reverse("treatments:glossary"), renderer_of(catalogue)
    place = Place(
        kind="glossary",
        path=path,
        heading="Words explained",
        description="Medical words on this site and in letters from clinics, each explained in plain English.",
        above=(home_crumb(),),
        sections=(REFERENCES,) if cites(*documents(catalogue, Glossary)) else (),
    )
    meanings = {each.term: renderer.plain(each.meaning) for each in terms}
    return built(
        catalogue,
        place,
        review_of(catalogue, *documents(catalogue, Glossary)),
        now=now,
        renderer=renderer,
        graph=[structured_data.terms(path, meanings)],
        letters=tuple(
            TermLetter(letter, tuple(found)) for letter, found in groupby(terms, key=lambda each: each.term[0].upper())
        ),
    )


def page(catalogue: Catalogue, slug: str, *, now: datetime) -> Built:
    """Return a page that is only text. Raises Moved and NoSuchPage."""
    content = entry(catalogue.pages.values(), "page", slug)
    path = address("page", content.id)
    links = [Link(each.title, address("page", each.id)) for each in catalogue.pages.values()]
    previous, following = neighbours(links, path)
    place = Place(
        kind="page",
        path=path,
        heading=content.title,
        description=content.meta_description,
        above=(home_crumb(),),
        sections=(
            *(Section(each.id, each.heading) for each in content.sections),
            *((REFERENCES,) if cites(content) else ()),
        ),
        previous=previous,
        next=following,
    )
    return built(
        catalogue,
        place,
        review_of(catalogue, content),
        now=now,
        renderer=renderer_of(catalogue, scope=content.id),
        text=content,
    )
