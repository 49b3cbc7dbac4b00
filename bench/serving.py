"""How many requests a second are answered: published and live pages, bare Django views, nginx with the same file."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.request import urlopen

from bench.prepared import prepare
from bench.servers import cpu_seconds, granian, nginx
from bench.table import Row

PAGE = "/treatments/prolotherapy/"
SEARCH = "/search/?q=knee"
CONNECTIONS = 32
WORKERS = 2
RATE = re.compile(r"^Requests/sec:\s+([\d.]+)", re.MULTILINE)
REQUESTS = re.compile(r"^\s*(\d+) requests in", re.MULTILINE)
FAILED = re.compile(r"^\s*(Non-2xx.*|Socket errors.*)$", re.MULTILINE)

PUBLISHED = "published page"
BARE = "bare Django view, the site's middleware"
NGINX = "nginx, the same file and headers"
HEADING = (f"{WORKERS} workers, {CONNECTIONS} connections", "requests/s", "CPU us each", "published page is x times")
SAID_BY_THE_SERVER = {"connection", "content-length", "content-type", "date", "etag", "last-modified", "server"}

type Server = AbstractContextManager[tuple[int, list[int]]]


@dataclass
class Contender:
    """One thing that is measured, and what each round found."""

    name: str
    path: str
    start: Callable[[], Server]
    rates: list[float] = field(default_factory=list)
    microseconds: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests a second in the best round: whatever else the machine does can only slow it down."""
        return max(self.rates)


def measure(var: Path, *, rounds: int, seconds: int) -> list[Row] | str:
    """Publish the real content into a folder and return a table of who serves how much, or why there is none."""
    wrk = shutil.which("wrk")
    if wrk is None:
        return "Requests per second were not measured: install wrk (on Debian or Ubuntu: apt-get install wrk)."
    environment = os.environ | {"CLINIC_VAR_DIR": str(var), "CLINIC_ENV_FILE": os.devnull}
    prepare(environment)
    contenders = _contenders(var, environment)
    for _ in range(rounds):
        for contender in contenders:
            _measure(contender, wrk=wrk, seconds=seconds)
    return rows(contenders)


def _contenders(var: Path, environment: dict[str, str]) -> list[Contender]:
    site = partial(granian, "clinic.wsgi:application", environment=environment)
    alone = partial(granian, "bench.applications:rendered", "--factory", environment=environment)
    view = partial(granian, "bench.applications:bare_view", "--factory", environment=environment)
    barest = partial(granian, "bench.applications:barest_view", "--factory", environment=environment)
    found = [
        Contender(PUBLISHED, PAGE, site),
        Contender("live: search", SEARCH, site),
        Contender("live: the same page, rendered by Django", PAGE, alone),
        Contender(BARE, "/", view),
        Contender("bare Django view, no middleware at all", "/", barest),
    ]
    return [*found, *_of_nginx(var, _headers(found[0]))]


def _of_nginx(var: Path, headers: Mapping[str, str]) -> list[Contender]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        return []
    pages = var / "published" / "current" / "pages"
    start = partial(nginx, program, var / "nginx", pages=pages, headers=headers, workers=WORKERS)
    return [Contender(NGINX, PAGE, start)]


def _headers(contender: Contender) -> dict[str, str]:
    """Return what the published page says of itself, so that nginx sends the same."""
    with contender.start() as (port, _), urlopen(f"http://127.0.0.1:{port}{contender.path}") as answer:
        return {name: value for name, value in answer.headers.items() if name.lower() not in SAID_BY_THE_SERVER}


def _measure(contender: Contender, *, wrk: str, seconds: int) -> None:
    command = [wrk, "--threads", "1", "--connections", str(CONNECTIONS), "--timeout", "60s"]
    command += ["--header", "Accept-Encoding: br"]
    with contender.start() as (port, processes):
        _warm_up(port, contender.path)
        before = cpu_seconds(processes)
        said = _load([*command, "--duration", f"{seconds}s", f"http://127.0.0.1:{port}{contender.path}"])
        after = cpu_seconds(processes)
    requests = _figure(REQUESTS, said)
    if not requests or FAILED.search(said):
        raise SystemExit(f"{contender.name}: not every request was answered, so nothing can be compared.\n{said}")
    contender.rates.append(_figure(RATE, said))
    if before is not None and after is not None:
        contender.microseconds.append((after - before) * 1e6 / requests)


def _warm_up(port: int, path: str) -> None:
    """Ask each worker a few times, since at first it builds what it keeps; which one answers is left to chance."""
    for _ in range(10 * WORKERS):
        with urlopen(f"http://127.0.0.1:{port}{path}") as answer:
            answer.read()


def _load(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - wrk, found on the path


def _figure(pattern: re.Pattern[str], said: str) -> float:
    match = pattern.search(said)
    if match is None:
        raise SystemExit(f"wrk printed no figure:\n{said}")
    return float(match[1])


def rows(contenders: list[Contender]) -> list[Row]:
    """Return the table: of each contender its best round, and how the published page compares with it."""
    by_name = {contender.name: contender for contender in contenders}
    published = by_name[PUBLISHED].rate
    table = [HEADING, *(_row(contender, published) for contender in contenders)]
    if NGINX not in by_name:
        table.append(("nginx: not installed (apt-get install nginx-light)", "", "", ""))
    return table


def _row(contender: Contender, published: float) -> Row:
    cpu = f"{min(contender.microseconds):.0f}" if contender.microseconds else ""
    return (contender.name, f"{contender.rate:,.0f}", cpu, f"{published / contender.rate:.2f}")
