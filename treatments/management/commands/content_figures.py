"""Print every figure that prose may refer to, with what it says now, for editors who look for a name."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from treatments import catalogue
from treatments.faults import ContentError


class Command(BaseCommand):
    """`manage.py content_figures [part of a name]`."""

    help = "List the figures that prose may refer to, and what they say now."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a part of a name to look for."""
        parser.add_argument("part", nargs="?", default="", help="list only names that hold this, such as price")

    def handle(self, *args: Any, part: str, **options: Any) -> None:
        """Print one figure on each line; raise CommandError when the content is faulty or no name fits."""
        found = {name: words for name, words in sorted(_figures().items()) if part in name}
        if not found:
            raise CommandError(f"No figure has {part!r} in its name. Leave it out to see all of them.")
        width = max(map(len, found)) + len("{}  ")
        for name, words in found.items():
            self.stdout.write(f"{{{name}}}".ljust(width) + words)


def _figures() -> dict[str, str]:
    try:
        content = catalogue.read(settings.CONTENT_DIR, today=date.today(), overdue_allowed=True)
    except ContentError as fault:
        raise CommandError(f"{fault}\nMend this first: figures are read from whole content.") from fault
    return dict(content.figures)
