"""The page of a condition, and the list of conditions from A to Z and by part of the body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.urls import reverse

from treatments import structured_data
from treatments.addresses import address
from treatments.catalogue import Catalogue
from treatments.labels import LABELS
from treatments.pages.base import (
    Built,
    Crumb,
    Link,
    Place,
    Section,
    built,
    clinic_day,
    entry,
    home_crumb,
    neighbours,
    renderer_of,
    review_of,
)
from treatments.pages.care_cards import care_cards
from treatments.pages.claims import claim_rows
from treatments.pages.prices import PackageRow, cheapest, packages_in_force
from treatments.pages.treatment import ConditionLink, TreatmentLink, condition_link
from treatments.pictures import body
from treatments.schema.condition import Condition

LIST_DESCRIPTION = (
    "Joint, tendon and nerve problems from A to Z and by part of the body, and whether we offer treatment for each."
)


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A condition under one of its names; `of` is its plain name where this is another."""

    name: str
    of: str
    condition: Condition
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The names that begin with one letter."""

    letter: str
    names: tuple[NamedLink, ...]

    @property
    def id(self) -> str:
        """The anchor of the letter."""
        return f"letter-{self.letter.lower()}"


@dataclass(frozen=True, slots=True)
class Area:
    """The conditions of one part of the body."""

    id: str
    name: str
    conditions: tuple[ConditionLink, ...]


@dataclass(frozen=True, slots=True)
class BodyMap:
    """Both views of the body with the areas of the list, and those areas that have no one place on it."""

    figures: tuple[body.Figure, ...]
    anywhere: tuple[Area, ...]


def conditions(catalogue: Catalogue, *, now: datetime) -> Built:
    """Return the list of conditions."""
    everything = tuple(catalogue.conditions.values())
    letters = a_to_z(everything)
    listed = areas(everything)
    place = Place(
        kind="conditions",
        path=reverse("treatments:conditions"),
        heading="Conditions",
        description=LIST_DESCRIPTION,
        above=(home_crumb(),),
        sections=(
            Section("a-to-z", "Conditions from A to Z"),
            Section("by-area", "Conditions by part of the body"),
            Section("on-the-body", "Point at where it hurts"),
        ),
    )
    return built(
        catalogue,
        place,
        review_of(catalogue, *everything),
        now=now,
        letters=letters,
        areas=listed,
        body=body_map(listed),
    )


def condition(catalogue: Catalogue, slug: str, *, now: datetime) -> Built:
    """Return the page of a condition. Raises Moved and NoSuchPage."""
    content = entry(catalogue.conditions.values(), "condition", slug)
    path = address("condition", content.id)
    treatments = catalogue.treatments_for(content)
    return built(
        catalogue,
        _place(catalogue, content, path),
        review_of(catalogue, content),
        now=now,
        renderer=renderer_of(catalogue, scope=content.id),
        about=structured_data.identity(path, "condition"),
        graph=[structured_data.condition(content, treatments if catalogue.results_told else ())],
        condition=content,
        spot=body.place(content.body_area),
        care_cards=care_cards(catalogue, content.red_flags),
        claims=claim_rows(catalogue, content.evidence.claims),
        treatments=[TreatmentLink(each, address("treatment", each.id)) for each in treatments],
        may_ask=content.status != "not-offered",
        from_package=_from_package(catalogue, content, now),
        related=_related(catalogue, content),
    )


def a_to_z(everything: Iterable[Condition]) -> tuple[Letter, ...]:
    """Return the plain and the clinical name of each condition, by its first letter.

    Synonyms are for search: many of them are spelled as people type them.
    """
    names = [
        NamedLink(name, "" if name == each.name_plain else each.name_plain, each, address("condition", each.id))
        for each in everything
        for name in dict.fromkeys([each.name_plain, each.name_clinical or each.name_plain])
    ]
    ordered = sorted(names, key=lambda link: link.name.casefold())
    by_letter = groupby(ordered, key=lambda link: link.name[0].upper())
    return tuple(Letter(letter, tuple(links)) for letter, links in by_letter)


def areas(everything: Iterable[Condition]) -> tuple[Area, ...]:
    """Return the conditions by part of the body, head to foot as the labels list them."""
    known = sorted(everything, key=lambda each: each.name_plain.casefold())
    return tuple(
        Area(f"area-{area}", words, links)
        for area, words in LABELS["body-area"].items()
        if (links := tuple(condition_link(each) for each in known if each.body_area == area))
    )


def body_map(listed: Iterable[Area]) -> BodyMap:
    """Return the map of the same areas as the list, each of them once in words or at least once on the body."""
    by_area = {each.id.removeprefix("area-"): each for each in listed}
    anywhere = tuple(each for area, each in by_area.items() if area in body.NOWHERE)
    return BodyMap(body.figures(by_area), anywhere)


def sections(content: Condition) -> tuple[Section, ...]:
    """Return the sections of a condition page; what its file does not say is absent."""
    every = {
        "what-it-is": "What it is",
        "natural-course": "How it goes by itself",
        "try-first": "What to try first",
        "get-help": "When to get help",
        "our-answer": "Whether we offer treatment",
        "research": "What the research shows" if content.evidence.summary else "",
        "guidelines": "What guidelines say" if content.guideline_positions else "",
        "references": "Sources",
    }
    return tuple(Section(anchor, heading) for anchor, heading in every.items() if heading)


def _place(catalogue: Catalogue, content: Condition, path: str) -> Place:
    in_order = sorted(catalogue.conditions.values(), key=lambda each: each.name_plain.casefold())
    links = [Link(each.name_plain, address("condition", each.id)) for each in in_order]
    previous, following = neighbours(links, path)
    return Place(
        kind="condition",
        path=path,
        heading=content.name_plain,
        description=content.meta_description,
        above=(home_crumb(), Crumb("Conditions", reverse("treatments:conditions"))),
        sections=sections(content),
        previous=previous,
        next=following,
    )


def _from_package(catalogue: Catalogue, content: Condition, now: datetime) -> PackageRow | None:
    today = clinic_day(catalogue, now)
    names = dict.fromkeys(name for each in catalogue.treatments_for(content) for name in each.packages)
    return cheapest(packages_in_force(catalogue, names, today))


def _related(catalogue: Catalogue, content: Condition) -> list[ConditionLink]:
    return [
        condition_link(each)
        for each in catalogue.conditions.values()
        if each.body_area == content.body_area and each.id != content.id
    ]
