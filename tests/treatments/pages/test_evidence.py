"""The evidence page shows every claim that holds, and counts the disappointing ones with the rest."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.treatments import mini
from treatments import catalogue
from treatments.catalogue import Catalogue
from treatments.pages.claims import ClaimRow, claim_row
from treatments.pages.evidence import evidence, sources_of, tally, topics_of

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SMALL = mini.whole()


def row(result: str, kind: str = "benefit") -> ClaimRow:
    return claim_row(SMALL, SMALL.claims["elbow-physio"].model_copy(update={"result": result, "type": kind}))


def with_recalled_source(tmp_path: Path) -> Catalogue:
    folder = mini.copy(tmp_path)
    sources = folder / "evidence/sources/all.yaml"
    remembered = """\
  - id: remembered
    title: A study somebody remembers
    short: A memory
    publisher: A journal
    kind: rct
    year: 2001
    url: https://example.org/memory
    confirmed: recalled
    accessed: 2026-11-01
"""
    sources.write_text(sources.read_text() + remembered)
    return catalogue.read(folder, today=mini.TODAY)


def test_results_are_counted_whether_or_not_a_benefit_is_claimed_from_them() -> None:
    counted = tally([row("for"), row("mixed", "comparison"), row("no-difference"), row("against", "comparison")])
    assert (counted.results, counted.disappointing) == (4, 3)
    assert [(line.count, line.words) for line in counted.lines] == [
        (1, "favoured it"),
        (1, "were mixed"),
        (1, "found no clear difference"),
        (1, "favoured what it was compared with"),
    ]


@pytest.mark.parametrize("other", [row("not-tested"), row("against", "guideline"), row("for", "safety")])
def test_what_did_not_test_whether_it_helps_is_not_counted(other: ClaimRow) -> None:
    assert tally([other]).results == 0


def test_claims_on_conditions_stand_by_part_of_the_body() -> None:
    (topic,) = topics_of(SMALL)
    assert [(group.heading, [each.claim.id for each in group.claims]) for group in topic.groups] == [
        ("Elbow", ["elbow-physio"])
    ]


def test_a_claim_that_was_dropped_is_not_shown(tmp_path: Path) -> None:
    folder = mini.copy(tmp_path)
    claims = folder / "evidence/claims/elbow.yaml"
    text = claims.read_text()
    dropped = text[text.index("  - id: ") :].replace("elbow-physio", "elbow-cure").replace("qualify", "drop")
    claims.write_text(text + dropped)
    content = catalogue.read(folder, today=mini.TODAY)
    assert "elbow-cure" in content.claims
    assert "elbow-cure" not in evidence(content, now=NOW).html()


def test_what_is_only_remembered_is_not_shown(tmp_path: Path) -> None:
    content = with_recalled_source(tmp_path)
    assert "remembered" in content.sources
    assert "remembered" not in {each.source.id for each in sources_of(content)}
