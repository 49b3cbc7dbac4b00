"""Results of trials as pictures: what changed in each group, or how far groups lay apart, and what range is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from treatments.figures import counted, number
from treatments.schema.evidence import Arm, Claim, Effect

WHOLE = re.compile(r"(\d+)-point scale|^in (\d+) people")
"""How the unit of a group's result says where its scale ends."""

MINUS = "\N{MINUS SIGN}"

STEPS = (1, 2, 2.5, 5, 10)
"""Where a scale may end, times a power of ten."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One group: its result in words, with its range where one is known, and both as lengths."""

    group: str
    value: str
    range: str
    width: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Groups:
    """What changed in each group of a trial, drawn on the whole scale so that a small change looks small."""

    outcome: str
    unit: str
    end: str
    length: float
    bars: tuple[Bar, ...]
    range_note: str
    kind: str = "groups"

    @property
    def measured(self) -> str:
        """What each number is: "points gained on a 100-point scale", "how many in 100 people"."""
        return f"how many {self.unit}" if self.unit.startswith("in ") else self.unit


@dataclass(frozen=True, slots=True)
class Difference:
    """How far the groups lay apart; what favours the treatment lies to the right of `zero`."""

    outcome: str
    value: str
    unit: str
    range: str
    end: str
    length: float
    zero: float
    at: float
    low: float
    high: float
    spans_zero: bool
    kind: str = "difference"


type Study = Groups | Difference


def study(claim: Claim, *, length: float) -> Study | None:
    """Return the picture of a claim, `length` units wide; None where it compares nothing that can be drawn to scale.

    A result is drawn beside what it was compared with or not at all.
    """
    if claim.comparator is None or claim.people is None or claim.outcome is None or claim.topic != "conditions":
        return None
    return _groups(claim, length) or _difference(claim, length)


def amount(value: float) -> str:
    """Return a number as text has it, with a real minus sign."""
    return number(value).replace("-", MINUS)


def _groups(claim: Claim, length: float) -> Groups | None:
    units = {arm.unit for arm in claim.arms}
    end = whole_scale(claim.arms[0].unit) if len(units) == 1 and len(claim.arms) > 1 else None
    if end is None or any(not 0 <= arm.value <= end for arm in claim.arms):
        return None
    return Groups(
        outcome=str(claim.outcome),
        unit=claim.arms[0].unit,
        end=number(end),
        length=length,
        bars=tuple(_bar(arm, length / end) for arm in claim.arms),
        range_note=_range_note(claim.arms),
    )


def whole_scale(unit: str) -> float | None:
    """Return where a unit's scale ends: 100 for "in 100 people" or "on a 100-point scale", None where it is open."""
    found = WHOLE.search(unit)
    return float(found[1] or found[2]) if found else None


def _bar(arm: Arm, scale: float) -> Bar:
    bar = Bar(group=arm.group, value=amount(arm.value), range="", width=arm.value * scale, low=None, high=None)
    if arm.low is None or arm.high is None:
        return bar
    words = f"{amount(arm.low)} to {amount(arm.high)}"
    return replace(bar, range=words, low=arm.low * scale, high=arm.high * scale)


def _range_note(arms: tuple[Arm, ...]) -> str:
    notes = list(dict.fromkeys(arm.range_note for arm in arms if arm.range_note))
    unknown = [arm for arm in arms if arm.low is None]
    if len(unknown) == len(arms):
        return "We know no range for these numbers. The true ones may be higher or lower."
    if unknown:
        notes.append(f"For {counted(len(unknown), 'group')} we know no range.")
    return " ".join(["The thin lines are the ranges.", *notes])


def _difference(claim: Claim, length: float) -> Difference | None:
    effect = claim.effect
    if effect is None or effect.of != "difference" or effect.ci_low is None or effect.ci_high is None:
        return None
    better = _towards_treatment(effect)
    if better is None:
        return None
    low, high = sorted((better(effect.ci_low), better(effect.ci_high)))
    end = end_of_scale(max(abs(low), abs(high)))
    scale = length / 2 / end
    return Difference(
        outcome=str(claim.outcome),
        value=amount(effect.value),
        unit=effect.unit,
        range=f"{amount(effect.ci_low)} to {amount(effect.ci_high)}",
        end=number(end),
        length=length,
        zero=length / 2,
        at=length / 2 + better(effect.value) * scale,
        low=length / 2 + low * scale,
        high=length / 2 + high * scale,
        spans_zero=low <= 0 <= high,
    )


def end_of_scale(most: float) -> float:
    """Return the first round number that is no less; most must be more than 0."""
    power = 10.0**-6
    while True:
        for step in STEPS:
            if step * power >= most:
                return step * power
        power *= 10


def _towards_treatment(effect: Effect) -> Callable[[float], float] | None:
    """Return what turns a value so that more is better for the treatment; None where nobody says which way is."""
    if effect.direction == "no-difference" or effect.value == 0:
        return None
    turned = (effect.value > 0) != (effect.direction == "favours-treatment")
    return lambda value: -value if turned else value
