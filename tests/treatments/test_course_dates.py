"""Likely dates fall on open days, never sooner than the plan allows; what is no date is told what to enter."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some
from icalendar import Calendar

from tests.treatments import real
from treatments import course_calendar
from treatments.catalogue import Catalogue
from treatments.course_dates import BadStart, NoOpenDay, likely_dates, next_open_day, start_from
from treatments.opening_days import opens_on
from treatments.schema.clinic import Clinic, Closure

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
days = some.dates(date(2026, 11, 24), date(2029, 1, 1))


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return real.whole()


@pytest.fixture(scope="module")
def clinic(content: Catalogue) -> Clinic:
    return content.clinic


@given(start=days, rest=some.integers(0, 9))
def test_no_visit_falls_on_a_closed_day_or_sooner_than_planned(clinic: Clinic, start: date, rest: int) -> None:
    plan = real.whole_plan()
    found = likely_dates(plan, clinic, start=start, rest_days=rest)
    assert [each.visit for each in found] == list(plan.appointments)
    assert all(opens_on(each.day, clinic) for each in found)
    assert found[0].day >= start
    for one, two in pairwise(found):
        assert two.day - one.day >= timedelta(weeks=two.visit.week_offset - one.visit.week_offset)


@given(start=days)
def test_a_visit_is_moved_only_when_its_day_is_closed_and_to_the_next_open_one(clinic: Clinic, start: date) -> None:
    found = likely_dates(real.whole_plan(), clinic, start=start, rest_days=0)
    assert found[0].moved == (not opens_on(start, clinic))
    between = [start + timedelta(days=count) for count in range((found[0].day - start).days)]
    assert [day for day in between if opens_on(day, clinic)] == []


def test_days_of_rest_follow_a_session_and_no_call(clinic: Clinic) -> None:
    *sessions, call = likely_dates(real.whole_plan(), clinic, start=date(2027, 2, 1), rest_days=2)
    assert sessions[0].rest == (date(2027, 2, 2), date(2027, 2, 3))
    assert call.rest == ()


def test_a_clinic_that_never_opens_is_said_to_be_so(clinic: Clinic) -> None:
    gone = Closure(first=date(2026, 1, 1), last=date(2040, 1, 1), reason="Gone")
    place = clinic.main.model_copy(update={"closures": (gone,)})
    with pytest.raises(NoOpenDay):
        next_open_day(TODAY, clinic.model_copy(update={"locations": (place,)}))


@pytest.mark.parametrize("entered", ["2026-12-07", " 7/12/2026 ", "07.12.2026", "7 12 2026", "7-12-2026"])
def test_a_date_is_read_as_a_browser_sends_it_or_people_type_it(entered: str) -> None:
    assert start_from(entered, today=TODAY) == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("entered", "told"),
    [
        ("", "Choose a first day"),
        ("next Monday", "Enter a real date"),
        ("2026-02-31", "Enter a real date"),
        ("31/2/2027", "Enter a real date"),
        ("0000-01-01", "Enter a real date"),
        ("2026-12-07<script>", "Enter a real date"),
        ("२०२६-१२-०७", ""),
        ("2026-11-23", "Choose today or a later day"),
        ("2028-01-01", "within a year"),
        ("9999-12-31", "within a year"),
    ],
)
def test_what_is_no_day_to_begin_on_is_told_what_to_enter(entered: str, told: str) -> None:
    if not told:
        assert start_from(entered, today=TODAY) == date(2026, 12, 7)
        return
    with pytest.raises(BadStart, match=told):
        start_from(entered, today=TODAY)


@given(some.text())
def test_anything_may_be_entered(entered: str) -> None:
    with suppress(BadStart):
        assert start_from(entered, today=TODAY) >= TODAY


def test_the_calendar_holds_each_day_and_says_that_nothing_is_booked(content: Catalogue) -> None:
    visits = likely_dates(real.whole_plan(), content.clinic, start=date(2026, 12, 14), rest_days=2)
    made = Calendar.from_ical(course_calendar.calendar(visits, content.clinic, now=NOW))
    events = made.walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [each.day for each in visits]
    assert len({str(event["uid"]) for event in events}) == len(visits)
    for event in events:
        assert "not booked" in str(event["summary"])
        assert content.clinic.phone.number in str(event["description"])
        assert "prolotherapy" not in (str(event["summary"]) + str(event["description"])).lower()
