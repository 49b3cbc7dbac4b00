"""The course as a line of time, lying on a wide screen and standing on a phone; and when trials looked last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from treatments.figures import WEEK, apart, counted, number
from treatments.route import Leg, route
from treatments.schema.plans import Appointment, PublishedRange, SessionPlan
from treatments.schema.safety import AftercareAdvice

type Kind = Literal["visit", "choice", "call"]

REST_DAYS = {"days-1-to-2": 2}
"""How many days after a session the advice of a period is about, where it is about resting."""

MINUTES_DRAWN = 0.8
"""How many units long a visit is drawn for each of its minutes."""

LABEL_ROOM, LIFT, GAP_ROOM = 86.0, 40.0, 56.0
"""How wide the words of a visit are, how far they are raised, and how much room those of a gap need, in units."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A visit on the line, `at` units from its start; `rest` is how far the days of rest reach from there.

    Its words are raised by `lift` where they would run into those of the visit before.
    """

    at: float
    lift: float
    kind: Kind
    length: float
    rest: float
    when: str
    name: str
    minutes: str


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two visits, from one place on the line to another."""

    start: float
    end: float
    words: str

    @property
    def roomy(self) -> bool:
        """Whether its words have room between the words of the visits."""
        return self.end - self.start >= GAP_ROOM

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class CourseLine:
    """Visits, days of rest and gaps to one scale, and the same in words."""

    length: float
    marks: tuple[Mark, ...]
    gaps: tuple[Gap, ...]
    words: str

    @property
    def rests(self) -> bool:
        """Whether any day of rest is drawn."""
        return any(mark.rest for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Checks:
    """How many of the plans of others checked people last at one moment, that many dots one above the other."""

    at: float
    weeks: int
    dots: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TrialLine:
    """When trials looked at people for the last time, on one scale with our own last look."""

    length: float
    checks: tuple[Checks, ...]
    ours: float
    years: tuple[float, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit at so many days after the first, and what it is labelled with.

    `name` is its own, where the plan's does not fit. After a `talk` people go home to think, for as long as they like.
    """

    visit: Appointment
    days: float
    label: str
    name: str = ""
    talk: bool = False


def stops(plan: SessionPlan) -> tuple[Stop, ...]:
    """Return the visits as most people take them, labelled with their weeks; a talk stands one gap before them."""
    legs = route(plan)
    ahead = plan.gap_weeks_typical if legs[0].weeks is None else 0
    return tuple(_stop(each, ahead) for each in legs)


def _stop(leg: Leg, ahead: float) -> Stop:
    weeks = 0 if leg.weeks is None else leg.weeks + ahead
    return Stop(leg.visit, weeks * WEEK, leg.label, leg.name, talk=leg.weeks is None)


def course_line(places: Sequence[Stop], *, length: float, rest: int, words: str) -> CourseLine:
    """Return visits on a line of time, `length` units for all of it, with `rest` days after each session."""
    last = places[-1].days
    scale = length / last if last else 0
    marks = tuple(
        Mark(
            at=each.days * scale,
            lift=lift,
            kind=_kind(each.visit),
            length=each.visit.minutes * MINUTES_DRAWN,
            rest=rest * scale if each.visit.injects != "no" and not each.talk else 0,
            when=each.label,
            name=each.name or each.visit.name,
            minutes=counted(each.visit.minutes, "minute"),
        )
        for each, lift in zip(places, lifts([each.days * scale for each in places]), strict=True)
    )
    gaps = tuple(Gap(one.days * scale, two.days * scale, _between(one, two)) for one, two in pairwise(places))
    return CourseLine(length, marks, gaps, words)


def lifts(places: Sequence[float]) -> list[float]:
    """Return how far the words of each visit are raised, so that no two of one height run into each other."""
    found: list[float] = []
    for before, place in zip([None, *places], places, strict=False):
        close = before is not None and place - before < LABEL_ROOM
        found.append(LIFT if close and not found[-1] else 0)
    return found


def rest_days(aftercare: Sequence[AftercareAdvice]) -> int:
    """Return how many days to take it easy after a session, 0 where the advice names none."""
    return max((REST_DAYS.get(each.period, 0) for each in aftercare), default=0)


def in_words(plan: SessionPlan, rest: int, *, talk_first: bool) -> str:
    """Return what the line shows, in sentences; `talk_first` where the talk is drawn as a visit of its own."""
    said = []
    if talk_first:
        said.append("First a talk, then the sessions when you choose. If you ask, the talk is a session as well.")
    elif len(plan.when_deciding_later) > len(plan.clinic_appointments):
        said.append("Drawn with injections at the first visit. Going home first adds one visit.")
    if len(plan.sessions) > 1:
        longer = f" You can ask for up to {number(plan.gap_weeks_max)}."
        gap = counted(plan.gap_weeks_typical, "week")
        said.append(f"We plan the sessions {gap} apart.{longer if plan.gap_weeks_max > plan.gap_weeks_typical else ''}")
    if rest:
        said.append(f"After each session take it easy for {counted(rest, 'day')}.")
    said.append(f"We speak again {counted(plan.first_check_weeks_after_last, 'week')} after the last session.")
    return " ".join(said)


def trial_line(plan: SessionPlan, *, length: float, dot: float) -> TrialLine | None:
    """Return when trials last checked people, `length` units to the latest; None where no plan of others says it.

    A dot is `dot` units high. Our own last look stands on the same scale, counted from the first visit.
    """
    weeks = [other.last_followup_weeks for other in plan.published_ranges if other.last_followup_weeks]
    if not weeks:
        return None
    scale = length / max(weeks)
    ours = plan.appointments[-1].week_offset
    checks = tuple(
        Checks(week * scale, week, tuple(place * dot for place in range(count)))
        for week, count in sorted(Counter(weeks).items())
    )
    years = tuple(year * 52 * scale for year in range(1, max(weeks) // 52 + 1))
    return TrialLine(length, checks, ours * scale, years, _trials_in_words(plan.published_ranges, weeks, ours))


def _trials_in_words(others: Sequence[PublishedRange], weeks: Sequence[int], ours: float) -> str:
    counts = ", ".join(
        f"{count} after {counted(week, 'week')}" if count > 1 else f"one after {counted(week, 'week')}"
        for week, count in sorted(Counter(weeks).items())
    )
    silent = len(others) - len(weeks)
    rest = f" {number(silent)} did not say." if silent else ""
    return (
        f"Of {len(others)} plans of others, {len(weeks)} say when people were last checked: {counts}.{rest} "
        f"We look last {counted(ours, 'week')} after the first session."
    )


def _between(one: Stop, two: Stop) -> str:
    return "you choose" if one.talk else apart(two.days - one.days)


def _kind(visit: Appointment) -> Kind:
    if not visit.in_clinic:
        return "call"
    return "visit" if visit.injects == "yes" else "choice"
