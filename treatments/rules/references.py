"""Rules of names and addresses: ids are unique, and everything referred to exists."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import Resolver404, resolve

from treatments.faults import Fault, suggest
from treatments.prose import LINKED_KINDS, Mention, mentions
from treatments.rules.base import Context, each, no_such
from treatments.schema.base import PageDocument, Prose, Ref, SingleDocument
from treatments.schema.words import Page
from treatments.shelf import Entry, leaves


def ids_are_unique(context: Context) -> Iterator[Fault]:
    """An id stands for one thing of its kind."""
    for first, second in context.shelf.doubles:
        yield second.fault(
            ("id",),
            f"{second.entity.id!r} is already a {second.kind} in {first.file.path}",
            "choose another id",
        )


def files_are_named_by_their_id(context: Context) -> Iterator[Fault]:
    """A file that defines one thing is named after it, so that an editor finds it."""
    for file in context.shelf.files:
        stem = file.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        if isinstance(file.document, SingleDocument) and file.document.id != stem:
            yield file.fault(
                ("id",),
                f"{file.document.id!r} in a file named {stem!r}",
                "make them the same",
            )


def references_lead_somewhere(context: Context) -> Iterator[Fault]:
    """Everything referred to by id exists."""
    for file in context.shelf.files:
        for loc, leaf in leaves(file.document):
            if isinstance(leaf, Ref) and not context.knows(leaf.kind, leaf):
                yield file.fault(loc, *no_such(context, leaf.kind, str(leaf)))


def prose_mentions_lead_somewhere(context: Context) -> Iterator[Fault]:
    """Every figure, citation and link inside prose exists."""
    for file in context.shelf.files:
        scope = getattr(file.document, "id", "")
        for loc, leaf in leaves(file.document):
            if isinstance(leaf, Prose):
                for mention in mentions(leaf):
                    fault = _mention_fault(context, scope, mention)
                    if fault is not None:
                        yield file.fault(loc, *fault, offset=mention.offset)


def aliases_are_free(context: Context) -> Iterator[Fault]:
    """A former address belongs to one page and is nobody's present address."""
    for kind in context.shelf.kinds():
        entries = context.shelf.entries(kind)
        taken = {name: name for name in entries}
        for name, entry in entries.items():
            if isinstance(entry.entity, PageDocument):
                yield from _taken_aliases(entry, entry.entity, taken, name)


def pages_have_an_address_of_their_own(context: Context) -> Iterator[Fault]:
    """A page of text does not stand where the site has another page: nobody would ever see it."""
    for entry, page in each(context, "page", Page):
        for loc, name in ((("id",), page.id), *((("aliases", place), name) for place, name in enumerate(page.aliases))):
            if _is_taken(name):
                yield entry.fault(loc, f"the site has another page at /{name}/", "choose another")


def _is_taken(name: str) -> bool:
    try:
        return resolve(f"/{name}/").view_name != "treatments:page"
    except Resolver404:
        return False


def _mention_fault(context: Context, scope: str, mention: Mention) -> tuple[str, str] | None:
    if mention.kind == "figure":
        if context.hidden or {mention.name, f"{scope}.{mention.name}"} & context.figures.keys():
            return None
        known = {
            *context.figures,
            *(each.removeprefix(f"{scope}.") for each in context.figures),
        }
        return f"there is no figure {{{mention.name}}}", suggest(
            mention.name, known, otherwise="see docs/editing.md for the names"
        )
    if mention.kind == "link" and mention.target not in LINKED_KINDS:
        return (
            f"{mention.target!r} cannot be linked to",
            f"use an https:// address, or one of {', '.join(sorted(LINKED_KINDS))} with an id",
        )
    if context.knows(mention.target, mention.name):
        return None
    return no_such(context, mention.target, mention.name)


def _taken_aliases(entry: Entry, page: PageDocument, taken: dict[str, str], name: str) -> Iterator[Fault]:
    for place, alias in enumerate(page.aliases):
        if alias in taken:
            yield entry.fault(
                ("aliases", place),
                f"{alias!r} already leads to {taken[alias]!r}",
                "choose another or remove it",
            )
        taken.setdefault(alias, name)
