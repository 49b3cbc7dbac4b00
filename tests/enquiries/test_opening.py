"""When the clinic is open: week, lunch, closures and bank holidays, on its own clock."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries import opening
from enquiries.opening import NeverOpen
from treatments import opening_days
from treatments.schema.clinic import Clinic, Closure

LONDON = ZoneInfo("Europe/London")
moments = st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))


def at(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def test_it_is_closed_during_lunch_and_open_until_then(clinic: Clinic) -> None:
    before_lunch = opening.now_open(at(23, 12, 29), clinic)
    assert before_lunch is not None
    assert before_lunch.closes == at(23, 12, 30)
    assert opening.now_open(at(23, 12, 30), clinic) is None
    assert opening.next_opening(at(23, 12, 30), clinic) == at(23, 13, 30)


def test_it_opens_on_the_minute_and_is_closed_on_the_minute(clinic: Clinic) -> None:
    assert opening.now_open(at(24, 9), clinic) is not None
    assert opening.now_open(at(24, 8, 59), clinic) is None
    assert opening.now_open(at(24, 17), clinic) is None


def test_the_weekend_is_passed_over(clinic: Clinic) -> None:
    assert opening.next_opening(at(27, 16, 1), clinic) == at(30, 9)


def test_a_closure_is_passed_over_whole_both_ends_included(clinic: Clinic) -> None:
    assert opening_days.is_closed_all_day(date(2026, 12, 24), clinic)
    assert not opening_days.is_closed_all_day(date(2026, 12, 29), clinic)
    assert opening.next_opening(at(23, 17, month=12), clinic) == at(29, 9, month=12)


def test_bank_holidays_are_the_regions_own(clinic: Clinic) -> None:
    # Easter Monday is a holiday in England and not in Scotland; 2 January is the other way round.
    easter_monday, second_of_january = date(2026, 4, 6), date(2026, 1, 2)
    scottish = clinic.model_copy(update={"holidays_region": "GB-SCT"})
    assert opening_days.is_closed_all_day(easter_monday, clinic)
    assert not opening_days.is_closed_all_day(easter_monday, scottish)
    assert opening_days.is_closed_all_day(second_of_january, scottish)
    assert not opening_days.is_closed_all_day(second_of_january, clinic)


def test_a_holiday_moved_to_a_monday_counts(clinic: Clinic) -> None:
    # Boxing Day of 2026 is a Saturday, so its Monday is a holiday; no closure is needed to know it.
    without_closures = _closed(clinic)
    assert opening_days.is_closed_all_day(date(2026, 12, 28), without_closures)


def test_nine_in_the_morning_stays_nine_in_the_morning_across_summer_time(clinic: Clinic) -> None:
    winter = opening.next_opening(datetime(2026, 3, 26, 18, tzinfo=UTC), clinic)
    summer = opening.next_opening(datetime(2026, 3, 29, 18, tzinfo=UTC), clinic)
    assert (winter.hour, summer.hour) == (9, 8)
    assert {moment.astimezone(LONDON).time() for moment in (winter, summer)} == {time(9)}


def test_a_clinic_open_all_night_is_open_an_hour_less_when_the_clock_goes_forward(clinic: Clinic) -> None:
    night = _open(clinic, "sunday", time(0), time(6))
    (stretch,) = islice(opening.stretches(night, since=datetime(2026, 3, 28, 12, tzinfo=UTC)), 1)
    assert stretch.closes - stretch.opens == timedelta(hours=5)


def test_a_stretch_within_the_hour_that_is_skipped_is_not_there(clinic: Clinic) -> None:
    skipped = _open(clinic, "sunday", time(1, 59), time(2))
    (stretch,) = islice(opening.stretches(skipped, since=datetime(2026, 3, 28, 12, tzinfo=UTC)), 1)
    assert stretch.opens.astimezone(LONDON).date() == date(2026, 4, 5)


def test_a_clinic_that_never_opens_is_said_to_be_so(clinic: Clinic) -> None:
    closed = _closed(clinic, Closure(first=date(2026, 1, 1), last=date(2040, 1, 1), reason="Gone"))
    with pytest.raises(NeverOpen):
        opening.next_opening(at(23, 10), closed)


def test_a_region_that_nobody_knows_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        opening_days.bank_holidays("ZZ-ZZ", 2026)


@given(now=moments)
def test_stretches_come_in_order_never_overlap_and_lie_ahead(clinic: Clinic, now: datetime) -> None:
    found = list(islice(opening.stretches(clinic, since=now), 12))
    assert all(stretch.opens < stretch.closes for stretch in found)
    assert all(one.closes <= following.opens for one, following in pairwise(found))
    assert found[0].closes > now


@given(now=moments)
def test_open_now_agrees_with_the_week_as_it_is_written(clinic: Clinic, now: datetime) -> None:
    local = now.astimezone(LONDON)
    day = opening.DAYS[local.weekday()]
    by_hand = not opening_days.is_closed_all_day(local.date(), clinic) and any(
        each.day == day and each.opens <= local.time() < each.closes for each in clinic.main.opening
    )
    assert (opening.now_open(now, clinic) is not None) == by_hand


@given(now=moments)
def test_the_next_opening_is_the_first_moment_at_which_it_becomes_open(clinic: Clinic, now: datetime) -> None:
    opens = opening.next_opening(now, clinic)
    assert opens > now
    assert opening.now_open(opens, clinic) is not None
    assert opening.now_open(opens - timedelta(seconds=1), clinic) is None


def _closed(clinic: Clinic, *closures: Closure) -> Clinic:
    location = clinic.main.model_copy(update={"closures": closures})
    return clinic.model_copy(update={"locations": (location,)})


def _open(clinic: Clinic, day: str, opens: time, closes: time) -> Clinic:
    interval = clinic.main.opening[0].model_copy(update={"day": day, "opens": opens, "closes": closes})
    location = clinic.main.model_copy(update={"opening": (interval,), "closures": ()})
    return clinic.model_copy(update={"locations": (location,)})
