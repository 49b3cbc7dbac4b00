"""Every file was reviewed in the past and is due again before it is stale, by the date that the test gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.treatments import mini
from tests.treatments.rules.conftest import Break


def test_a_review_in_the_future_is_refused(broken: Break) -> None:
    """V4."""
    assert broken(("home.yaml", "last_reviewed: 2026-11-01", "last_reviewed: 2026-11-22")) == [
        "en/home.yaml:6:16 last_reviewed: 2026-11-22 lies in the future; write the day of the review"
    ]


def test_a_review_more_than_24_months_ahead_is_refused(broken: Break) -> None:
    """V4."""
    assert broken(("home.yaml", "next_review: 2027-11-01", "next_review: 2028-11-02")) == [
        "en/home.yaml:7:14 next_review: 2028-11-02 is more than 24 months after last_reviewed; bring it forward"
    ]


def test_exactly_24_months_are_accepted(broken: Break) -> None:
    assert broken(("home.yaml", "next_review: 2027-11-01", "next_review: 2028-11-01")) == []


def test_a_review_that_is_due_today_is_not_past(tmp_path: Path) -> None:
    assert mini.faults(mini.copy(tmp_path), today=date(2027, 11, 1)) == []


def test_a_review_date_that_is_past_is_refused_in_every_file(tmp_path: Path) -> None:
    """V4."""
    found = mini.faults(mini.copy(tmp_path), today=date(2027, 11, 2))
    assert "en/home.yaml:7:14 next_review: 2027-11-01 is past; review the file, then set both dates" in found
    assert len(found) == len(list(mini.FOLDER.rglob("*.yaml")))
