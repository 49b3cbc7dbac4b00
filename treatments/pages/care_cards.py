"""Red flags as care cards: one card for each level of urgency, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from treatments.catalogue import Catalogue
from treatments.schema.base import Prose
from treatments.schema.safety import URGENCIES, Action, RedFlag, Urgency


@dataclass(frozen=True, slots=True)
class Sign:
    """What the person notices, and when the same sign needs help faster ("" where it never does)."""

    id: str
    symptom: Prose
    escalation_if: str
    escalation_heading: str


@dataclass(frozen=True, slots=True)
class CareCard:
    """What to do at one level of urgency, the signs that ask for it, and the sources that say so."""

    urgency: Urgency
    heading: str
    instruction: Prose
    number: str | None
    signs: tuple[Sign, ...]
    sources: tuple[str, ...]


def care_cards(catalogue: Catalogue, names: Iterable[str]) -> tuple[CareCard, ...]:
    """Return the cards for the red flags of these ids."""
    flags = [catalogue.red_flags[name] for name in names]
    return tuple(
        _card(catalogue, urgency, [flag for flag in flags if flag.urgency == urgency])
        for urgency in URGENCIES
        if any(flag.urgency == urgency for flag in flags)
    )


def action(catalogue: Catalogue, urgency: Urgency) -> Action:
    """Return what a level of urgency asks of somebody where the clinic is."""
    return catalogue.levels[urgency].actions[catalogue.clinic.jurisdictions[0]]


def _card(catalogue: Catalogue, urgency: Urgency, flags: list[RedFlag]) -> CareCard:
    todo = action(catalogue, urgency)
    signs = tuple(_sign(catalogue, flag) for flag in flags)
    sources = tuple(dict.fromkeys(str(flag.source) for flag in flags))
    return CareCard(urgency, todo.heading, todo.instruction, todo.number, signs, sources)


def _sign(catalogue: Catalogue, flag: RedFlag) -> Sign:
    faster = flag.escalation
    return Sign(
        id=flag.id,
        symptom=flag.symptom,
        escalation_if=faster.condition if faster else "",
        escalation_heading=action(catalogue, faster.urgency).heading if faster else "",
    )
