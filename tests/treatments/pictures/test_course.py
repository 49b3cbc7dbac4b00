"""The line of a course is to scale, and its words say what it shows."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.treatments import mini, real
from treatments.catalogue import Catalogue
from treatments.pages.pictured import course_picture, rest_after, trials_picture
from treatments.pictures.course import LABEL_ROOM, Stop, course_line, lifts, stops
from treatments.route import route
from treatments.schema.plans import SessionPlan


@pytest.fixture(scope="module", params=["small", "real"])
def content(request: pytest.FixtureRequest) -> Catalogue:
    return mini.whole() if request.param == "small" else real.whole()


def plans(content: Catalogue) -> list[tuple[SessionPlan, int]]:
    return [(content.plans[each.session_plan], rest_after(content, each)) for each in content.treatments.values()]


def test_visits_stand_where_their_week_is_with_the_talk_before_them(content: Catalogue) -> None:
    for plan, rest in plans(content):
        line = course_picture(plan, rest).across
        weeks = [0, *(each.week_offset + plan.gap_weeks_typical for each in plan.appointments)]
        assert [round(mark.at / line.length * weeks[-1], 6) for mark in line.marks] == weeks
        assert [mark.minutes for mark in line.marks] == [f"{each.visit.minutes} minutes" for each in route(plan)]
        assert line.gaps[0].words == "you choose"


def test_a_longer_visit_is_drawn_longer_to_the_same_scale(content: Catalogue) -> None:
    for plan, rest in plans(content):
        marks = course_picture(plan, rest).down.marks
        assert (
            len({round(mark.length / each.visit.minutes, 6) for mark, each in zip(marks, route(plan), strict=True)})
            == 1
        )


def test_days_of_rest_follow_sessions_and_nothing_else(content: Catalogue) -> None:
    ((plan, _),) = plans(content)
    rest = 2
    line = course_picture(plan, rest).across
    assert [bool(mark.rest) for mark in line.marks] == [each.injects for each in route(plan)]
    assert f"take it easy for {rest} days" in line.words
    without = course_picture(plan, 0).across
    assert not without.rests
    assert "take it easy" not in without.words


def test_the_words_name_the_gap_the_longest_gap_and_the_last_look(content: Catalogue) -> None:
    ((plan, _),) = plans(content)
    rest = 2
    said = re.findall(r"\d+(?:\.\d+)?", course_picture(plan, rest).across.words)
    wanted = [plan.gap_weeks_typical, plan.gap_weeks_max, rest, plan.first_check_weeks_after_last]
    assert [float(each) for each in said] == wanted


@given(some.lists(some.floats(min_value=0, max_value=700), min_size=1, max_size=9).map(sorted))
def test_words_of_neighbours_at_one_height_never_run_into_each_other(places: list[float]) -> None:
    raised = lifts(places)
    for (one, one_lift), (two, two_lift) in pairwise(zip(places, raised, strict=True)):
        assert two - one >= LABEL_ROOM or one_lift != two_lift


@given(some.lists(some.integers(1, 60), min_size=1, max_size=3))
def test_chosen_days_are_drawn_at_their_own_distance(apart: list[int]) -> None:
    plan = real.whole_plan()
    days = [sum(apart[:count]) for count in range(len(apart) + 1)]
    places = [Stop(visit, day, str(day)) for visit, day in zip(plan.appointments, days, strict=False)]
    line = course_line(places, length=700, rest=2, words="")
    assert [round(mark.at * days[len(places) - 1] / 700) for mark in line.marks] == days[: len(places)]
    assert all(gap.words.endswith(("week", "weeks", "day", "days")) for gap in line.gaps)


def test_a_course_of_one_visit_is_a_point() -> None:
    plan = real.whole_plan()
    line = course_line(stops(plan)[:1], length=700, rest=0, words="")
    assert [mark.at for mark in line.marks] == [0]
    assert line.gaps == ()


def test_every_plan_of_others_that_says_when_it_looked_last_is_a_dot() -> None:
    plan = real.whole_plan()
    drawn = trials_picture(plan)
    assert drawn is not None
    said = sorted(other.last_followup_weeks for other in plan.published_ranges if other.last_followup_weeks)
    assert sorted(check.weeks for check in drawn.checks for _ in check.dots) == said
    assert all(str(weeks) in drawn.words for weeks in said)
    silent = len(plan.published_ranges) - len(said)
    assert f"{silent} did not say" in drawn.words
    assert all(0 <= check.at <= drawn.length for check in drawn.checks)


def test_where_nobody_says_when_they_looked_nothing_is_drawn() -> None:
    for plan in mini.whole().plans.values():
        assert trials_picture(plan) is None
