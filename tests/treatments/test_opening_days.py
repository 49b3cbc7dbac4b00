"""The clinic is open on the days of its week, except closures and the bank holidays of its region."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from tests.treatments import real
from treatments.opening_days import bank_holidays, clock, is_closed_all_day, opens_on
from treatments.schema.clinic import Clinic


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return real.whole().clinic


def test_it_is_closed_at_weekends_on_bank_holidays_and_in_closures(clinic: Clinic) -> None:
    assert opens_on(date(2026, 12, 24), clinic)
    closed = [date(2026, 12, 26), date(2026, 12, 25), date(2026, 12, 28), date(2026, 12, 30), date(2027, 1, 1)]
    assert [day for day in closed if opens_on(day, clinic)] == []


def test_a_weekend_is_no_closure(clinic: Clinic) -> None:
    assert not is_closed_all_day(date(2027, 1, 2), clinic)
    assert not opens_on(date(2027, 1, 2), clinic)


def test_bank_holidays_are_the_regions_own() -> None:
    easter_monday, second_of_january = date(2026, 4, 6), date(2026, 1, 2)
    assert easter_monday in bank_holidays("GB-ENG", 2026)
    assert easter_monday not in bank_holidays("GB-SCT", 2026)
    assert second_of_january in bank_holidays("GB-SCT", 2026)
    with pytest.raises(NotImplementedError):
        bank_holidays("ZZ-ZZ", 2026)


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [(0, 0, "12 am"), (9, 0, "9 am"), (11, 59, "11:59 am"), (12, 0, "midday"), (12, 30, "12:30 pm"), (15, 0, "3 pm")],
)
def test_times_of_day_are_said_as_people_say_them(hour: int, minute: int, words: str) -> None:
    assert clock(time(hour, minute)) == clock(datetime(2026, 11, 23, hour, minute, tzinfo=UTC)) == words
