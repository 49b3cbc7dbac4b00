"""What DISCERN asks of a treatment page that a program can see, and how raters scored it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from .catalogue import Catalogue
from .prose import mentions
from .schema.base import Prose, SourceRef
from .schema.treatment import Treatment
from .schema.words import FaqTag
from .shelf import leaves

FEWEST_SOURCES_OF_HELP = 3
TARGET = 75
"""Of 80: what each rater's total should reach."""


def notes(catalogue: Catalogue, treatment: Treatment) -> Iterator[str]:
    """Yield what stands against a full score, by the number of the question, and what raters gave."""
    answered = {tag for each in catalogue.questions.values() if treatment.id in each.treatments for tag in each.tags}
    unanswered = sorted(set(get_args(FaqTag)) - answered)
    if unanswered:
        yield f"3: no question on {', '.join(unanswered)}"
    undated = [name for name in sources_of(treatment) if catalogue.sources[name].year is None]
    if undated:
        yield f"5: {len(undated)} sources without a year"
    yield from _balance(catalogue, treatment)
    if len(treatment.further_info) < FEWEST_SOURCES_OF_HELP:
        yield f"7: {len(treatment.further_info)} other places for help"
    yield _rated(treatment)


def sources_of(treatment: Treatment) -> list[str]:
    """Return the sources that a treatment's own file refers to, each once."""
    found: dict[str, None] = {}
    for _, leaf in leaves(treatment):
        if isinstance(leaf, SourceRef):
            found[str(leaf)] = None
        elif isinstance(leaf, Prose):
            found |= {each.name: None for each in mentions(leaf) if each.kind == "citation"}
    return list(found)


def _balance(catalogue: Catalogue, treatment: Treatment) -> Iterator[str]:
    results = [catalogue.claims[name].result for name in treatment.claims]
    hopeful, sober = results.count("for"), sum(result in {"against", "no-difference", "mixed"} for result in results)
    if hopeful > sober:
        yield f"6: {hopeful} hopeful results beside {sober} others"


def _rated(treatment: Treatment) -> str:
    if not treatment.discern:
        return "16: not rated yet"
    totals = " and ".join(str(each.total) for each in treatment.discern)
    short = "" if all(each.total >= TARGET for each in treatment.discern) else f", below {TARGET}"
    return f"16: rated {totals} of 80{short}"
