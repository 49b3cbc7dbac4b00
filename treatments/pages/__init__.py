"""Every page that patients read: its builder by name, and the paths at which all of them are published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from django.urls import Resolver404, resolve, reverse

from treatments import images, leaflets
from treatments.addresses import address
from treatments.catalogue import Catalogue
from treatments.pages.aftercare import aftercare
from treatments.pages.base import Built, EntryBuilder, Moved, NoSuchPage, Page
from treatments.pages.clinic import contact, people
from treatments.pages.condition import condition, conditions
from treatments.pages.costs import costs
from treatments.pages.details import details
from treatments.pages.evidence import evidence
from treatments.pages.home import home
from treatments.pages.leaflet import large_print, leading_to_paper, leaflet, to_print
from treatments.pages.technique import technique, techniques
from treatments.pages.treatment import treatment, treatments
from treatments.pages.words import glossary, page, questions

__all__ = [
    "MANY",
    "PRINTED",
    "SINGLE",
    "Built",
    "Moved",
    "NoSuchPage",
    "Page",
    "at",
    "every_page",
    "made_paths",
    "public_paths",
]


class Builder(Protocol):
    """Builds the one page of its kind."""

    def __call__(self, catalogue: Catalogue, *, now: datetime) -> Built: ...


SINGLE: Mapping[str, Builder] = {
    "home": home,
    "treatments": treatments,
    "techniques": techniques,
    "conditions": conditions,
    "costs": costs,
    "evidence": evidence,
    "people": people,
    "contact": contact,
    "questions": questions,
    "glossary": glossary,
}
"""Pages of which there is one, by the name of their URL."""

MANY: Mapping[str, EntryBuilder] = {
    "treatment": leading_to_paper(treatment),
    "aftercare": aftercare,
    "details": details,
    "technique": technique,
    "condition": condition,
    "page": page,
}
"""Pages of which there is one for each piece of content, by the name of their URL."""

PRINTED: Mapping[str, EntryBuilder] = {"leaflet": leaflet, "large-print": large_print}
"""What a treatment's page says, again for paper: by the name of its URL. Search engines are not shown it."""

FOR_MACHINES = ("treatments:sitemap", "treatments:robots")

_ENTRIES: Mapping[str, Callable[[Catalogue], Iterable[str]]] = {
    "treatment": lambda catalogue: catalogue.treatments,
    "aftercare": lambda catalogue: catalogue.treatments,
    "details": lambda catalogue: catalogue.treatments,
    "technique": lambda catalogue: catalogue.techniques,
    "condition": lambda catalogue: catalogue.conditions,
    "page": lambda catalogue: catalogue.pages,
}


def public_paths(catalogue: Catalogue) -> list[str]:
    """Return every path to publish: the pages, and what machines read about them."""
    return [*_page_paths(catalogue), *(reverse(name) for name in FOR_MACHINES)]


def made_paths(catalogue: Catalogue, *, now: datetime) -> list[str]:
    """Return the path of all that is made beside the pages: cards, pictures, and leaflets, those as PDF first."""
    shared = [each.context["page"].card for each in every_page(catalogue, now=now)]
    papers = [(kind, name) for kind in PRINTED for name in catalogue.treatments]
    prints = [to_print(catalogue, name, kind, now=now) for kind, name in papers]
    return [
        *(card.url for card in shared if card is not None),
        *(each.url for each in images.every(catalogue)),
        *(each.url for each in prints if each.size or not leaflets.why_not()),
        *(address(kind, name) for kind, name in papers),
    ]


def at(catalogue: Catalogue, path: str, *, now: datetime) -> Built:
    """Return the page at a path. Raises NoSuchPage, and Moved."""
    try:
        found = resolve(path)
    except Resolver404 as unknown:
        raise NoSuchPage(path) from unknown
    name = (found.url_name or "") if found.app_name == "treatments" else ""
    if name in SINGLE:
        return SINGLE[name](catalogue, now=now)
    if name in MANY:
        return MANY[name](catalogue, found.kwargs["slug"], now=now)
    raise NoSuchPage(path)


def every_page(catalogue: Catalogue, *, now: datetime) -> Iterator[Built]:
    """Yield every page, built and not yet rendered, in the order of `public_paths`."""
    for single in SINGLE.values():
        yield single(catalogue, now=now)
    for kind, build in MANY.items():
        for name in _ENTRIES[kind](catalogue):
            yield build(catalogue, name, now=now)


def _page_paths(catalogue: Catalogue) -> Iterator[str]:
    for name in SINGLE:
        yield reverse(f"treatments:{name}")
    for kind, names in _ENTRIES.items():
        yield from (address(kind, name) for name in names(catalogue))
