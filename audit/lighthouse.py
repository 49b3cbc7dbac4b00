"""Asks Lighthouse, as a phone on a slow network, what a page scores and whether it ever jumps or hangs."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from audit.findings import Finding
from audit.pages import NOT_FOR_SEARCH_ENGINES
from audit.tools import LIGHTHOUSE
from tests.journeys.chromium import find

JUDGE = "Lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FULL = 100
ROUNDS = 3
"""How often a page is looked at until nothing is wrong: whatever else the machine does can only slow it down."""
LONG = 50
"""Milliseconds from which a task keeps somebody waiting who taps meanwhile (W3C, Long Tasks API)."""
MICROSECONDS = 1000
"""In a millisecond: traces count in them."""
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"


@dataclass(frozen=True, slots=True)
class Scores:
    """What one page scores, of 100; how far it jumps (0 is not at all), and how long it hangs in milliseconds.

    It hangs for the processor time of its long tasks, as many times longer as Lighthouse's phone is slower than a
    computer. Lighthouse's own list goes by the clock, so it counts time in which another program had the processor.
    """

    address: str
    scores: dict[str, int]
    layout_shift: float
    long_tasks: list[int]


class Unseen(Exception):
    """Lighthouse could not look at a page; the words say which."""


def ask(site: str, address: str) -> Scores:
    """Return what Lighthouse's mobile profile says of one page: its best marks of some rounds, and its worst jump.

    Raises Unseen where it never looks to the end.
    """
    tries: list[Scores] = []
    for _ in range(ROUNDS):
        # Lighthouse gives up when its browser does not answer in time, which a busy machine is enough for.
        with suppress(subprocess.CalledProcessError):
            tries.append(_look(site, address))
        if tries and flawless(tries[-1]):
            break
    if not tries:
        raise Unseen(f"Lighthouse gave up on {address} {ROUNDS} times: try again when the machine has less to do.")
    return best(tries)


def flawless(page: Scores) -> bool:
    """Return whether there is nothing to find in what a page scores."""
    return not any(_complaints(page))


def best(tries: list[Scores]) -> Scores:
    """Return the round with the best marks and least waiting; a jump counts in whichever round it was seen."""
    chosen = max(tries, key=lambda each: (sum(each.scores.values()), -sum(each.long_tasks)))
    return replace(chosen, layout_shift=max(each.layout_shift for each in tries))


def _look(site: str, address: str) -> Scores:
    with tempfile.TemporaryDirectory(prefix="clinic-lighthouse-") as folder:
        said, seen = Path(folder) / "said.json", Path(folder) / "said-0.trace.json"
        command = [str(LIGHTHOUSE), f"{site}{address}", "--output=json", f"--output-path={said}", "--save-assets"]
        command += ["--quiet", f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
        environment = os.environ | {"CHROME_PATH": find()}
        subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603 - our own
        return read(address, json.loads(said.read_text()), json.loads(seen.read_text()))


def read(address: str, report: dict[str, Any], trace: dict[str, Any]) -> Scores:
    """Return what matters of a report and of the trace it was made from."""
    slower = report["configSettings"]["throttling"]["cpuSlowdownMultiplier"]
    return Scores(
        address,
        {name: round(FULL * report["categories"][name]["score"]) for name in CATEGORIES},
        report["audits"]["cumulative-layout-shift"]["numericValue"],
        [round(slower * task) for task in _tasks(trace, report["finalDisplayedUrl"]) if slower * task >= LONG],
    )


def _tasks(trace: dict[str, Any], url: str) -> Iterator[float]:
    """Yield the milliseconds of processor time of each task of the thread that shows a page."""
    events = trace["traceEvents"]
    showing = next(
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "navigationStart" and event["args"]["data"]["documentLoaderURL"] == url
    )
    for event in events:
        if event["name"] == "RunTask" and (event["pid"], event["tid"]) == showing:
            yield event.get("tdur", 0) / MICROSECONDS


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
