"""Nothing that is said elsewhere was passed over, and each place where it is answered is there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.repository import ROOT
from tests.treatments import mini, real
from tests.treatments.reading import Reading, words
from treatments import pages
from treatments.catalogue import Catalogue
from treatments.coverage import address_of, places, statements, table

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FACTS = {
    "DEF": 18, "HIS": 5, "MEC": 17, "SOL": 8, "KIN": 6, "USG": 8, "ACC": 9, "ANA": 7, "SES": 9, "NUM": 12, "GAP": 5,
    "LEN": 4, "TIM": 8, "AFT": 6, "CON": 27, "SUI": 5, "NOT": 4, "RSK": 14, "EFF": 12, "WHO": 8, "CST": 6, "CTA": 6,
    "REF": 4, "DFT": 6,
}  # fmt: skip
"""How many statements were gathered about each thing."""

DISAGREEMENTS = 15
NUMBERS_NEVER_GIVEN = {48, 52}
VARIANTS = {"C22b", "C25b", "C26b"}
EXPECTED = (
    {f"{letters}-{number}" for letters, count in FACTS.items() for number in range(1, count + 1)}
    | {f"D{number}" for number in range(1, DISAGREEMENTS + 1)}
    | {f"C{number:02}" for number in range(1, 57) if number not in NUMBERS_NEVER_GIVEN}
    | VARIANTS
)
STATEMENTS = """\
schema_version: 1
demo: true
jurisdiction: UK
authored_by: Demo content team
reviewed_by: demo-clinician-a
last_reviewed: 2026-11-01
next_review: 2027-11-01
groups:
  - heading: What is said
    count: 2
    statements:
      - {id: DEF-1, says: It is painless., verdict: correct, answered_in: ["treatment:prolotherapy#risks"]}
      - {id: DEF-2, says: It is ours., verdict: drop, why: It is about nobody else.}
"""


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return real.whole()


def test_no_statement_is_missing_and_none_is_made_up(content: Catalogue) -> None:
    assert {each.id for each in statements(content)} == EXPECTED
    assert len(list(statements(content))) == len(EXPECTED)


def test_every_place_lies_on_a_page_and_has_its_anchor_there_with_something_to_read(content: Catalogue) -> None:
    rendered = {each.context["page"].path: said_at(Reading(each.html())) for each in pages.every_page(content, now=NOW)}
    for statement, place, address in places(content):
        path, _, anchor = (address or "").partition("#")
        assert path in rendered, f"{statement}: {place}"
        assert not anchor or rendered[path].get(anchor), f"{statement}: {place}"


def said_at(read: Reading) -> dict[str, str]:
    """Return what stands at each anchor of a page."""
    return {each.get("id", ""): words(each) for each in read.everything if each.get("id")}


def test_the_table_in_docs_is_the_one_that_the_content_makes(content: Catalogue) -> None:
    assert (ROOT / "docs" / "content-coverage.md").read_text(encoding="utf-8") == table(content)


def test_what_is_dropped_says_why_and_what_is_not_says_where(content: Catalogue) -> None:
    for each in statements(content):
        assert each.why or each.verdict != "drop", each.id
        assert each.answered_in or each.verdict == "drop", each.id


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("treatment:prolotherapy#risks", "/treatments/prolotherapy/#risks"),
        ("aftercare:prolotherapy", "/treatments/prolotherapy/aftercare/"),
        ("term:ligament", "/glossary/#term-ligament"),
        ("single:costs#packages", "/costs/#packages"),
        ("single:nowhere", None),
        ("planet:mars", None),
    ],
)
def test_a_place_has_an_address_or_none(content: Catalogue, place: str, address: str | None) -> None:
    assert address_of(content, place) == address


def test_a_place_that_no_page_has_stops_the_table(tmp_path: Path, settings: Settings) -> None:
    folder = listed(tmp_path, STATEMENTS.replace("treatment:prolotherapy#risks", "condition:sneezing"))
    settings.CONTENT_DIR = folder
    with pytest.raises(CommandError, match="DEF-1: no page has condition:sneezing"):
        call_command("content_coverage")


def test_a_statement_that_was_lost_is_noticed_by_the_count(tmp_path: Path) -> None:
    folder = listed(tmp_path, STATEMENTS[: STATEMENTS.index("      - {id: DEF-2")])
    (found,) = mini.faults(folder)
    assert found.endswith("count: 2, but there are 1 statements; find the other")


def test_a_statement_that_is_dropped_without_a_reason_is_refused(tmp_path: Path) -> None:
    (found,) = mini.faults(listed(tmp_path, STATEMENTS.replace(", why: It is about nobody else.", "")))
    assert found.endswith("why: is missing although the statement is dropped; say why it is not told")


def test_a_statement_that_is_answered_nowhere_is_refused(tmp_path: Path) -> None:
    (found,) = mini.faults(listed(tmp_path, STATEMENTS.replace('["treatment:prolotherapy#risks"]', "[]")))
    assert found.endswith("answered_in: is missing although the statement is not dropped; say where it stands")


def test_phrases_that_we_never_use_may_stand_in_what_is_said(tmp_path: Path) -> None:
    assert mini.faults(listed(tmp_path, STATEMENTS)) == []


def listed(to: Path, text: str) -> Path:
    """Return a copy of the small clinic with this list of statements."""
    folder = mini.copy(to)
    (folder / "coverage").mkdir()
    (folder / "coverage" / "facts.yaml").write_text(text, encoding="utf-8")
    return folder
