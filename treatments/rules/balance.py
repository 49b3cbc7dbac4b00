"""Rules of balance: benefits stand beside risks, and what disappointed is not counted less than what pleased."""

from __future__ import annotations

from collections.abc import Iterator

from treatments.faults import Fault
from treatments.prose import mentions
from treatments.rules.base import Context, each
from treatments.schema.condition import Condition
from treatments.schema.evidence import Claim
from treatments.schema.treatment import Treatment

DISAPPOINTING = frozenset({"against", "no-difference", "mixed"})


def benefits_stand_beside_risks(context: Context) -> Iterator[Fault]:
    """V19: a condition that tells of a benefit leads its reader to a treatment's risks."""
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
