"""A claim says what was compared, in how many people, for how long, and how sure one can be."""

from __future__ import annotations

import pytest

from tests.treatments import mini
from treatments.pages.claims import claim_rows, people_studied, source_row, time_followed

SOURCE = mini.whole().sources["elbow-trial-2019"]


def test_a_claim_is_told_in_words() -> None:
    (row,) = claim_rows(mini.whole(), ["elbow-physio"])
    assert row.people == "120 people"
    assert row.follow_up == "52 weeks (1 year)"
    assert row.result == "Found no clear difference"
    assert row.certainty.startswith("Low certainty")
    assert [link.url for link in row.conditions] == ["/conditions/tennis-elbow/"]
    assert [each.kind for each in row.sources] == ["Randomised trial"]


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        (None, ""),
        (1, "1 week"),
        (26, "26 weeks"),
        (52, "52 weeks (1 year)"),
        (104, "104 weeks (2 years)"),
        (0, "0 weeks"),
    ],
)
def test_time_is_told_in_weeks_and_whole_years(weeks: int | None, said: str) -> None:
    assert time_followed(weeks) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "120 people"),
        ({"people": 1}, "1 person"),
        ({"people": 1_500, "studies": 8}, "8 studies, 1,500 people"),
        ({"people": None}, "number of people not stated here"),
        ({"people": None, "studies": 1}, "1 study, number of people not stated here"),
        ({"people": None, "kind": "guideline"}, ""),
    ],
)
def test_how_many_took_part_is_told_or_said_to_be_unknown(changes: dict[str, object], said: str) -> None:
    assert people_studied(SOURCE.model_copy(update=changes)) == said


def test_a_source_leads_to_where_it_can_be_read() -> None:
    assert source_row(SOURCE).address == "https://doi.org/10.1000/182"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"year": 2019, "short": "A trial"}, ", 2019"),
        ({"year": 2019, "short": "A trial, 2019"}, ""),
        ({"year": None}, ""),
    ],
)
def test_the_year_of_a_source_is_told_once(changes: dict[str, object], said: str) -> None:
    assert source_row(SOURCE.model_copy(update=changes)).year_beside == said
