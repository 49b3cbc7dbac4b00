"""A period is counted whole: its real enquiries, and those erased since; no demonstration, no suspected spam."""

import csv
import io
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enquiries import figures, retention
from enquiries.figures import Figures, Table, pictures
from enquiries.figures.counting import share_kept
from enquiries.figures.period import choices
from enquiries.figures.table import table
from enquiries.models import CallAttempt, Enquiry, Outcome, Source
from tests.enquiries.cast import NOW
from tests.enquiries.retention.old import booked, closed, stored, suspect
from treatments.catalogue import Catalogue

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
LAST_MONDAY = NOW - timedelta(days=7)


def count(content: Catalogue, key: str = "13-weeks", *, demo: bool = False) -> Figures:
    return figures.count(period=figures.chosen(key, TODAY), content=content, now=NOW, demo=demo)


def told(table: Table) -> dict[str, str]:
    return {line.label: line.shown for line in table.lines if line.count != 0}


def asked(times: int, **changes: object) -> list[Enquiry]:
    return [stored(**{"received_at": LAST_MONDAY} | changes) for _ in range(times)]


def test_a_week_is_told_with_what_became_of_it(content: Catalogue) -> None:
    in_time = LAST_MONDAY + timedelta(hours=2)
    asked(6, status="booked", settled_at=NOW, answered_at=in_time)
    asked(7, source=Source.PHONE, treatment="", status="closed", outcome=Outcome.DECLINED, settled_at=NOW)
    seen = count(content)
    assert told(seen.volume) == {"16 Nov": "13"}
    assert told(seen.promises) == {"answered in time": "6", "answered late, or not yet and overdue": "7"}
    assert seen.share_kept == "46 in 100"
    assert told(seen.outcomes) == {"booked": "6", "declined": "7"}
    assert told(seen.treatments) == {"Prolotherapy": "6", "not sure": "7"}
    assert told(seen.sources) == {"website": "6", "telephone": "7"}
    assert (seen.wait.median_hours, seen.wait.ninetieth_hours) == (2.0, None)


def test_neither_demonstration_nor_suspected_spam_is_counted(content: Catalogue) -> None:
    asked(9, demo=True)
    for _ in range(9):
        suspect(received_at=LAST_MONDAY)
    assert count(content).volume.total.count == 0
    assert count(content, demo=True).volume.total.count == 9


def test_a_demonstration_is_never_mixed_with_what_is_real(content: Catalogue) -> None:
    asked(9, demo=True)
    asked(6)
    for old in (booked(answered_at=None, received_at=LAST_MONDAY) for _ in range(5)):
        retention.erase(enquiry=old, by="site", now=NOW, clinic=content.clinic)
    assert count(content, "2026-11").volume.total.count == 11
    assert count(content, "2026-11", demo=True).volume.total.count == 9


def test_what_is_not_due_yet_is_neither_kept_nor_missed(content: Catalogue) -> None:
    asked(6, received_at=NOW - timedelta(hours=1), promised_by=NOW + timedelta(hours=1))
    seen = count(content)
    assert told(seen.promises) == {"not due yet": "6"}
    assert seen.share_kept == ""


@pytest.mark.parametrize("key", ["2024-12", "12-months"])
def test_what_was_erased_is_counted_in_its_month(content: Catalogue, key: str) -> None:
    period = figures.chosen(key, date(2025, 6, 1))
    when = NOW.replace(year=2024, month=12, day=9)
    for number in range(12):
        enquiry = closed(at=when, received_at=when, answered_at=when + timedelta(hours=1))
        if number < 6:
            retention.erase(enquiry=enquiry, by="site", now=NOW, clinic=content.clinic)
    seen = figures.count(period=period, content=content, now=NOW)
    assert seen.volume.total.count == 12
    assert told(seen.promises) == {"answered in time": "12"}
    assert told(seen.outcomes) == {"declined": "12"}


def test_the_day_begins_at_midnight_on_the_clinics_clock(content: Catalogue) -> None:
    # Half past midnight on 1 July in London, still June in UTC.
    asked(5, received_at=NOW.replace(month=6, day=30, hour=23, minute=30))
    assert count(content, "2026-07").volume.total.count == 5
    assert count(content, "2026-06").volume.total.count == 0


def test_calls_are_told_by_weekday_and_hour(content: Catalogue) -> None:
    (enquiry,) = asked(1)
    for hours, times in ((0, 7), (1, 6), (12, 5)):
        at = NOW - timedelta(days=7) + timedelta(hours=hours)
        CallAttempt.objects.bulk_create(
            CallAttempt(enquiry=enquiry, at=at, by="staff:1", result="reached") for _ in range(times)
        )
    calls = count(content).calls
    monday = dict(zip([column.words for column in calls.columns], calls.rows[0][1], strict=True))
    assert calls.rows[0][0] == "Monday"
    assert {words: line.count for words, line in monday.items() if line.count} == {
        "10:00": 7,
        "11:00": 6,
        "from 17:00": 5,
    }


def test_the_number_of_questions_does_not_grow(content: Catalogue) -> None:
    counts = []
    for times in (1, 20):
        asked(times)
        with CaptureQueriesContext(connection) as questions:
            count(content, "12-months")
        counts.append(len(questions))
    assert counts == [3, 3]


def test_only_the_period_is_read_through_its_index(content: Catalogue) -> None:
    asked(3)
    with CaptureQueriesContext(connection) as questions:
        count(content)
    for question in questions.captured_queries:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL enable_seqscan = off")
                cursor.execute("EXPLAIN " + question["sql"])
            else:
                cursor.execute("EXPLAIN QUERY PLAN " + question["sql"])
            plan = str(cursor.fetchall())
        assert "enquiry_received" in plan or "call_at" in plan, plan


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([0, 0, 0, 0], ""),
        ([4, 0, 0, 0], ""),
        ([5, 0, 0, 0], "100 in 100"),
        ([50, 50, 20, 30], "50 in 100"),
        ([199, 5, 0, 0], "97 in 100"),
        ([0, 50, 0, 0], "0 in 100"),
        # What is hidden might all have been owed: the bound is made of the numbers shown.
        ([95, 12, 0, 4], "at least 85 in 100"),
        ([97, 3, 6, 0], "at least 91 in 100"),
        ([3, 97, 0, 6], "at most 9 in 100"),
        ([3, 3, 20, 20], ""),
    ],
    ids=str,
)
def test_a_share_gives_no_hidden_number_away(counts: list[int], words: str) -> None:
    made = table("promises", "Promises kept", "", [(str(place), count) for place, count in enumerate(counts)])
    assert share_kept(made) == words


def test_the_periods_offered_end_today_and_go_back_two_years() -> None:
    offered = choices(TODAY)
    weeks, year, *months = offered
    assert (weeks.begins, weeks.ends, len(list(weeks.stretches()))) == (date(2026, 8, 31), date(2026, 11, 30), 13)
    assert (year.begins, year.ends, len(list(year.stretches()))) == (date(2025, 12, 1), date(2026, 12, 1), 12)
    assert [months[0].label, months[-1].label, len(months)] == ["November 2026", "December 2024", 24]
    assert figures.chosen("nonsense", TODAY) == weeks


@pytest.mark.parametrize("period", choices(TODAY), ids=lambda period: period.key)
def test_the_columns_of_a_period_leave_no_day_out(period: figures.Period) -> None:
    stretches = list(period.stretches())
    assert (stretches[0].begins, stretches[-1].ends) == (period.begins, period.ends)
    assert all(one.ends == following.begins for one, following in pairwise(stretches))


def test_the_spreadsheet_hides_what_the_page_hides(content: Catalogue) -> None:
    asked(3, treatment="=cmd|' /C calc'!A0", source=Source.DESK)
    asked(9)
    text = "".join(figures.spreadsheet(count(content), demo=False, now=NOW))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert ["How they reached us", "at the desk", "[c]"] in rows
    assert ["How they reached us", "website", "[c]"] in rows
    assert not [row for row in rows if row[-1] in {"1", "2", "3", "4"}]
    assert not [cell for row in rows for cell in row if cell.startswith("=")]


def test_a_picture_shows_what_is_hidden_in_one_size(content: Catalogue) -> None:
    asked(3, source=Source.DESK)
    asked(2, source=Source.PHONE)
    asked(9)
    marks = {mark.label: mark for mark in pictures.bars(count(content).sources)}
    assert marks["at the desk"].wide == marks["telephone"].wide == pictures.HIDDEN_SIZE
    assert marks["website"].wide == pictures.BARS_WIDE
    assert all(mark.hidden for label, mark in marks.items() if label != "website")


def test_an_empty_period_can_be_drawn(content: Catalogue) -> None:
    seen = count(content, "2025-01")
    assert [mark.number for mark in pictures.columns(seen.volume)] == ["0"] * 5
    assert pictures.bars(seen.sources) == []
    assert [marks for _, _, marks in pictures.squares(seen.calls) if marks] == []
    assert [point.kind for point in pictures.points(seen.wait)] == ["promised"]
