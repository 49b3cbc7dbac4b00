"""Rules of balance: benefits stand beside risks, and what disappointed is not counted less than what pleased."""

from __future__ import annotations

import re
from collections.abc import Iterator

from treatments.faults import Fault
from treatments.prose import mentions
from treatments.rules.base import Context, each
from treatments.schema.base import Prose
from treatments.schema.condition import Condition
from treatments.schema.evidence import Claim, Claims
from treatments.schema.treatment import Treatment
from treatments.schema.words import Question
from treatments.shelf import leaves

DISAPPOINTING = frozenset({"against", "no-difference", "mixed"})
OF_RISK = re.compile(r"\b(?:risks?|harm(?:s|ed|ful)?|sore(?:ness)?|side effects?|go wrong|worse)\b", re.IGNORECASE)
TELL_OF_RISK = "say in the same section what can go wrong"


def conditions_lead_to_risks(context: Context) -> Iterator[Fault]:
    """V19: the page of a condition that tells of a benefit shows the risks of a treatment below it."""
    risky = [treatment for _, treatment in each(context, "treatment", Treatment) if treatment.risks]
    for entry, condition in each(context, "condition", Condition):
        told = [claim for claim in _claims(context, condition.evidence.claims) if claim.result == "for"]
        reachable = any(condition.id in treatment.conditions for treatment in risky)
        if told and not reachable:
            yield entry.fault(
                ("evidence", "claims"),
                "a benefit is told and no risk",
                "list the condition on a treatment with risks",
                severity="warning",
            )


def benefits_stand_beside_risks(context: Context) -> Iterator[Fault]:
    """V19: a passage that holds the figures of a benefit says in the same breath what can go wrong."""
    hopeful = {name for name, claim in context.shelf.all("claim", Claim).items() if claim.result == "for"}
    for file in context.shelf.files:
        if isinstance(file.document, Claims):
            continue
        for loc, leaf in leaves(file.document):
            if isinstance(leaf, Prose) and hopeful & _claims_in(leaf) and not OF_RISK.search(leaf):
                yield file.fault(loc, "holds the figure of a benefit and no risk", TELL_OF_RISK, severity="warning")
    for entry, question in each(context, "question", Question):
        if hopeful & set(question.claims) and not OF_RISK.search(question.answer):
            yield entry.fault(("answer",), "rests on a benefit and names no risk", TELL_OF_RISK, severity="warning")


def disappointing_results_are_not_hidden(context: Context) -> Iterator[Fault]:
    """V20: the research section cites at least as many disappointing studies as hopeful ones that it rests on."""
    for entry, treatment in each(context, "treatment", Treatment):
        cited = {mention.name for mention in mentions(treatment.research) if mention.kind == "citation"}
        claims = _claims(context, treatment.claims)
        hopeful = {claim.id for claim in claims if claim.result == "for" and cited & set(claim.sources)}
        sober = {claim.id for claim in claims if claim.result in DISAPPOINTING and cited & set(claim.sources)}
        if len(hopeful) > len(sober):
            yield entry.fault(
                ("research",),
                f"rests on {len(hopeful)} hopeful results and {len(sober)} others",
                "tell what disappointed as well",
                severity="warning",
            )


def _claims(context: Context, names: tuple[str, ...]) -> list[Claim]:
    known = context.shelf.all("claim", Claim)
    return [known[name] for name in names if name in known]


def _claims_in(text: Prose) -> set[str]:
    """Return the claims whose figures a passage holds."""
    named = (mention.name.split(".") for mention in mentions(text) if mention.kind == "figure")
    return {parts[1] for parts in named if parts[0] == "claim" and len(parts) > 1}
