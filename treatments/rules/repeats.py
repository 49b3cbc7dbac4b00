"""Rules of repeats: what a study found is kept in its field, and never typed again beside its citation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from treatments.faults import Fault
from treatments.figures import of_claim, of_source
from treatments.prose import Mention, mentions
from treatments.rules.base import Context
from treatments.rules.passages import Passage, prose
from treatments.rules.wording import NUMBER_WORDS, exempt, houses
from treatments.schema.evidence import Claim, Claims, Source

QUANTITY = re.compile(
    rf"(?<![\w.{{-])(?P<value>\d[\d,]*(?:\.\d+)?|{'|'.join(NUMBER_WORDS)})[ -]"
    r"(?:small |more |other |shoulder |knee )?(?P<unit>people|trials?|stud(?:y|ies)|weeks?|months?|points?)\b",
    re.IGNORECASE,
)
UNITS = {"trials": "studies", "trial": "studies", "study": "studies"}
"""Units that the fields of a source call otherwise."""


def what_a_study_found_is_not_typed_again(context: Context) -> Iterator[Fault]:
    """V8: a number of people, studies, weeks, months or points beside a citation is the figure of what is cited."""
    for house in houses(context):
        for passage in prose(context):
            for found, cited in _quantities(passage):
                key = (NUMBER_WORDS.get(found["value"].lower(), found["value"]), _unit(found["unit"]))
                name = _figures(context, cited, passage).get(key)
                if name and not exempt(house, "repeat", passage, found[0]):
                    yield passage.fault(f"{found[0]!r} is typed", f"write {{{name}}}", typed=found[0])


def _quantities(passage: Passage) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Yield each typed quantity with the sources cited next after it."""
    citations = [mention for mention in mentions(passage.typed) if mention.kind == "citation"]
    for found in QUANTITY.finditer(passage.typed):
        yield found, _next_cited(passage.typed, found.end(), citations)


def _next_cited(text: str, place: int, citations: list[Mention]) -> list[str]:
    closes = text.find("]", place)
    opens = text.find("[@", place)
    if opens < 0:
        return []
    closes = text.find("]", opens)
    return [each.name for each in citations if opens <= each.offset < closes]


def _figures(context: Context, cited: list[str], passage: Passage) -> dict[tuple[str, str], str]:
    """Return each quantity of the cited sources and of the claims that rest on them, with the figure that says it."""
    own = _own_claim(passage)
    if own:
        return _of_sources(context, own.sources) | _of_claims([own])
    resting = [each for each in context.shelf.all("claim", Claim).values() if set(cited) & set(each.sources)]
    return _of_claims(resting) | _of_sources(context, cited)


def _own_claim(passage: Passage) -> Claim | None:
    document, place = passage.file.document, passage.loc[1] if len(passage.loc) > 1 else None
    return document.claims[place] if isinstance(document, Claims) and isinstance(place, int) else None


def _of_claims(claims: Iterable[Claim]) -> dict[tuple[str, str], str]:
    return {(words, _unit_of(name, claim)): name for claim in claims for name, words in of_claim(claim)}


def _of_sources(context: Context, names: Iterable[str]) -> dict[tuple[str, str], str]:
    known = context.shelf.all("source", Source)
    pairs = [pair for name in names if name in known for pair in of_source(known[name])]
    return {(words, name.rsplit(".", 1)[1].removeprefix("followup-")): name for name, words in pairs}


def _unit_of(figure: str, claim: Claim) -> str:
    """Return the unit of a figure of a claim, as it stands behind a number."""
    name = figure.rsplit(".", 1)[1]
    if name in ("people", "weeks", "months"):
        return name
    units = {arm.id: arm.unit for arm in claim.arms}
    told = units.get(name) or (claim.effect.unit if claim.effect and name == "effect" else "")
    first = told.split(" ", 1)[0]
    return UNITS.get(first, first)


def _unit(typed: str) -> str:
    unit = typed.lower()
    return UNITS.get(unit, unit if unit.endswith("s") or unit in ("people", "studies") else f"{unit}s")
