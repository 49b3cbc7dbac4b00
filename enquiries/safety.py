"""The gate before the form: signs that need help sooner than a form can give it, and what to do about each."""

from collections.abc import Collection
from dataclasses import dataclass

from treatments.catalogue import Catalogue
from treatments.schema.safety import URGENCIES, Action, RedFlag, Urgency

NONE_OF_THESE = "none"
URGENT: tuple[Urgency, ...] = ("call-999", "ae-now", "same-day")
"""The levels of urgency that the gate asks about; less urgent signs are asked in the form or may wait for the call."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What somebody should do now instead of writing to us, for each jurisdiction of the clinic."""

    urgency: Urgency
    actions: tuple[Action, ...]
    red_flags: tuple[RedFlag, ...]


def red_flags(content: Catalogue) -> tuple[RedFlag, ...]:
    """Return the signs that the gate asks about, the most urgent first."""
    asked = [flag for flag in content.red_flags.values() if flag.urgency in URGENT]
    return tuple(sorted(asked, key=lambda flag: URGENCIES.index(flag.urgency)))


def by_urgency(content: Catalogue) -> tuple[Advice, ...]:
    """Return all that the gate asks about with the advice at each level, for staff who read it out to a caller."""
    flags = red_flags(content)
    return tuple(
        Advice(urgency, actions(urgency, content), signs)
        for urgency in URGENT
        if (signs := tuple(flag for flag in flags if flag.urgency == urgency))
    )


def advice(answers: Collection[str], content: Catalogue) -> Advice | None:
    """Return the advice for what was ticked; None only for "none of these" and nothing else.

    An answer that is missing, contradicts itself or is unknown counts as the most urgent sign of all.
    """
    if set(answers) == {NONE_OF_THESE}:
        return None
    ticked = tuple(flag for flag in red_flags(content) if flag.id in answers)
    urgency = ticked[0].urgency if ticked else URGENT[0]
    return Advice(urgency, actions(urgency, content), ticked)


def actions(urgency: Urgency, content: Catalogue) -> tuple[Action, ...]:
    """Return what to do at a level of urgency, in each jurisdiction of the clinic."""
    level = content.levels[urgency]
    return tuple(level.actions[jurisdiction] for jurisdiction in content.clinic.jurisdictions)


def numbers(urgency: Urgency, content: Catalogue) -> tuple[str, ...]:
    """Return the numbers to call at a level of urgency, each once."""
    return tuple(dict.fromkeys(action.number for action in actions(urgency, content) if action.number))
