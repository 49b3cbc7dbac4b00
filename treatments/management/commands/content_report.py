"""Print what an editor needs to know of each page: reading grade, evidence, review, links to it; or the calendar."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from treatments import catalogue
from treatments.catalogue import Catalogue
from treatments.faults import ContentError
from treatments.pages.base import documents
from treatments.report import PageRow, page_rows
from treatments.review_calendar import calendar
from treatments.schema.wording import Wording

COLUMNS: dict[str, Callable[[PageRow], str]] = {
    "page": lambda row: row.path,
    "grade": lambda row: f"{row.reading.grade:.1f}" if row.reading.words else "-",
    "longest": lambda row: str(row.reading.longest_words),
    "words": lambda row: str(row.reading.words),
    "claims": lambda row: str(row.claims),
    "sources": lambda row: str(row.sources),
    "reviewed": lambda row: str(row.reviewed),
    "due": lambda row: str(row.due),
    "overdue": lambda row: "OVERDUE" if row.overdue else "",
    "links in": lambda row: "menu" if row.links_in is None else str(row.links_in),
    "passive": lambda row: str(len(row.passives)),
    "long words": lambda row: str(len(row.hard_words)),
    "DISCERN": lambda row: row.discern,
}


class Command(BaseCommand):
    """`manage.py content_report [--hints] [--ics]`."""

    help = "Print a table of all pages: reading grade, evidence, review and links; or the calendar of reviews."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what is asked for."""
        parser.add_argument("--hints", action="store_true", help="list passives and long words, page by page")
        parser.add_argument("--ics", action="store_true", help="print the calendar of reviews instead (iCalendar)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the table, with hints when asked for, or the calendar; raise CommandError when content is faulty."""
        content, now = _content(), timezone.now()
        rows = page_rows(content, now=now)
        if options["ics"]:
            self.stdout.write(calendar(rows, now=now).decode(), ending="")
            return
        for line in (*_table(rows), *_exceptions(content)):
            self.stdout.write(line)
        if options["hints"]:
            for line in _hints(rows):
                self.stdout.write(line)


def _content() -> Catalogue:
    try:
        return catalogue.read(settings.CONTENT_DIR, today=date.today(), overdue_allowed=True)
    except ContentError as fault:
        raise CommandError(f"{fault}\nMend this first: pages are measured whole.") from fault


def _exceptions(content: Catalogue) -> list[str]:
    """Return each place where a rule of wording does not hold, and why."""
    listed = [each for house in documents(content, Wording) for each in house.exemptions]
    lines = [f"{each.rule}: {each.file} {each.field} {each.words or ''}".rstrip() + f". {each.why}" for each in listed]
    return ["", "Exceptions from the rules of wording, each with its reason (content/en/wording.yaml):", *lines]


def _table(rows: list[PageRow]) -> list[str]:
    cells = [list(COLUMNS), *([cell(row) for cell in COLUMNS.values()] for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(COLUMNS))]
    return ["  ".join(each.ljust(width) for each, width in zip(line, widths, strict=True)).rstrip() for line in cells]


def _hints(rows: list[PageRow]) -> list[str]:
    lines = ["", "Hints, not faults: say who does it; say it in a shorter word, or explain it in the glossary."]
    for row in rows:
        for name, found in (("passive", row.passives), ("long words", row.hard_words)):
            if found:
                lines.append(f"{row.path} {name}: {', '.join(dict.fromkeys(found))}")
    return lines
