"""Rules of results: whatever says whether a treatment helps can be left out, and something is left to read."""

from __future__ import annotations

from collections.abc import Iterator

from treatments.faults import Fault
from treatments.loading import ContentFile
from treatments.prose import mentions
from treatments.results import stray_mark, tells_of_results, withheld
from treatments.rules.base import Context
from treatments.schema.base import Loc, Prose, ResultsProse
from treatments.schema.evidence import Claim
from treatments.shelf import leaves

SHRINKING = frozenset({"treatment", "condition", "technique", "home", "questions", "page", "plan", "claims"})
"""Kinds of files whose lists may lose an entry without results: nobody refers to it."""


def marks_of_results_are_whole(context: Context) -> Iterator[Fault]:
    """A passage about results begins with `::: results` and ends with `:::`."""
    for file, loc, text in _prose(context):
        stray = stray_mark(text)
        if stray:
            yield file.fault(
                loc,
                f"{stray[0]!r} opens or closes nothing",
                "write '::: results', the passage, and ':::', each mark on a line of its own",
                offset=stray.start(),
            )


def something_is_left_without_results(context: Context) -> Iterator[Fault]:
    """A field that says nothing without its results says something else instead."""
    for file, loc, text in _prose(context):
        entry_may_go = file.document.kind in SHRINKING and any(isinstance(part, int) for part in loc)
        if text.strip() and not withheld(text).strip() and not entry_may_go and not isinstance(text, ResultsProse):
            yield file.fault(
                loc,
                "says nothing where results may not be told",
                "add '::: otherwise' and what stands there instead, before the closing ':::'",
            )


def results_stand_inside_their_marks(context: Context) -> Iterator[Fault]:
    """The figures of a result stand only where they can be left out."""
    telling = {name for name, claim in context.shelf.all("claim", Claim).items() if tells_of_results(claim)}
    for file, loc, text in _prose(context):
        if isinstance(text, ResultsProse) or file.document.kind == "claims":
            continue
        for mention in mentions(withheld(text)):
            owner, _, rest = mention.name.partition(".")
            if mention.kind == "figure" and owner == "claim" and rest.partition(".")[0] in telling:
                yield file.fault(
                    loc,
                    f"{{{mention.name}}} is a result outside '::: results'",
                    "put the passage between '::: results' and ':::'",
                    offset=text.find(f"{{{mention.name}}}"),
                )


def _prose(context: Context) -> Iterator[tuple[ContentFile, Loc, Prose]]:
    for file in context.shelf.files:
        for loc, leaf in leaves(file.document):
            if isinstance(leaf, Prose):
                yield file, loc, leaf
