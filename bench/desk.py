"""How long reception's pages take with few enquiries and with very many, and how often they ask the database.

`make bench-desk` runs it on SQLite and on PostgreSQL; DATABASE_URL, when it is set, names an empty database.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.machine import described
from bench.table import Row, lines

ROOT = Path(__file__).resolve().parent.parent
PREPARE = (("migrate",), ("collectstatic", "--no-input"))
FEW = 1_000
TIMES = 40
"""So often each page is asked for, after a first time; what three quarters of them exceed counts."""

MOST_TIMES_AS_LONG = 3.0
LIST = "/desk/enquiries/enquiry/"

type Asked = Callable[[Client], None]
type Figures = dict[str, tuple[float, int]]


def main() -> None:
    """Fill, measure, fill further, measure, and print both; fail where a page takes too many times as long."""
    arguments = _parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="clinic-bench-") as folder:
        _prepare(Path(folder))
        rows, slow = measure(few=min(FEW, arguments.enquiries), many=arguments.enquiries, times=arguments.times)
    _say(described(), "", *lines(rows))
    if slow and arguments.insist:
        raise SystemExit(f"More than {MOST_TIMES_AS_LONG:g} times as long: {', '.join(slow)}")


def measure(*, few: int, many: int, times: int) -> tuple[list[Row], list[str]]:
    """Return the table, and the pages that take too many times as long; the database is left with many enquiries."""
    with_few = _figures(few, times)
    with_many = _figures(many, times)
    heading = (connection.vendor, f"ms with {few:,}", f"ms with {many:,}", "times as long", "queries")
    rows = [_row(name, with_few[name], with_many[name]) for name in with_few]
    slow = [name for name in with_few if with_many[name][0] > MOST_TIMES_AS_LONG * with_few[name][0]]
    return [heading, *rows], slow


def _row(name: str, few: tuple[float, int], many: tuple[float, int]) -> Row:
    queries = f"{few[1]}" if few[1] == many[1] else f"{few[1]} and {many[1]}"
    return (name, f"{few[0]:.1f}", f"{many[0]:.1f}", f"{many[0] / few[0]:.2f}", queries)


def _figures(count: int, times: int) -> Figures:
    """Go on until there are so many enquiries, and return milliseconds and queries of each page."""
    call_command("demo", crowd=count, stdout=sys.stderr)
    if connection.vendor == "postgresql":
        # What autovacuum does by itself within minutes: without figures about its tables PostgreSQL plans blindly.
        connection.cursor().execute("ANALYZE")
    browser, pages = _signed_in(), _pages()
    queries = {name: _counted(browser, asked) for name, asked in pages.items()}
    # One after the other, again and again: what else the machine does for a while then falls on all of them.
    rounds = [{name: _milliseconds(browser, asked) for name, asked in pages.items()} for _ in range(times)]
    return {name: (_quick([each[name] for each in rounds]), queries[name]) for name in pages}


def _signed_in() -> Client:
    # In production requests come by HTTPS; here the session alone matters.
    browser = Client(headers={"host": "localhost"})
    browser.force_login(apps.get_model("auth", "User").objects.get(username="lead"))
    return browser


def _pages() -> dict[str, Asked]:
    enquiries = apps.get_model("enquiries", "Enquiry").objects
    waiting, settled = enquiries.in_queue()[0], list(enquiries.settled()[:100])[-1]
    return {
        "home": _get("/desk/"),
        "queue": _get(LIST),
        "queue, mine": _get(f"{LIST}?tab=mine"),
        "queue, suspected spam": _get(f"{LIST}?tab=suspected-spam"),
        "queue, booked or closed, page 10": _get(f"{LIST}?tab=settled&page=10"),
        "counts": _get(f"{LIST}counts/"),
        "search by a whole phone number": _search(settled.phone),
        "search by four digits": _search(settled.phone[-4:]),
        "search by an area code that all have": _search(settled.phone[:5]),
        "search by a surname": _search(settled.name.rpartition("-")[2]),
        "search by a name that all have": _search("demo"),
        "search by two names": _search(settled.name),
        "search by reference": _search(settled.reference),
        "one enquiry, open": _get(f"{LIST}{waiting.pk}/change/"),
        "one enquiry, closed": _get(f"{LIST}{settled.pk}/change/"),
    }


def _get(address: str) -> Asked:
    def asked(browser: Client) -> None:
        _insist_on_page(browser.get(address).status_code, address)

    return asked


def _search(typed: str) -> Asked:
    def asked(browser: Client) -> None:
        address = browser.post(f"{LIST}search/", {"typed": typed}).headers.get("Location", "")
        _insist_on_page(browser.get(address).status_code, address)

    return asked


def _insist_on_page(status: int, address: str) -> None:
    if status != 200:
        raise SystemExit(f"{address} answers {status}, so nothing can be measured.")


def _counted(browser: Client, asked: Asked) -> int:
    with CaptureQueriesContext(connection) as captured:
        asked(browser)
    return len(captured)


def _quick(milliseconds: list[float]) -> float:
    # Whatever else the machine does can only slow it down.
    return quantiles(milliseconds, n=4, method="inclusive")[0]


def _milliseconds(browser: Client, asked: Asked) -> float:
    begun = perf_counter()
    asked(browser)
    return (perf_counter() - begun) * 1000


def _prepare(folder: Path) -> None:
    os.environ |= {"CLINIC_VAR_DIR": str(folder), "CLINIC_ENV_FILE": os.devnull}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
    for arguments in PREPARE:
        command = [sys.executable, "manage.py", *arguments, "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - commands of this module
    django.setup()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    parser.add_argument("--enquiries", type=int, default=100_000, help="with so many, beside a thousand")
    parser.add_argument("--times", type=int, default=TIMES, help="ask for each page so often")
    parser.add_argument("--insist", action="store_true", help="fail when a page takes too many times as long")
    return parser


def _say(*said: str) -> None:
    for line in said:
        print(line, flush=True)  # noqa: T201 - a table is all this makes


if __name__ == "__main__":
    main()
