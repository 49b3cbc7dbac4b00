"""Asks Lighthouse, as a phone on a slow network, what a page scores and whether it ever jumps or hangs."""

import json
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from audit.findings import Finding
from audit.pages import NOT_FOR_SEARCH_ENGINES
from audit.tools import LIGHTHOUSE
from tests.journeys.chromium import find

JUDGE = "Lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FULL = 100
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"


@dataclass(frozen=True, slots=True)
class Scores:
    """What one page scores, of 100; how far it jumps (0 is not at all), and how long it hangs in milliseconds."""

    address: str
    scores: dict[str, int]
    layout_shift: float
    long_tasks: list[int]


def ask(site: str, address: str) -> Scores:
    """Return what Lighthouse's mobile profile says of one page."""
    command = [str(LIGHTHOUSE), f"{site}{address}", "--output=json", "--quiet", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    environment = os.environ | {"CHROME_PATH": find()}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    return read(address, json.loads(said.stdout))


def read(address: str, report: dict[str, Any]) -> Scores:
    """Return what matters of a report."""
    audits = report["audits"]
    tasks = audits["long-tasks"].get("details", {}).get("items", [])
    return Scores(
        address,
        {name: round(FULL * report["categories"][name]["score"]) for name in CATEGORIES},
        audits["cumulative-layout-shift"]["numericValue"],
        # What cannot be put down to a page of ours is the browser's own start.
        [round(task["duration"]) for task in tasks if task["url"].endswith(address)],
    )


def findings(judged: Iterable[Scores]) -> list[Finding]:
    """Return what is not as it should be."""
    return [Finding(JUDGE, page.address, words) for page in judged for words in _complaints(page)]


def _complaints(page: Scores) -> Iterable[str]:
    for name, score in page.scores.items():
        if score < FULL and not (name == "seo" and page.address in NOT_FOR_SEARCH_ENGINES):
            yield f"{name} is {score}"
    if page.layout_shift:
        yield f"it jumps by {page.layout_shift:.3f}"
    if page.long_tasks:
        yield f"it hangs for {', '.join(map(str, page.long_tasks))} ms"
