"""The visits of a course are told as most people take them, and each session keeps its week."""

from __future__ import annotations

from tests.treatments import real
from treatments.route import route
from treatments.schema.plans import SessionPlan


def without_a_choice(plan: SessionPlan) -> SessionPlan:
    first, *later = plan.appointments
    return plan.model_copy(update={"appointments": (first.model_copy(update={"injects": "yes"}), *later)})


def test_a_talk_without_injections_comes_first_and_every_session_after_it() -> None:
    plan = real.whole_plan()
    talk, *rest = route(plan)
    assert (talk.weeks, talk.injects, talk.label) == (None, False, "First")
    assert [leg.weeks for leg in rest if leg.injects] == [each.week_offset for each in plan.sessions]
    assert [leg.visit for leg in route(plan) if leg.visit.in_clinic] == list(plan.when_deciding_later)


def test_sessions_are_counted_and_the_call_keeps_its_name() -> None:
    plan = real.whole_plan()
    names = [leg.name for leg in route(plan)]
    assert names[1:-1] == [f"Session {place}" for place in range(1, plan.sessions_planned + 1)]
    assert names[-1] == plan.appointments[-1].name


def test_where_nobody_decides_later_the_visits_stand_as_planned() -> None:
    plan = without_a_choice(real.whole_plan())
    assert [leg.visit for leg in route(plan)] == list(plan.appointments)
    assert [leg.label for leg in route(plan)][:2] == ["Start", "Week 2"]
