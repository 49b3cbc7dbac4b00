"""The visits of a course as most people take them: a talk first, home to think, then the sessions and the call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from treatments.figures import number
from treatments.schema.plans import Appointment, SessionPlan


@dataclass(frozen=True, slots=True)
class Leg:
    """A visit on the way, `weeks` after the first session; None for the talk, from which people go home to think."""

    visit: Appointment
    name: str
    weeks: float | None
    injects: bool

    @property
    def label(self) -> str:
        """When it is, in a word or two."""
        if self.weeks is None:
            return "First"
        return f"Week {number(self.weeks)}" if self.weeks else "Start"


def route(plan: SessionPlan) -> tuple[Leg, ...]:
    """Return the visits in order; where nobody decides later, those of the plan under their own names."""
    if len(plan.when_deciding_later) == len(plan.clinic_appointments):
        return tuple(Leg(each, each.name, each.week_offset, each.injects != "no") for each in plan.appointments)
    talk, session, *_ = plan.when_deciding_later
    _, *later = plan.appointments
    return (Leg(talk, talk.name, None, injects=False), Leg(session, "Session 1", 0, injects=True), *_legs(plan, later))


def _legs(plan: SessionPlan, later: list[Appointment]) -> Iterator[Leg]:
    places = {each.seq: place for place, each in enumerate(plan.sessions, start=1)}
    for each in later:
        place = places.get(each.seq)
        yield Leg(each, f"Session {place}" if place else each.name, each.week_offset, injects=place is not None)
