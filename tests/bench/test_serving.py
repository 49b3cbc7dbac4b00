"""Measures the real servers in one run, and says what to install where it cannot."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.serving import Contender, measure, rows
from tests.repository import ROOT

CONTENDERS = [
    "published page",
    "live: search",
    "live: the same page, rendered by Django",
    "bare Django view, the site's middleware",
    "bare Django view, no middleware at all",
    "nginx, the same file and headers",
]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench", "--files", "10", "--people", "16", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_one_run_measures_every_contender_and_compares_it() -> None:
    result = bench("--rounds", "1", "--seconds", "1")
    assert result.returncode == 0, result.stderr
    assert "events of libyaml" in result.stdout
    assert re.search(r"^enquiry, event and owed mail, through the form +[\d,]+ +\d+\.\d$", result.stdout, re.MULTILINE)
    table = result.stdout.rpartition("\n\n")[2].splitlines()
    assert [name for name in CONTENDERS if not any(line.startswith(name) for line in table)] == []
    for line in table[2:]:
        assert re.search(r"  +[\d,]+ +\d* +\d+\.\d\d$", line), line


def test_without_wrk_it_says_what_to_install_and_starts_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    said = measure(tmp_path / "var", rounds=1, seconds=1)
    assert said == "Requests per second were not measured: install wrk (on Debian or Ubuntu: apt-get install wrk)."
    assert not (tmp_path / "var").exists()


@contextmanager
def nobody() -> Iterator[tuple[int, list[int]]]:
    """Start nothing."""
    yield 0, []


def contender(name: str, *rates: float) -> Contender:
    return Contender(name, "/", nobody, rates=list(rates), microseconds=[30.0, 20.4])


def test_the_best_round_counts_and_the_published_page_is_compared_with_each() -> None:
    measured = [contender("published page", 900, 1000), contender("nginx, the same file and headers", 2000, 1500)]
    assert rows(measured)[1:] == [
        ("published page", "1,000", "20", "1.00"),
        ("nginx, the same file and headers", "2,000", "20", "0.50"),
    ]


def test_where_nginx_is_missing_the_table_says_so() -> None:
    assert rows([contender("published page", 1000)])[-1][0] == "nginx: not installed (apt-get install nginx-light)"
