"""The promise counts opening hours, and is said as people say it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries import opening, promise
from treatments.schema.clinic import Clinic

LONDON = ZoneInfo("Europe/London")
moments = st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))


def promised(clinic: Clinic, month: int, day: int, hour: int, minute: int) -> str:
    """Return the promise for an enquiry received at that moment of 2026, on the clinic's clock."""
    received = datetime(2026, month, day, hour, minute, tzinfo=LONDON)
    return promise.in_words(promise.promised_by(received, clinic), clinic)


def test_lunch_does_not_count(clinic: Clinic) -> None:
    # Monday has 3.5 hours, lunch and 3.5 hours: one of the eight is left for Tuesday.
    assert promised(clinic, 11, 23, 9, 0) == "10 am on Tuesday 24 November 2026"


def test_an_enquiry_at_night_counts_from_the_morning(clinic: Clinic) -> None:
    assert promised(clinic, 11, 24, 22, 30) == "5 pm on Wednesday 25 November 2026"


def test_an_enquiry_on_friday_afternoon_is_answered_after_the_weekend(clinic: Clinic) -> None:
    assert promised(clinic, 11, 20, 15, 0) == "5 pm on Monday 23 November 2026"


def test_closures_and_bank_holidays_do_not_count(clinic: Clinic) -> None:
    # Half a day on the 23rd, closed 24 to 28 December, half a day on the 29th.
    assert promised(clinic, 12, 23, 13, 0) == "1 pm on Tuesday 29 December 2026"


def test_it_is_lifted_to_the_next_half_hour(clinic: Clinic) -> None:
    assert promised(clinic, 11, 24, 9, 7) == "9:30 am on Wednesday 25 November 2026"


def test_it_is_never_lifted_past_the_closing_of_that_stretch(clinic: Clinic) -> None:
    short = _promising(clinic, hours=1)
    assert promised(short, 11, 27, 14, 59) == "4 pm on Friday 27 November 2026"
    early = _closing_at(clinic, 16, 15)
    assert promised(_promising(early, hours=1), 11, 27, 15, 10) == "4:15 pm on Friday 27 November 2026"


def test_summer_time_moves_the_promise_with_the_clinics_clock(clinic: Clinic) -> None:
    # Two half days around the weekend on which the clock goes forward.
    assert promised(clinic, 3, 27, 12, 0) == "2 pm on Monday 30 March 2026"


def test_an_owner_who_promises_more_hours_promises_later(clinic: Clinic) -> None:
    received = datetime(2026, 11, 24, 9, tzinfo=LONDON)
    assert promise.promised_by(received, _promising(clinic, hours=16)) > promise.promised_by(received, clinic)


@given(received=moments, hours=st.integers(1, 80))
def test_exactly_the_promised_opening_hours_lie_between_and_less_than_half_an_hour_more(
    clinic: Clinic, received: datetime, hours: int
) -> None:
    by = promise.promised_by(received, _promising(clinic, hours=hours))
    between = timedelta(0)
    for stretch in opening.stretches(clinic, since=received):
        if stretch.opens >= by:
            break
        between += min(stretch.closes, by) - max(stretch.opens, received)
    assert timedelta(hours=hours) <= between < timedelta(hours=hours, minutes=30)


@given(received=moments)
def test_a_promise_lies_ahead_while_the_clinic_is_open_or_just_closing(clinic: Clinic, received: datetime) -> None:
    by = promise.promised_by(received, clinic)
    assert by > received
    assert opening.now_open(by - timedelta(seconds=1), clinic) is not None


@given(received=moments, later=st.timedeltas(timedelta(0), timedelta(days=30)))
def test_who_asks_first_is_never_promised_later(clinic: Clinic, received: datetime, later: timedelta) -> None:
    assert promise.promised_by(received, clinic) <= promise.promised_by(received + later, clinic)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ((11, 23, 10, 0), "We are open now until 12:30 pm"),
        ((11, 24, 10, 0), "We are open now until 5 pm"),
        ((11, 23, 12, 45), "We are closed now. We open at 1:30 pm today"),
        ((11, 23, 18, 0), "We are closed now. We open at 9 am tomorrow"),
        ((11, 27, 18, 0), "We are closed now. We open at 9 am on Monday 30 November"),
    ],
)
def test_it_is_said_whether_somebody_answers_now_or_when(
    clinic: Clinic, moment: tuple[int, int, int, int], words: str
) -> None:
    assert promise.opening_in_words(datetime(2026, *moment, tzinfo=LONDON), clinic) == words


def _promising(clinic: Clinic, *, hours: int) -> Clinic:
    return clinic.model_copy(update={"promise": clinic.promise.model_copy(update={"within_open_hours": hours})})


def _closing_at(clinic: Clinic, hour: int, minute: int) -> Clinic:
    week = tuple(
        each.model_copy(update={"closes": each.closes.replace(hour=hour, minute=minute)})
        for each in clinic.main.opening
        if each.day != "monday"
    )
    location = clinic.main.model_copy(update={"opening": week})
    return clinic.model_copy(update={"locations": (location,)})
