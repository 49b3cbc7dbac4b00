"""The desk asks the same few questions of the database however many enquiries there are, and each by an index."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from enquiries import crowd, finding
from enquiries.desk.queue import Tab
from enquiries.models import Enquiry
from tests.enquiries.cast import NOW
from treatments.catalogue import Catalogue

pytestmark = pytest.mark.django_db

LIST = "/desk/enquiries/enquiry/"
KEPT_SMALL = {"enquiry_queue", "enquiry_waiting", "enquiry_suspected", "notification_failed"}
"""Partial indexes over what is open, suspected or failed: these may be read from end to end."""
READ_IN_ORDER = {"enquiry_settled", "sqlite_autoindex_enquiries_digest_1"}
"""These grow, and are read from one end as far as one page, or one row."""

type Question = tuple[str, Any]


def grow(content: Catalogue, upto: int) -> None:
    for _ in crowd.fill(upto=upto, content=content, worker=User.objects.get(username="receptionist"), now=NOW):
        pass


@pytest.fixture
def crowded(content: Catalogue, reception: Client) -> None:
    """Enough that no list is empty: open, due today, suspected, booked and closed."""
    grow(content, 320)


def pages() -> list[tuple[str, str, dict[str, str]]]:
    """Return what reception asks for: a name, the address, and what is typed where something is."""
    waiting, settled = Enquiry.objects.in_queue()[0], Enquiry.objects.settled()[0]
    return [
        ("home", "/desk/", {}),
        *((f"queue: {tab.value}", f"{LIST}?tab={tab.value}", {}) for tab in Tab),
        ("counts", f"{LIST}counts/", {}),
        ("search by number", f"{LIST}search/", {"typed": waiting.phone}),
        ("search by part of a number", f"{LIST}search/", {"typed": settled.phone[-4:]}),
        ("search by two names", f"{LIST}search/", {"typed": settled.name}),
        ("search by address", f"{LIST}search/", {"typed": "demo-patient-1@"}),
        ("search by half an address", f"{LIST}search/", {"typed": "demo-patient-1"}),
        ("search by a misheard name", f"{LIST}search/", {"typed": "Jools"}),
        ("search by reference", f"{LIST}search/", {"typed": settled.reference}),
        ("one that is open", f"{LIST}{waiting.pk}/change/", {}),
        ("one that is settled", f"{LIST}{settled.pk}/change/", {}),
    ]


def ask(browser: Client, address: str, typed: dict[str, str]) -> None:
    answer = browser.post(address, typed, follow=True) if typed else browser.get(address)
    assert answer.status_code == 200


@pytest.mark.usefixtures("crowded")
def test_no_page_asks_more_often_when_there_are_more_enquiries(reception: Client, content: Catalogue) -> None:
    asked = [page for page in pages() if page[0] not in {"search by part of a number", "search by two names"}]
    for name, address, typed in asked:
        # Whoever opens one for the first time is noted as being there.
        if name.startswith(("search", "one")):
            ask(reception, address, typed)
    few = {name: questions_asked(reception, address, typed) for name, address, typed in asked}
    grow(content, 420)
    many = {name: questions_asked(reception, address, typed) for name, address, typed in asked}
    assert many == few
    # A search is three requests: it is sent, and what it found is led to and shown.
    assert max(few.values()) < 50


def questions_asked(browser: Client, address: str, typed: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask(browser, address, typed)
    return len(asked)


@pytest.mark.usefixtures("crowded")
def test_no_question_reads_or_sorts_a_whole_table(reception: Client) -> None:
    asked: dict[str, list[Question]] = {}
    for name, address, typed in pages():
        with _questions() as asked[name]:
            ask(reception, address, typed)
    faults = [
        f"{name}: {line}\n  {sql}" for name, found in asked.items() for sql, given in found for line in bad(sql, given)
    ]
    assert faults == []
    assert sum(len(found) for found in asked.values()) > 100


@contextmanager
def _questions() -> Iterator[list[Question]]:
    """Keep every SELECT of the enquiries' own tables."""
    found: list[Question] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT") and "enquiries_" in sql:
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def bad(sql: str, given: Any) -> list[str]:
    """Return the steps of a plan that grow with the whole table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # So few rows it would rather read whole, unless it is asked what it would do with many.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}", given)
            return [line for (line,) in cursor.fetchall() if "Seq Scan on enquiries_" in line]
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", given)
        steps = [row[-1] for row in cursor.fetchall()]
    scans = [step for step in steps if step.startswith("SCAN enquiries_") and not is_small(step)]
    # What was searched for may be sorted, and so may what is kept small.
    sorts = [step for step in steps if "TEMP B-TREE" in step and any(_is_of(each, READ_IN_ORDER) for each in steps)]
    return scans + sorts


def is_small(step: str) -> bool:
    return _is_of(step, KEPT_SMALL | READ_IN_ORDER)


def _is_of(step: str, indexes: set[str]) -> bool:
    used = re.search(r"USING (?:COVERING )?INDEX (\w+)", step)
    return used is not None and used[1] in indexes


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("SELECT COUNT(*) FROM enquiries_enquiry", "counts the whole table"),
        ("SELECT id FROM enquiries_enquiry ORDER BY name LIMIT 5", "sorts the whole table"),
        ("SELECT id FROM enquiries_enquiry WHERE name = 'x'", "has no index"),
    ],
)
def test_a_question_that_reads_the_whole_table_is_found_out(content: Catalogue, sql: str, why: str) -> None:
    if connection.vendor == "postgresql" and "COUNT" in sql:
        # PostgreSQL counts through whichever index is smallest.
        sql = "SELECT COUNT(name) FROM enquiries_enquiry"
    assert bad(sql, ()) != [], why


@pytest.mark.usefixtures("crowded")
@pytest.mark.parametrize("typed", ["01632", "demo", "alex demo", "demo-patient-1@"])
def test_what_would_find_nearly_everybody_asks_for_more(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setattr(finding, "MOST_READ", 0)
    with pytest.raises(finding.TooLittle, match=r"Type (more|another)"):
        finding.find(typed)


@pytest.mark.usefixtures("crowded")
def test_a_common_name_beside_a_rare_one_finds_the_one_who_has_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_READ", 20)
    wanted = Enquiry.objects.settled()[0]
    found = finding.find(wanted.name).enquiries
    assert wanted.pk in found
    assert all(each.name.startswith(wanted.name) for each in Enquiry.objects.filter(pk__in=found))
