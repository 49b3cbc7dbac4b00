"""What a course comes to is what its payments add up to, drawn to one scale and said in words."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.treatments import mini, real
from tests.treatments.reading import Reading, words
from treatments.catalogue import Catalogue
from treatments.figures import pounds
from treatments.pages.costs import costs
from treatments.pictures.cost import LONGEST, PLANNED, PLANNED_AND_LONGEST, SHORTEST, course_costs, payments_for
from treatments.schema.prices import Item

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LENGTH = 360.0


@cache
def first_item() -> Item:
    (only,) = mini.whole().items.values()
    return only


def item(pence: int) -> Item:
    only = first_item()
    return only.model_copy(update={"pence": pence, "name": "One more session"})


def test_who_stops_early_pays_for_the_visits_that_were_had() -> None:
    package, plan = mini.whole_package()
    assert payments_for(package, plan, 1) == (("First visit", 20000),)
    assert sum(pence for _, pence in payments_for(package, plan, 2)) == package.total_pence


@given(some.lists(some.integers(1, 100_000), min_size=2, max_size=2), some.integers(0, 3), some.integers(1, 50_000))
def test_every_total_is_the_sum_of_what_is_drawn(pence: list[int], more: int, extra: int) -> None:
    package, plan = mini.whole_package()
    stages = tuple(stage.model_copy(update={"pence": each}) for stage, each in zip(package.stages, pence, strict=True))
    package = package.model_copy(update={"stages": stages, "total_pence": sum(pence)})
    plan = plan.model_copy(update={"sessions_max": plan.sessions_planned + more})
    drawn = course_costs(package, plan, item(extra), length=LENGTH)
    wanted = {SHORTEST: pence[0], (PLANNED if more else PLANNED_AND_LONGEST): sum(pence)}
    wanted |= {LONGEST: sum(pence) + more * extra} if more else {}
    assert {course.heading: course.total for course in drawn} == {name: pounds(total) for name, total in wanted.items()}
    dearest = max(wanted.values())
    for course in drawn:
        assert sum(each.width for each in course.payments) == pytest.approx(wanted[course.heading] / dearest * LENGTH)


def test_a_longer_course_without_a_price_has_no_total() -> None:
    package, plan = mini.whole_package()
    longer = plan.model_copy(update={"sessions_max": plan.sessions_planned + 1})
    last = course_costs(package, longer, None, length=LENGTH)[-1]
    assert (last.heading, last.total, last.payments) == (LONGEST, "", ())


@pytest.fixture(scope="module", params=["small", "real"])
def content(request: pytest.FixtureRequest) -> Catalogue:
    return mini.whole() if request.param == "small" else real.whole()


def test_the_words_hold_every_amount_that_is_drawn_and_what_is_covered_and_not(content: Catalogue) -> None:
    built = costs(content, now=NOW)
    page = Reading(built.html())
    shown = page.classed("course-cost")
    assert len(shown) == len(built.context["packages"]) > 0
    for figure, row in zip(shown, built.context["packages"], strict=True):
        read = words(figure)
        for course in row.courses:
            assert f"{course.heading}: {course.sessions} {course.total}" in read
            assert all(f"{each.label} {each.amount}" in read for each in course.payments)
        assert all(each in read for each in (*row.includes, *row.package.excludes))
