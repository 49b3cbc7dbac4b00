"""The page of a technique, and the list of techniques."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from treatments import structured_data
from treatments.addresses import address
from treatments.catalogue import Catalogue
from treatments.pages.base import (
    REFERENCES,
    Built,
    Crumb,
    Link,
    Place,
    Section,
    built,
    entry,
    home_crumb,
    neighbours,
    renderer_of,
    review_of,
)
from treatments.pages.care_cards import care_cards
from treatments.pages.claims import claim_rows
from treatments.pages.treatment import technique_link
from treatments.schema.technique import Technique

HEADINGS: dict[str, str] = {
    "what-it-is": "What it is",
    "what-happens": "What happens",
    "research": "What the research shows",
    "limits": "What it cannot do",
    "risks": "What can go wrong",
    "get-help": "When to get help",
    "consent": "Saying yes or no",
    "offered": "Whether we use it",
    REFERENCES.id: REFERENCES.heading,
}
"""The headings of a technique page, in the order they stand on it."""

LIST_DESCRIPTION = (
    "Ways of guiding a needle, and other injections some clinics add: what each is, and what is known about it."
)


def techniques(catalogue: Catalogue, *, now: datetime) -> Built:
    """Return the list of techniques."""
    everything = tuple(catalogue.techniques.values())
    place = Place(
        kind="techniques",
        path=reverse("treatments:techniques"),
        heading="Techniques",
        description=LIST_DESCRIPTION,
        above=(home_crumb(), Crumb("Treatments", reverse("treatments:treatments"))),
    )
    return built(
        catalogue,
        place,
        review_of(catalogue, *everything),
        now=now,
        techniques=[technique_link(each) for each in everything],
    )


def technique(catalogue: Catalogue, slug: str, *, now: datetime) -> Built:
    """Return the page of a technique. Raises Moved and NoSuchPage."""
    content = entry(catalogue.techniques.values(), "technique", slug)
    path = address("technique", content.id)
    renderer = renderer_of(catalogue, scope=content.id)
    links = [Link(each.title, address("technique", each.id)) for each in catalogue.techniques.values()]
    previous, following = neighbours(links, path)
    place = Place(
        kind="technique",
        path=path,
        heading=content.title,
        description=content.meta_description,
        above=(home_crumb(), Crumb("Techniques", reverse("treatments:techniques"))),
        sections=_sections(content),
        previous=previous,
        next=following,
    )
    return built(
        catalogue,
        place,
        review_of(catalogue, content),
        now=now,
        renderer=renderer,
        about=structured_data.identity(path, "technique"),
        graph=[structured_data.technique(content, renderer)],
        technique=content,
        care_cards=care_cards(catalogue, content.red_flags),
        claims=claim_rows(catalogue, content.claims),
    )


def _sections(content: Technique) -> tuple[Section, ...]:
    """Return the sections of a technique page; what research found is absent where it may not be told."""
    absent = set() if content.what_the_research_says else {"research"}
    return tuple(Section(name, words) for name, words in HEADINGS.items() if name not in absent)
