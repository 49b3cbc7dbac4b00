"""What every page has: its title and address, the way to it, who reviewed it, and the renderer of its prose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from pydantic import BaseModel

from treatments import cards, structured_data
from treatments.addresses import absolute, address
from treatments.cards import Card
from treatments.catalogue import Catalogue
from treatments.prose import Renderer, mentions
from treatments.schema.base import Change, Document, PageDocument, Prose, Ref
from treatments.schema.clinic import Notice
from treatments.schema.people import Person
from treatments.shelf import leaves
from treatments.structured_data import Node
from treatments.typesetting import with_apostrophes


class NoSuchPage(Exception):
    """No piece of content has this name, nor ever had."""


class Moved(Exception):
    """The page has another name now; `to` is its path."""

    def __init__(self, to: str) -> None:
        super().__init__(to)
        self.to = to


class Crumb(NamedTuple):
    """One step on the way from the home page down to a page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Link:
    """Another page, by the words that lead there."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of a contents list: the anchor and the words of the heading that stands there."""

    id: str
    heading: str


INDENT = re.compile(r"\n\s+")
BREAK = re.compile(r"\n(?=</?(?:d[dlt]|div|h[1-4]|head|li|link|meta|nav|[ou]l|p|section|t[dhr]|tbody|thead)\b)")
"""What templates are laid out with for people: a twentieth of what a long page weighs, and nothing to a browser.

Lines are joined only before what stands on a line of its own anyway.
"""

REFERENCES = Section("references", "Sources")
"""The list of what a page cited, the last of its sections."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: its path, what kind of page it is, what it is called, and its neighbours.

    One that is not `indexed` is kept out of search engines, and so needs no address to be known by.
    """

    kind: str
    path: str
    heading: str
    description: str
    above: tuple[Crumb, ...] = ()
    sections: tuple[Section, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    title: str = ""
    indexed: bool = True


@dataclass(frozen=True, slots=True)
class Review:
    """Who looked a page over and when, when that is due again, and what changed since it began.

    `changed` is the last day on which somebody changed or confirmed anything the page says.
    """

    by: Person
    on: date
    due: date
    changed: date
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Page:
    """What the templates around a page need to know of it.

    A page that no file stands behind has no review, and one that is not indexed has no card.
    """

    kind: str
    path: str
    title: str
    heading: str
    description: str
    canonical: str
    card: Card | None
    robots: str
    breadcrumbs: tuple[Crumb, ...]
    sections: tuple[Section, ...]
    previous: Link | None
    next: Link | None
    notices: tuple[Notice, ...]
    json_ld: SafeString
    reviewed_by: Person | None
    last_reviewed: date | None
    next_review: date | None
    changed: date | None
    overdue: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Built:
    """A page ready to be written: the template and everything it may say."""

    template: str
    context: dict[str, Any]

    def html(self) -> str:
        """Return the page. It is rendered without a request, so that nobody's visit can leave a mark in it."""
        return with_apostrophes(BREAK.sub("", INDENT.sub("\n", render_to_string(self.template, self.context))))


class EntryBuilder(Protocol):
    """Builds the page of one piece of content. Raises Moved and NoSuchPage."""

    def __call__(self, catalogue: Catalogue, slug: str, *, now: datetime) -> Built:
        """Return the page."""
        ...


def built(
    catalogue: Catalogue,
    place: Place,
    review: Review | None,
    *,
    now: datetime,
    graph: Iterable[Node] = (),
    about: Node | None = None,
    renderer: Renderer | None = None,
    template: str = "",
    **context: Any,
) -> Built:
    """Return a page with what every page has. `graph` and `about` are what it adds to its structured data."""
    page = _page(catalogue, place, review, now=now, graph=graph, about=about)
    common = {
        "clinic": catalogue.clinic,
        "catalogue": catalogue,
        "page": page,
        "renderer": renderer or renderer_of(catalogue),
        "emergency": emergency(catalogue),
        "cites": REFERENCES in page.sections,
    }
    return Built(template or f"treatments/{place.kind}.html", common | context)


def renderer_of(catalogue: Catalogue, *, scope: str = "") -> Renderer:
    """Return a renderer of prose for one page; `scope` is the file whose own figures it may name in short."""
    return Renderer(
        figures=_with_short_names(catalogue),
        link=address,
        scope=scope,
    )


def clinic_day(catalogue: Catalogue, now: datetime) -> date:
    """Return the date on the clinic's own calendar."""
    return now.astimezone(ZoneInfo(catalogue.clinic.time_zone)).date()


def notices(catalogue: Catalogue, now: datetime) -> tuple[Notice, ...]:
    """Return the notices that are shown at this moment; those without a zone mean the clinic's own clock."""
    zone = ZoneInfo(catalogue.clinic.time_zone)

    def moment(written: datetime) -> datetime:
        return written if written.tzinfo else written.replace(tzinfo=zone)

    return tuple(
        notice for notice in catalogue.clinic.notices if moment(notice.shows_from) <= now < moment(notice.shows_until)
    )


def emergency(catalogue: Catalogue) -> Any:
    """Return what to do in an emergency where the clinic is."""
    return catalogue.levels["call-999"].actions[catalogue.clinic.jurisdictions[0]]


def review_of(catalogue: Catalogue, *documents: Document) -> Review:
    """Return the review of a page made from several files.

    Everything on it was looked over on that day or later, so the day is that of the oldest review, and the page falls
    due with the first of its files.
    """
    oldest = min(documents, key=lambda each: each.last_reviewed)
    changes = {change for each in documents if isinstance(each, PageDocument) for change in each.changes}
    return Review(
        by=catalogue.people[oldest.reviewed_by],
        on=oldest.last_reviewed,
        due=min(each.next_review for each in documents),
        changed=max([*(each.last_reviewed for each in documents), *(change.on for change in changes)]),
        changes=tuple(sorted(changes, key=lambda change: change.on, reverse=True)) if len(documents) == 1 else (),
    )


def cites(*contents: BaseModel) -> bool:
    """Whether any prose or field of these contents cites a source, so that the page needs a list of what it cited."""
    return any(_cites(leaf) for content in contents for _, leaf in leaves(content))


def documents[D: Document](catalogue: Catalogue, of: type[D]) -> list[D]:
    """Return the files of a kind."""
    return [each for each in catalogue.documents if isinstance(each, of)]


def entry[P: PageDocument](entries: Iterable[P], kind: str, name: str) -> P:
    """Return the content of a name. Raises Moved for a former name, and NoSuchPage for one that never was."""
    known = tuple(entries)
    for each in known:
        if each.id == name:
            return each
    for each in known:
        if name in each.aliases:
            raise Moved(address(kind, each.id))
    raise NoSuchPage(f"{kind} {name}")


def home_crumb() -> Crumb:
    """Return the first step of every way."""
    return Crumb("Home", reverse("treatments:home"))


def neighbours(links: list[Link], path: str) -> tuple[Link | None, Link | None]:
    """Return the links before and after the one that leads to a path; None at either end."""
    place = [link.url for link in links].index(path)
    before = links[place - 1] if place else None
    after = links[place + 1] if place + 1 < len(links) else None
    return before, after


def _cites(leaf: Ref | Prose) -> bool:
    if isinstance(leaf, Ref):
        return leaf.kind == "source"
    return any(mention.kind == "citation" for mention in mentions(leaf))


def _with_short_names(catalogue: Catalogue) -> dict[str, str]:
    # What the clinic's file says of itself in short, such as {phone}, is shown on every page.
    own = {name.removeprefix("clinic."): value for name, value in catalogue.figures.items()}
    return own | dict(catalogue.figures)


def _page(
    catalogue: Catalogue,
    place: Place,
    review: Review | None,
    *,
    now: datetime,
    graph: Iterable[Node],
    about: Node | None,
) -> Page:
    crumbs = (*place.above, Crumb(place.heading, place.path)) if place.above else ()
    nodes = _nodes(catalogue, place, review, crumbs, about) if review and place.indexed else []
    return Page(
        kind=place.kind,
        path=place.path,
        title=place.title or place.heading,
        heading=place.heading,
        description=place.description,
        canonical=absolute(place.path) if place.indexed else "",
        card=cards.card_of(catalogue.clinic, path=place.path, heading=place.heading) if place.indexed else None,
        robots="" if place.indexed else "noindex",
        breadcrumbs=crumbs,
        sections=place.sections,
        previous=place.previous,
        next=place.next,
        notices=notices(catalogue, now),
        json_ld=structured_data.script(_merged([*nodes, *graph])) if nodes else SafeString(""),
        reviewed_by=review.by if review else None,
        last_reviewed=review.on if review else None,
        next_review=review.due if review else None,
        changed=review.changed if review else None,
        overdue=review is not None and review.due < clinic_day(catalogue, now),
        changes=review.changes if review else (),
    )


def _nodes(
    catalogue: Catalogue, place: Place, review: Review, crumbs: tuple[Crumb, ...], about: Node | None
) -> list[Node]:
    nodes = [
        structured_data.clinic(catalogue.clinic),
        structured_data.page(place.path, name=place.heading, about=about),
    ]
    if crumbs:
        # The home page, which alone has no way to it, has no room for its review either.
        nodes.append(structured_data.reviewed(place.path, by=review.by, on=review.on))
        nodes.append(structured_data.breadcrumbs(place.path, crumbs))
    return nodes


def _merged(nodes: list[Node]) -> list[Node]:
    """Let a node that a page tells in full stand once."""
    by_identity: dict[str, Node] = {}
    for place, node in enumerate(nodes):
        key = node.get("@id", str(place))
        by_identity[key] = by_identity.get(key, {}) | node
    return list(by_identity.values())
