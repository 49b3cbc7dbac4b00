"""What a course comes to at the best, as usual and at the longest: its payments beside each other, to one scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from treatments.figures import counted, pounds
from treatments.schema.plans import SessionPlan
from treatments.schema.prices import Item, Package

SHORTEST = "If you stop as early as you can"
PLANNED = "As we plan it"
LONGEST = "The longest we give"
PLANNED_AND_LONGEST = "As we plan it, and the longest we give"


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment: from where to where it reaches, what it is for and how much."""

    start: float
    width: float
    label: str
    amount: str

    @property
    def middle(self) -> float:
        """Where its amount stands."""
        return self.start + self.width / 2


@dataclass(frozen=True, slots=True)
class Course:
    """One way a course may go, and what it comes to; `payments` are empty where the whole is not known."""

    heading: str
    sessions: str
    total: str
    payments: tuple[Payment, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    heading: str
    sessions: int
    paid: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(pence for _, pence in self.paid)


def course_costs(package: Package, plan: SessionPlan, extra: Item | None, *, length: float) -> tuple[Course, ...]:
    """Return the best, the usual and the longest course of a package, the dearest of them `length` units long.

    `extra` is what a session beyond the course costs; without it a longer course has no price.
    """
    ways = list(_ways(package, plan, extra))
    scale = length / max([*(way.total for way in ways), 1])
    return tuple(_course(way, scale) for way in ways)


def payments_for(package: Package, plan: SessionPlan, sessions: int) -> tuple[tuple[str, int], ...]:
    """Return what is paid, as label and pence, by somebody who has so many sessions and then stops.

    The stages of a package fall due visit by visit, the first with the first.
    """
    last = plan.sessions[min(sessions, len(plan.sessions)) - 1].seq
    return tuple((stage.label, stage.pence) for stage in package.stages if stage.seq <= last)


def _ways(package: Package, plan: SessionPlan, extra: Item | None) -> Iterator[_Way]:
    usual = payments_for(package, plan, plan.sessions_planned)
    if plan.sessions_min < plan.sessions_planned:
        yield _Way(SHORTEST, plan.sessions_min, payments_for(package, plan, plan.sessions_min))
    if plan.sessions_max == plan.sessions_planned:
        yield _Way(PLANNED_AND_LONGEST, plan.sessions_planned, usual)
    else:
        yield _Way(PLANNED, plan.sessions_planned, usual)
        yield _Way(LONGEST, plan.sessions_max, _longest(package, plan, extra))


def _longest(package: Package, plan: SessionPlan, extra: Item | None) -> tuple[tuple[str, int], ...]:
    more = plan.sessions_max - plan.sessions_planned
    whole = payments_for(package, plan, plan.sessions_planned)
    if more and extra is None:
        return ()
    return (*whole, *((extra.name, extra.pence) for _ in range(more) if extra))


def _course(way: _Way, scale: float) -> Course:
    return Course(
        heading=way.heading,
        sessions=counted(way.sessions, "session"),
        total=pounds(way.total) if way.paid else "",
        payments=tuple(_payments(way.paid, scale)),
    )


def _payments(paid: Sequence[tuple[str, int]], scale: float) -> Iterator[Payment]:
    start = 0.0
    for label, pence in paid:
        yield Payment(start, pence * scale, label, pounds(pence))
        start += pence * scale
