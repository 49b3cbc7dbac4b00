"""The table of what is said elsewhere and where this site answers it, made from the content and its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse

from .addresses import address
from .catalogue import Catalogue
from .pages import public_paths
from .schema.coverage import Coverage, Statement, Verdict

VERDICTS: dict[Verdict, str] = {"keep": "kept", "qualify": "qualified", "correct": "corrected", "drop": "dropped"}

HEAD = """# Where each statement is answered

Statements that clinics' pages make about prolotherapy, and claims that were checked, each in our words with what became
of it: kept, qualified (told with its limits), corrected openly, or dropped with the reason. Made from
`content/en/coverage/` by `manage.py content_coverage`: change it there, not here.
"""


class Answered(NamedTuple):
    """A statement, a place at which it is answered, and its path with anchor; None where there is no such page."""

    statement: str
    place: str
    address: str | None


def statements(catalogue: Catalogue) -> Iterator[Statement]:
    """Yield every statement, in the order of the files."""
    for document in _documents(catalogue):
        for group in document.groups:
            yield from group.statements


def address_of(catalogue: Catalogue, place: str) -> str | None:
    """Return the path and anchor of a place such as `treatment:prolotherapy#risks`, or None when there is none.

    `single:costs#packages` is a page of which there is one, by the name of its URL.
    """
    target, _, anchor = place.partition("#")
    kind, _, name = target.partition(":")
    try:
        path = reverse(f"treatments:{name}") if kind == "single" else address(kind, name)
    except (KeyError, NoReverseMatch):
        return None
    return f"{path}#{anchor}" if anchor else path


def places(catalogue: Catalogue) -> Iterator[Answered]:
    """Yield each place at which a statement is answered, with its path and anchor."""
    for statement in statements(catalogue):
        for place in statement.answered_in:
            yield Answered(statement.id, place, address_of(catalogue, place))


def lost_places(catalogue: Catalogue) -> list[Answered]:
    """Return the places that lie on no page. Whether the page has the anchor can be told once it is rendered."""
    published = set(public_paths(catalogue))
    return [
        each for each in places(catalogue) if each.address is None or each.address.partition("#")[0] not in published
    ]


def table(catalogue: Catalogue) -> str:
    """Return the whole table as Markdown."""
    return "\n".join([HEAD, _tally(catalogue), "", *_groups(catalogue)])


def _documents(catalogue: Catalogue) -> list[Coverage]:
    return [each for each in catalogue.documents if isinstance(each, Coverage)]


def _tally(catalogue: Catalogue) -> str:
    counted = Counter(each.verdict for each in statements(catalogue))
    parts = ", ".join(f"{counted[verdict]} {words}" for verdict, words in VERDICTS.items())
    return f"{counted.total()} statements: {parts}."


def _groups(catalogue: Catalogue) -> Iterator[str]:
    for document in _documents(catalogue):
        for group in document.groups:
            yield from (
                f"## {group.heading}",
                "",
                "| id | what is said | verdict | where, or why not |",
                "|---|---|---|---|",
            )
            yield from (_row(catalogue, each) for each in group.statements)
            yield ""


def _row(catalogue: Catalogue, statement: Statement) -> str:
    places = [f"`{address_of(catalogue, place)}`" for place in statement.answered_in]
    cells = ["; ".join(places), statement.why or ""]
    where = ". ".join(cell.rstrip(".") for cell in cells if cell)
    return f"| {statement.id} | {statement.says} | {VERDICTS[statement.verdict]} | {where} |"
