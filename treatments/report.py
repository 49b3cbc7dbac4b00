"""What an editor needs to know of each page at a glance: how it reads, what it rests on, and when it is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from pydantic import BaseModel

from .addresses import address
from .catalogue import Catalogue
from .discern import notes
from .hints import hard_words, passives
from .pages import SINGLE, every_page
from .pages.base import Built, clinic_day, documents, renderer_of
from .prose import LINKED_KINDS, mentions, opening
from .reading import Reading, measure
from .rules.passages import closed
from .schema.base import ClaimRef, ConditionRef, Prose, Ref, SourceRef, TechniqueRef, TreatmentRef
from .schema.technique import Technique
from .schema.treatment import Treatment
from .schema.wording import Wording
from .shelf import leaves

AROUND = frozenset({"catalogue", "clinic", "page", "renderer"})
"""What every template is given, whatever its page says."""

LEADING = {ConditionRef: "condition", TechniqueRef: "technique", TreatmentRef: "treatment"}
"""References that a page shows as a link."""

SHOWN: Mapping[str, tuple[str, ...]] = {
    "treatment": ("treatment", "plan", "risks", "aftercare", "do_not_inject", "ask_first"),
    "details": ("treatment", "plan", "risks", "do_not_inject", "ask_first"),
    "aftercare": ("groups",),
    "condition": ("condition", "claims"),
    "technique": ("technique", "claims"),
    "home": ("home",),
    "page": ("text",),
    "costs": ("prices",),
    "people": ("team",),
    "contact": ("clinic",),
    "questions": ("groups",),
    "glossary": ("letters",),
    "evidence": ("topics",),
}
"""By the kind of a page, the parts of its context whose prose stands on it."""

SUMMED_UP: Mapping[str, tuple[str, ...]] = {
    "treatments": ("treatments",),
    "techniques": ("techniques",),
}
"""By the kind of a list of pages, the parts of its context of which it shows the summaries."""

IN_FULL = frozenset(
    {
        "about",
        "for_whom",
        "summary",
        "what_it_is",
        "plain",
        "off_label",
        "conditions_note",
        "suits",
        "research",
        "balance",
    }
)
"""Fields that stand in full on the page of a treatment; of all others it shows the opening."""

LATER = frozenset({"history", "more", "solutions", "add_ons", "description", "why", "decision", "performed_by_note"})
"""Fields that only the page with the details of a treatment shows."""

IN_FRAME = frozenset({"privacy", "accessibility", "complaints"})
"""Pages of text to which the foot of every page leads."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page: its reading, what it rests on, its review, who leads to it, and hints.

    `links_in` is None for a page of which there is one: the frame around every page leads there.
    """

    path: str
    reading: Reading
    claims: int
    sources: int
    reviewed: date
    due: date
    overdue: bool
    links_in: int | None
    passives: tuple[str, ...]
    hard_words: tuple[str, ...]
    discern: str


def page_rows(catalogue: Catalogue, *, now: datetime) -> list[PageRow]:
    """Return a row for each page that somebody reviewed, in the order of the site."""
    built = [each for each in every_page(catalogue, now=now) if each.context["page"].last_reviewed]
    leads = Counter(target for each in built for target in _targets(each))
    return [_row(catalogue, each, leads, today=clinic_day(catalogue, now)) for each in built]


def _row(catalogue: Catalogue, built: Built, leads: Mapping[str, int], *, today: date) -> PageRow:
    page, shown = built.context["page"], list(_shown(built))
    text, explained = _text(catalogue, built), _explained(catalogue)
    claims = _claims(built, shown)
    return PageRow(
        path=page.path,
        reading=measure(text, explained=explained),
        claims=len(claims),
        sources=len(set(_sources(shown)) | {name for claim in claims for name in catalogue.claims[claim].sources}),
        reviewed=page.last_reviewed,
        due=page.next_review,
        overdue=page.next_review < today,
        links_in=None if page.path in _menu() else leads[page.path],
        passives=tuple(passives(text)),
        hard_words=tuple(hard_words(text, explained=explained)),
        discern=_discern(catalogue, built),
    )


def _shown(built: Built) -> Iterator[BaseModel]:
    for name in SHOWN.get(built.context["page"].kind, ()):
        yield from _models(built.context[name])


def _models(value: Any) -> Iterator[BaseModel]:
    """Yield the content inside what a template is given: content itself, rows that hold some, and lists of either."""
    if isinstance(value, BaseModel):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _models(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _models(getattr(value, each.name))


def _text(catalogue: Catalogue, built: Built) -> str:
    renderer = renderer_of(catalogue, scope=built.context["renderer"].scope)
    passages = dict.fromkeys(_passages(built))
    return " ".join(closed(line) for passage in passages for line in renderer.lines(passage))


def _passages(built: Built) -> Iterator[Prose]:
    """Yield the prose that stands on a page, shortened where the page shortens it."""
    kind = built.context["page"].kind
    for loc, leaf in (pair for each in _shown(built) for pair in leaves(each)):
        if not isinstance(leaf, Prose) or (kind == "treatment" and LATER & set(loc)):
            continue
        yield Prose(opening(leaf)) if kind == "treatment" and not IN_FULL & set(loc) else leaf
    for name in SUMMED_UP.get(kind, ()):
        yield from (each.summary for each in _models(built.context[name]) if isinstance(each, Treatment | Technique))


def _claims(built: Built, shown: list[BaseModel]) -> set[str]:
    referred = {str(leaf) for each in shown for _, leaf in leaves(each) if isinstance(leaf, ClaimRef)}
    return referred | {row.claim.id for topic in built.context.get("topics", ()) for row in topic.claims}


def _sources(shown: Iterable[BaseModel]) -> Iterator[str]:
    for each in shown:
        for _, leaf in leaves(each):
            if isinstance(leaf, SourceRef):
                yield str(leaf)
            elif isinstance(leaf, Prose):
                yield from (mention.name for mention in mentions(leaf) if mention.kind == "citation")


def _targets(built: Built) -> set[str]:
    """Return the paths to which what stands on a page leads, except to itself."""
    parts = {name: part for name, part in built.context.items() if name not in AROUND}
    found = set(_urls(parts)) | {path for each in _shown(built) for _, leaf in leaves(each) for path in _leads_to(leaf)}
    return {path.partition("#")[0] for path in found} - {built.context["page"].path}


def _urls(value: Any) -> Iterator[str]:
    """Yield the paths of the links that a template is given."""
    if isinstance(value, list | tuple):
        for each in value:
            yield from _urls(each)
    elif isinstance(value, dict):
        yield from (each for name, each in value.items() if name.endswith("url") and each)
        for each in value.values():
            yield from _urls(each)
    elif is_dataclass(value):
        yield from _urls({each.name: getattr(value, each.name) for each in fields(value)})


def _leads_to(leaf: Ref | Prose) -> Iterator[str]:
    if isinstance(leaf, Prose):
        links = (each for each in mentions(leaf) if each.kind == "link" and each.target in LINKED_KINDS)
        yield from (address(each.target, each.name) for each in links)
    elif type(leaf) in LEADING:
        yield address(LEADING[type(leaf)], leaf)


def _menu() -> frozenset[str]:
    return frozenset(
        {*(reverse(f"treatments:{name}") for name in SINGLE), *(address("page", name) for name in IN_FRAME)}
    )


def _explained(catalogue: Catalogue) -> frozenset[str]:
    house = {word for each in documents(catalogue, Wording) for word in each.explained_words}
    return frozenset(house | {word.lower() for each in catalogue.terms.values() for word in (each.term, *each.also)})


def _discern(catalogue: Catalogue, built: Built) -> str:
    content = built.context.get("treatment")
    if built.context["page"].kind != "treatment" or not isinstance(content, Treatment):
        return ""
    return "; ".join(notes(catalogue, content))
