"""Rules of evidence: sources that were read, claims that rest on trials, offers that are earned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from treatments.faults import Fault
from treatments.prose import mentions
from treatments.rules.base import Context, each
from treatments.schema.base import Loc, Prose, Ref
from treatments.schema.condition import Condition
from treatments.schema.evidence import IN_PEOPLE, Claim, Source
from treatments.schema.words import Page
from treatments.shelf import leaves

NOTHING_FOUND = re.compile(r"\b(?:found|know of) no (?:study|trial)\b")


def recalled_sources_stay_off_the_site(context: Context) -> Iterator[Fault]:
    """V11: what somebody only remembers is not shown to a patient."""
    sources = context.shelf.all("source", Source)
    for file in context.shelf.files:
        for loc, name, offset in _source_uses(file.document):
            source = sources.get(name)
            if source is not None and source.confirmed == "recalled":
                yield file.fault(
                    loc,
                    f"source {name!r} is only recalled",
                    "read it and mark it confirmed, or cite another",
                    offset=offset,
                )


def sources_are_used(context: Context) -> Iterator[Fault]:
    """V2: a source that nothing rests on is worth a look, once every file can be read."""
    if context.hidden:
        return
    used = {name for file in context.shelf.files for _, name, _ in _source_uses(file.document)}
    for name, entry in context.shelf.entries("source").items():
        if name not in used:
            yield entry.fault(
                ("id",),
                f"source {name!r} is used nowhere",
                "cite it or remove it",
                severity="warning",
            )


def offers_rest_on_trials_in_people(context: Context) -> Iterator[Fault]:
    """An offer, and a claim of benefit, rest on at least one controlled study in people."""
    claims, sources = (
        context.shelf.all("claim", Claim),
        context.shelf.all("source", Source),
    )
    remedy = "add a randomised trial or a systematic review"
    for entry, claim in each(context, "claim", Claim):
        if claim.type == "benefit" and not _rests_on_trials(claim, sources):
            yield entry.fault(("sources",), "a benefit without a controlled study in people", remedy)
    for entry, condition in each(context, "condition", Condition):
        held = [claims[name] for name in condition.evidence.claims if name in claims]
        if condition.status == "offered" and not any(_rests_on_trials(claim, sources) for claim in held):
            yield entry.fault(
                ("evidence", "claims"),
                "offered without a controlled study in people",
                remedy,
            )


def dropped_claims_are_not_used(context: Context) -> Iterator[Fault]:
    """A claim whose verdict is drop is kept for the record and shown nowhere."""
    claims = context.shelf.all("claim", Claim)
    for file in context.shelf.files:
        for loc, leaf in leaves(file.document):
            if isinstance(leaf, Ref) and leaf.kind == "claim" and leaf in claims and claims[leaf].verdict == "drop":
                yield file.fault(loc, f"claim {str(leaf)!r} has the verdict drop", "remove it")


def conditions_not_offered_promise_nothing(context: Context) -> Iterator[Fault]:
    """V16: a condition for which the treatment is not offered carries no claim of benefit."""
    claims = context.shelf.all("claim", Claim)
    for entry, condition in each(context, "condition", Condition):
        for place, name in enumerate(condition.evidence.claims):
            claim = claims.get(name)
            if condition.status == "not-offered" and claim and claim.type == "benefit" and claim.result == "for":
                yield entry.fault(
                    ("evidence", "claims", place),
                    f"{str(name)!r} claims a benefit although the treatment is not offered",
                    "remove the claim or change the status",
                )


def quotes_are_answered(context: Context) -> Iterator[Fault]:
    """What others say stands nowhere without what its source really was."""
    for entry, page in each(context, "page", Page):
        for place, section in enumerate(page.sections):
            if section.quote and not (_cites(section.text) or NOTHING_FOUND.search(section.text)):
                yield entry.fault(
                    ("sections", place, "text"),
                    "answers what others say without a source",
                    "cite one as [@its-id], or say 'We found no study'",
                )


def _cites(text: str) -> bool:
    return any(mention.kind == "citation" for mention in mentions(text))


def _source_uses(document: object) -> Iterator[tuple[Loc, str, int | None]]:
    for loc, leaf in leaves(document):
        if isinstance(leaf, Ref) and leaf.kind == "source":
            yield loc, str(leaf), None
        elif isinstance(leaf, Prose):
            yield from ((loc, each.name, each.offset) for each in mentions(leaf) if each.kind == "citation")


def _rests_on_trials(claim: Claim, sources: dict[str, Source]) -> bool:
    return any(sources[name].kind in IN_PEOPLE for name in claim.sources if name in sources)
