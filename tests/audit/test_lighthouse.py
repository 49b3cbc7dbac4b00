"""Anything below full marks, any jump and any hang is a finding."""

from subprocess import CalledProcessError
from typing import Any

import pytest

from audit import lighthouse
from audit.findings import Finding

PAGE = "/costs/"
URL = f"http://localhost:8000{PAGE}"


def report(*, shift: float = 0, **scores: float) -> dict[str, Any]:
    full = {name: {"score": scores.get(name.replace("-", "_"), 1)} for name in lighthouse.CATEGORIES}
    return {
        "categories": full,
        "audits": {"cumulative-layout-shift": {"numericValue": shift}},
        "configSettings": {"throttling": {"cpuSlowdownMultiplier": 4}},
        "finalDisplayedUrl": URL,
    }


def trace(*tasks: tuple[int, int, int]) -> dict[str, Any]:
    """Return a trace whose thread 7 shows the page; tasks are a thread, microseconds by the clock, and of processor."""
    begun = {"name": "navigationStart", "pid": 1, "tid": 7, "args": {"data": {"documentLoaderURL": URL}}}
    run = [{"name": "RunTask", "pid": 1, "tid": thread, "dur": wall, "tdur": own} for thread, wall, own in tasks]
    return {"traceEvents": [{"name": "RunTask", "pid": 1, "tid": 7}, begun, *run]}


def scores(address: str = PAGE, *, tasks: tuple[tuple[int, int, int], ...] = (), **said: Any) -> lighthouse.Scores:
    return lighthouse.read(address, report(**said), trace(*tasks))


def complaints(address: str = PAGE, **said: Any) -> list[str]:
    return [each.words for each in lighthouse.findings([scores(address, **said)])]


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


def test_a_page_hangs_for_the_processor_time_a_slow_phone_would_need() -> None:
    assert complaints(tasks=((7, 90_000, 12_500),)) == ["it hangs for 50 ms"]
    assert complaints(tasks=((7, 90_000, 12_400),)) == []


def test_a_page_is_not_blamed_for_what_another_thread_does() -> None:
    assert complaints(tasks=((8, 90_000, 80_000),)) == []


def test_the_best_round_counts_but_a_jump_counts_in_any() -> None:
    slow, fast = scores(performance=0.9), scores(performance=1, shift=0.01)
    assert lighthouse.best([slow, fast]) == fast
    assert lighthouse.best([fast, scores(tasks=((7, 0, 20_000),)), slow]) == fast
    assert lighthouse.best([scores(), fast]).layout_shift == 0.01


def test_a_page_is_looked_at_again_only_while_something_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = iter([scores(performance=0.9), scores(), scores(performance=0.8)])
    monkeypatch.setattr(lighthouse, "_look", lambda site, address: next(rounds))
    assert lighthouse.flawless(lighthouse.ask("http://localhost:8000", PAGE))
    assert len(list(rounds)) == 1


def test_a_page_that_cannot_be_looked_at_is_no_page_without_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(site: str, address: str) -> lighthouse.Scores:
        raise CalledProcessError(1, "lighthouse")

    monkeypatch.setattr(lighthouse, "_look", give_up)
    with pytest.raises(lighthouse.Unseen, match="gave up on /costs/ 3 times"):
        lighthouse.ask("http://localhost:8000", PAGE)


def test_a_finding_says_who_complains_about_which_page() -> None:
    assert str(Finding("axe", PAGE, "in dark: too pale")) == "axe: /costs/: in dark: too pale"
