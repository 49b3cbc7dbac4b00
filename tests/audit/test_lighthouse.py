"""Anything below full marks, any jump and any hang is a finding."""

from typing import Any

import pytest

from audit import lighthouse
from audit.findings import Finding

PAGE = "/costs/"


def report(*, shift: float = 0, tasks: tuple[tuple[str, float], ...] = (), **scores: float) -> dict[str, Any]:
    full = {name: {"score": scores.get(name.replace("-", "_"), 1)} for name in lighthouse.CATEGORIES}
    return {
        "categories": full,
        "audits": {
            "cumulative-layout-shift": {"numericValue": shift},
            "long-tasks": {"details": {"items": [{"url": url, "duration": long} for url, long in tasks]}},
        },
    }


def complaints(address: str = PAGE, **said: Any) -> list[str]:
    return [each.words for each in lighthouse.findings([lighthouse.read(address, report(**said))])]


def test_a_page_with_full_marks_is_no_finding() -> None:
    assert complaints() == []


@pytest.mark.parametrize(("name", "words"), [("performance", "performance is 99"), ("seo", "seo is 99")])
def test_a_point_less_is_a_finding(name: str, words: str) -> None:
    less: dict[str, Any] = {name: 0.99}
    assert complaints(**less) == [words]


def test_a_page_that_asks_search_engines_to_stay_away_is_not_blamed_for_it() -> None:
    assert complaints("/enquire/", seo=0.66) == []
    assert complaints("/enquire/", accessibility=0.99) == ["accessibility is 99"]


def test_a_jump_is_a_finding() -> None:
    assert complaints(shift=0.002) == ["it jumps by 0.002"]


def test_a_hang_of_the_page_is_a_finding_and_one_of_the_browser_is_not() -> None:
    tasks = (("http://localhost:8000/costs/", 71.6), ("Unattributable", 200.0))
    assert complaints(tasks=tasks) == ["it hangs for 72 ms"]


def test_a_finding_says_who_complains_about_which_page() -> None:
    assert str(Finding("axe", PAGE, "in dark: too pale")) == "axe: /costs/: in dark: too pale"
