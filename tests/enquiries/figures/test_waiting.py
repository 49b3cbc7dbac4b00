"""Waiting is counted in the hours during which the clinic is open, and percentiles are those of the textbook."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from enquiries import opening
from enquiries.figures.waiting import HALF, NINE_TENTHS, OpenHours, percentile
from treatments.schema.clinic import Clinic

BEGINS = datetime(2026, 10, 1, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2026, 10, 1), datetime(2026, 12, 31), timezones=st.just(UTC))


@given(MOMENTS, MOMENTS)
def test_adding_up_once_gives_what_counting_each_time_gives(clinic: Clinic, one: datetime, other: datetime) -> None:
    since, until = sorted((one, other))
    hours = OpenHours(clinic, since=BEGINS, until=datetime(2027, 1, 1, tzinfo=UTC))
    counted = opening.hours_open(clinic, since=since, until=until) / timedelta(hours=1)
    assert abs(hours.between(since, until) - counted) < 1e-9


def test_a_night_and_a_weekend_are_no_waiting(clinic: Clinic) -> None:
    hours = OpenHours(clinic, since=BEGINS, until=datetime(2027, 1, 1, tzinfo=UTC))
    friday_three, monday_ten = datetime(2026, 11, 20, 15, tzinfo=UTC), datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert hours.between(friday_three, monday_ten) == 2


@given(st.lists(st.floats(0, 100), min_size=10, max_size=60))
def test_so_many_of_a_hundred_waited_no_longer(waits: list[float]) -> None:
    for of_hundred in (HALF, NINE_TENTHS):
        found = percentile(waits, of_hundred)
        assert found is not None
        assert sum(wait <= found + 0.05 for wait in waits) * 100 >= of_hundred * len(waits)
        assert sum(wait < found - 0.05 for wait in waits) * 100 < of_hundred * len(waits)


def test_the_wait_of_a_few_is_not_told() -> None:
    assert percentile([1.0] * 4, HALF) is None
    assert percentile([1.0] * 5, HALF) == 1.0
    assert percentile([1.0] * 9, NINE_TENTHS) is None
    assert percentile([float(n) for n in range(1, 11)], NINE_TENTHS) == 9.0
