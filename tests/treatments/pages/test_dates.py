"""The page of likely dates: it asks, answers, says what is wrong, and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from icalendar import Calendar

from tests.treatments import real
from tests.treatments.reading import Reading, words
from treatments import catalogue, pages
from treatments.catalogue import Catalogue
from treatments.pages.dates import dates

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PATH = "/treatments/prolotherapy/dates/"


@pytest.fixture(scope="module")
def real_clinic() -> Catalogue:
    return real.whole()


@pytest.fixture(autouse=True)
def _adopted(real_clinic: Catalogue) -> Iterator[None]:
    catalogue.adopt(real_clinic)
    yield
    catalogue.adopt(None)


def page(entered: str | None) -> Reading:
    return Reading(dates(catalogue.current(), "prolotherapy", entered=entered, now=NOW).html())


def test_before_a_day_is_chosen_it_shows_the_plan_and_no_date() -> None:
    asked = page(None)
    assert asked.errors == []
    assert asked.all("input", name="start")[0].get("value") == ""
    assert asked.classed("likely-dates") == []
    assert asked.classed("error-summary") == []


def test_a_chosen_day_shows_each_visit_on_an_open_day_in_words_and_in_the_picture() -> None:
    answered = page("2026-12-14")
    assert answered.errors == []
    days = [each.get("datetime") for listed in answered.classed("likely-dates") for each in listed.iter("time")]
    assert days == ["2026-12-14", "2027-01-04", "2027-01-18", "2027-04-12"]
    assert "Mon 4 Jan" in "".join(answered.classed("course-line")[0].itertext())
    assert "so it is later" in answered.text
    assert f"{PATH[:-1]}.ics?start=2026-12-14" in answered.links


@pytest.mark.parametrize("entered", ["", "soon", "2020-01-01", '"><script>alert(1)</script>'])
def test_a_bad_day_is_said_at_the_top_beside_the_field_and_in_the_title(entered: str) -> None:
    refused = page(entered)
    assert refused.title.startswith("Error: ")
    (field,) = refused.all("input", name="start")
    assert field.get("aria-invalid") == "true"
    assert field.get("value") == ("2020-01-01" if entered == "2020-01-01" else "")
    (summary,) = refused.classed("error-summary")
    assert [each.get("href") for each in summary.iter("a")] == ["#start"]
    assert words(refused.classed("field__error")[0]).endswith(words(next(summary.iter("a"))))
    assert refused.classed("likely-dates") == []


def test_it_is_answered_live_without_database_and_cookie_and_is_kept_nowhere(client: Client) -> None:
    answer = client.get(PATH, {"start": "2099-01-01"})
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert "no-store" in answer["Cache-Control"]
    assert 'content="noindex"' in answer.content.decode()
    assert PATH not in pages.public_paths(catalogue.current())


def test_the_calendar_is_handed_out_for_a_good_day_only(client: Client) -> None:
    day = f"{datetime.now(tz=UTC):%Y-%m-%d}"
    answer = client.get(f"{PATH[:-1]}.ics", {"start": day})
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 4
    assert client.get(f"{PATH[:-1]}.ics").status_code == 404
    assert client.get(f"{PATH[:-1]}.ics", {"start": "soon"}).status_code == 404


def test_a_treatment_that_never_was_has_no_dates(client: Client) -> None:
    assert client.get("/treatments/nothing/dates/").status_code == 404
    assert client.get("/treatments/nothing/dates.ics", {"start": "2026-12-07"}).status_code == 404
    assert client.post(PATH).status_code == 405
