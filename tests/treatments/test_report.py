"""An editor sees at a glance how each page reads, what it rests on and when it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from icalendar import Calendar
from pytest_django import Settings

from tests.treatments import mini, real
from treatments import pages
from treatments.catalogue import Catalogue
from treatments.discern import notes
from treatments.hints import hard_words, passives
from treatments.report import PageRow, page_rows
from treatments.review_calendar import calendar
from treatments.schema.treatment import DiscernScore

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TREATMENT = "/treatments/prolotherapy/"


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return real.whole()


@pytest.fixture(scope="module")
def rows(content: Catalogue) -> dict[str, PageRow]:
    return {row.path: row for row in page_rows(content, now=NOW)}


def test_every_page_has_a_row(content: Catalogue, rows: dict[str, PageRow]) -> None:
    assert [*rows] == [path for path in pages.public_paths(content) if path.endswith("/")]


def test_a_page_is_measured_as_it_is_read(rows: dict[str, PageRow]) -> None:
    assert 2000 < rows[TREATMENT].reading.words < rows[f"{TREATMENT}details/"].reading.words
    assert 0 < rows[TREATMENT].reading.grade <= 7
    assert rows[TREATMENT].reading.longest_words <= 25


def test_claims_and_sources_of_a_page_are_counted(content: Catalogue, rows: dict[str, PageRow]) -> None:
    assert rows[TREATMENT].claims == len(content.treatments["prolotherapy"].claims)
    assert rows["/evidence/"].claims == len(content.claims)
    assert rows["/conditions/tennis-elbow/"].sources >= 4
    assert rows["/privacy/"].claims == 0


def test_who_leads_to_a_page_is_counted(rows: dict[str, PageRow]) -> None:
    leading = rows[f"{TREATMENT}aftercare/"].links_in
    assert leading is not None
    assert leading >= 1
    treated = rows[TREATMENT].links_in
    assert treated is not None
    assert treated > 10
    assert rows["/costs/"].links_in is None
    assert rows["/privacy/"].links_in is None


def test_a_page_that_is_past_its_day_is_overdue(content: Catalogue) -> None:
    late = page_rows(content, now=datetime(2027, 11, 25, 12, tzinfo=UTC))
    assert all(row.overdue for row in late)
    assert not any(row.overdue for row in page_rows(content, now=NOW))


def test_the_report_says_what_discern_would_find(content: Catalogue, rows: dict[str, PageRow]) -> None:
    assert "sources without a year" in rows[TREATMENT].discern
    assert rows["/conditions/tennis-elbow/"].discern == ""
    assert "3: no question on" in "; ".join(notes(mini.whole(), mini.whole().treatments["prolotherapy"]))


@pytest.mark.parametrize(("score", "said"), [(5, "16: rated 80 of 80"), (4, "16: rated 64 of 80, below 75")])
def test_what_raters_gave_is_told(content: Catalogue, score: int, said: str) -> None:
    sheet = DiscernScore(rater="Rater 1", rated_on=date(2026, 11, 21), scores=(score,) * 16)
    treatment = content.treatments["prolotherapy"].model_copy(update={"discern": (sheet,)})
    assert list(notes(content, treatment))[-1] == said


def test_a_treatment_that_nobody_rated_says_so(content: Catalogue) -> None:
    treatment = content.treatments["prolotherapy"].model_copy(update={"discern": ()})
    assert list(notes(content, treatment))[-1] == "16: not rated yet"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The needle is often given by a nurse.", ["is often given"]),
        ("It was tested and you are told.", ["was tested", "are told"]),
        ("We give it, and you can stop.", []),
    ],
)
def test_the_passive_is_hinted_at(text: str, found: list[str]) -> None:
    assert passives(text) == found


def test_a_long_word_is_hinted_at_once_unless_it_is_explained() -> None:
    text = "The rehabilitation and the rehabilitation of an epidemiology."
    assert hard_words(text, explained=()) == ["rehabilitation", "epidemiology"]
    assert hard_words(text, explained={"rehabilitation"}) == ["epidemiology"]


def test_the_calendar_holds_the_day_of_each_page(rows: dict[str, PageRow]) -> None:
    made = calendar(rows.values(), now=NOW)
    events = Calendar.from_ical(made).walk("VEVENT")
    assert {str(each["summary"]): each.decoded("dtstart") for each in events} == {
        f"Review {path}": row.due for path, row in rows.items()
    }
    assert {each.decoded("dtend") - each.decoded("dtstart") for each in events} == {timedelta(days=1)}


def test_the_calendar_keeps_to_its_format(rows: dict[str, PageRow]) -> None:
    """RFC 5545: lines end with CR and LF and have at most 75 octets; each event has a UID of its own and a stamp."""
    made = calendar(rows.values(), now=NOW)
    lines = made.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert {b"VERSION:2.0", b"PRODID:-//Clinic//Reviews of content//EN"} <= set(lines)
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    unfolded = made.replace(b"\r\n ", b"").split(b"\r\n")
    names = [line for line in unfolded if line.startswith(b"UID:")]
    assert len(names) == len(set(names)) == len(rows)
    assert unfolded.count(b"DTSTAMP:20261121T120000Z") == len(rows)


def test_an_event_keeps_its_name_when_its_day_moves(rows: dict[str, PageRow]) -> None:
    row = rows[TREATMENT]
    moved = replace(row, due=row.due + timedelta(days=30))
    one, two = (Calendar.from_ical(calendar([each], now=NOW)).walk("VEVENT")[0] for each in (row, moved))
    assert one["uid"] == two["uid"]
    assert one.decoded("dtstart") != two.decoded("dtstart")


def test_the_command_prints_a_line_for_each_page(settings: Settings) -> None:
    settings.CONTENT_DIR = mini.FOLDER
    heading, *rest = said()
    lines = rest[: rest.index("")]
    assert heading.split()[:4] == ["page", "grade", "longest", "words"]
    assert [line.split()[0] for line in lines] == [row.path for row in page_rows(mini.whole(), now=NOW)]


def test_the_command_lists_each_exception_with_its_reason(settings: Settings) -> None:
    settings.CONTENT_DIR = mini.FOLDER
    assert said()[-1] == (
        "number: treatments/prolotherapy.yaml after_note 60 minutes. "
        "It is how long to sit down, not how long a visit lasts"
    )


def test_the_command_lists_hints_when_asked(settings: Settings) -> None:
    settings.CONTENT_DIR = mini.FOLDER
    assert any(line.startswith("Hints, not faults") for line in said("--hints"))
    assert not any("Hints" in line for line in said())


def test_the_command_prints_the_calendar(settings: Settings) -> None:
    settings.CONTENT_DIR = mini.FOLDER
    out = StringIO()
    call_command("content_report", "--ics", stdout=out)
    assert len(Calendar.from_ical(out.getvalue()).walk("VEVENT")) == len(page_rows(mini.whole(), now=NOW))


def test_faulty_content_is_mended_first(settings: Settings, tmp_path: Path) -> None:
    folder = mini.copy(tmp_path)
    mini.change(folder, "clinic.yaml", "strapline:", "strapeline:")
    settings.CONTENT_DIR = folder
    with pytest.raises(CommandError, match="Mend this first"):
        said()


def said(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("content_report", *arguments, stdout=out)
    return out.getvalue().splitlines()
