"""The clinic says when it is open, when it is not, and how to get in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from tests.treatments import mini
from treatments import catalogue
from treatments.pages.clinic import ACCESS, closed_days, contact, people, week
from treatments.schema.clinic import Access


def test_every_day_of_the_week_has_its_stretches_or_is_closed() -> None:
    days = {day.name: [f"{each.opens:%H:%M}" for each in day.intervals] for day in week(mini.whole().clinic.main)}
    assert list(days) == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    assert days["Monday"] == ["09:00", "13:30"]
    assert days["Sunday"] == []


def test_closures_and_bank_holidays_stand_in_order_until_they_are_over() -> None:
    clinic = mini.whole().clinic
    closed = closed_days(clinic, date(2026, 12, 28))
    assert [(each.first, each.reason) for each in closed[:4]] == [
        (date(2026, 12, 24), "Winter break"),
        (date(2026, 12, 28), "Boxing Day (observed)"),
        (date(2027, 1, 1), "New Year's Day"),
        (date(2027, 3, 26), "Good Friday"),
    ]
    assert closed_days(clinic, date(2026, 12, 29))[0].first == date(2027, 1, 1)


def test_a_bank_holiday_on_a_day_that_is_closed_anyway_is_left_out() -> None:
    days = [each.first for each in closed_days(mini.whole().clinic, date(2026, 12, 20))]
    assert date(2026, 12, 25) in days
    assert date(2026, 12, 26) not in days


def test_another_region_has_its_own_bank_holidays(tmp_path: Path) -> None:
    folder = mini.copy(tmp_path)
    mini.change(folder, "clinic.yaml", "holidays_region: GB-ENG", "holidays_region: GB-SCT")
    clinic = catalogue.read(folder, today=mini.TODAY).clinic
    assert date(2027, 11, 30) in [each.first for each in closed_days(clinic, date(2027, 1, 1))]


def test_every_question_of_access_is_asked() -> None:
    assert list(ACCESS) == list(Access.model_fields)


def test_the_day_on_which_days_are_listed_is_the_clinics() -> None:
    late = datetime(2027, 7, 31, 23, 30, tzinfo=UTC)
    days = contact(mini.whole(), now=late).context["closed_days"]
    assert days[0].first == date(2027, 8, 30)


def test_everybody_is_shown_with_where_to_check_it() -> None:
    html = people(mini.whole(), now=datetime(2026, 11, 21, tzinfo=UTC)).html()
    assert "https://www.gmc-uk.org/registration-and-licensing/our-registers" in html
    assert "DEMO-A (not a registration)" in html
    assert "Paid per treatment." in html
