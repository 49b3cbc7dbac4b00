"""Passages about results are told, or left out with something else in their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.treatments import mini
from treatments import catalogue
from treatments.catalogue import Catalogue
from treatments.results import either, stray_mark, told, withheld

PASSAGE = "Before.\n\n::: results\nIt helped 7 people.\n::: otherwise\nAsk us.\n:::\n\nAfter.\n"
TREATMENT = "treatments/prolotherapy.yaml"


@pytest.mark.parametrize(
    ("reads", "expected"),
    [
        (told, "Before.\n\nIt helped 7 people.\n\nAfter.\n"),
        (withheld, "Before.\n\nAsk us.\n\nAfter.\n"),
        (either, "Before.\n\nIt helped 7 people.\n\nAsk us.\n\nAfter.\n"),
    ],
)
def test_a_marked_passage_reads_in_each_mode(reads: Callable[[str], str], expected: str) -> None:
    assert reads(PASSAGE) == expected


def test_a_passage_without_marks_stays_as_it_is() -> None:
    assert told("As it is.") == withheld("As it is.") == either("As it is.") == "As it is."


def test_an_item_of_a_list_can_be_marked() -> None:
    assert told("- one\n::: results\n- two\n:::\n- three\n") == "- one\n- two\n- three\n"
    assert withheld("- one\n::: results\n- two\n:::\n- three\n") == "- one\n- three\n"


@pytest.mark.parametrize(
    "text", ["::: results\nNever closed.\n", "Never opened.\n:::\n", "::: result\nMisspelt.\n:::\n"]
)
def test_a_mark_that_opens_or_closes_nothing_is_found(text: str) -> None:
    assert stray_mark(text) is not None
    assert stray_mark(PASSAGE) is None


def test_one_line_leaves_out_every_claim_that_tells_of_a_result(silent: Catalogue) -> None:
    whole = mini.whole()
    assert whole.results_told
    assert not silent.results_told
    assert {each.type for each in silent.claims.values()}.isdisjoint({"benefit", "comparison"})
    assert whole.treatments["prolotherapy"].research
    assert silent.treatments["prolotherapy"].research == ""
    assert silent.risks == whole.risks


@pytest.fixture
def silent(tmp_path: Path) -> Catalogue:
    folder = mini.copy(tmp_path)
    mini.change(folder, TREATMENT, "claims_mode: evidence-summary", "claims_mode: availability-only")
    return catalogue.read(folder, today=mini.TODAY)
