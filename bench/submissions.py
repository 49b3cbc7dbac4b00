"""How many enquiries a second are stored for good when many people press Send at once, beside bare inserts."""

import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from time import monotonic

from bench import ledger, patients
from bench.prepared import prepare
from bench.servers import granian
from bench.table import Row

CLIENTS = 16
DURABLE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE bare (words TEXT)"
WORDS = "w" * 600
"""About as much as an enquiry holds."""


def measure(var: Path, *, people: int) -> list[Row]:
    """Return a table of how many were stored a second; raise SystemExit when one was refused, lost or doubled."""
    own = {"CLINIC_VAR_DIR": str(var), "CLINIC_ENV_FILE": os.devnull, "CLINIC_TRUSTED_PROXIES": "1"}
    environment = os.environ | own
    prepare(environment)
    with granian("clinic.wsgi:application", environment=environment) as (port, _):
        ready = _at_once(partial(patients.prepare, port=port), list(range(1, people + 1)))
        ready[-1].wait_for_a_human_moment()
        enquiries, confirmations = _timed(patients.send, ready)
    _insist(confirmations, environment.get("DATABASE_URL") or var / "db.sqlite3")
    bare, _ = _timed(partial(_insert, _bare(var / "bare.sqlite3")), [people // CLIENTS] * CLIENTS)
    stored, inserted = people / enquiries, people // CLIENTS * CLIENTS / bare
    return [
        (f"{people:,} enquiries from {CLIENTS} clients", "stored/s", "bare inserts are x times"),
        ("enquiry, event and owed mail, through the form", f"{stored:,.0f}", f"{inserted / stored:.1f}"),
        ("bare insert into SQLite, synchronous=FULL", f"{inserted:,.0f}", "1.0"),
    ]


def _at_once[Task, Result](work: Callable[[Task], Result], tasks: list[Task]) -> list[Result]:
    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(work, tasks))


def _timed[Task, Result](work: Callable[[Task], Result], tasks: list[Task]) -> tuple[float, list[Result]]:
    begun = monotonic()
    results = _at_once(work, tasks)
    return monotonic() - begun, results


def _insist(confirmations: list[str], database: Path | str) -> None:
    stored = ledger.read(database)
    verdict = ledger.judge({each.name: each.reference for each in stored}, stored)
    if not verdict.clean or len(set(confirmations)) != len(stored):
        raise SystemExit(f"{len(confirmations)} were acknowledged and {len(stored)} stored: {verdict}")


def _bare(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(DURABLE)
    return path


def _insert(path: Path, count: int) -> None:
    with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        for _ in range(count):
            connection.execute("INSERT INTO bare VALUES (?)", (WORDS,))
