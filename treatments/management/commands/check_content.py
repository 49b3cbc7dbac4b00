"""Check every content file and print all faults as path:line:column, errors first."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from treatments import catalogue
from treatments.loading import load


class Command(BaseCommand):
    """`manage.py check_content`: exit status 1 when anything must be mended."""

    help = "Check every content file and print all faults."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the day to check review dates against."""
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            default=None,
            help="check as if on this day (ISO date)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every fault; raise CommandError when one is an error."""
        today = options["today"] or date.today()
        loaded = load(settings.CONTENT_DIR)
        found = catalogue.examine(loaded, today=today)
        for fault in sorted(found, key=lambda each: (each.severity, each)):
            self.stdout.write(str(fault))
        errors = sum(fault.severity == "error" for fault in found)
        if errors:
            raise CommandError(f"{errors} to mend in {settings.CONTENT_DIR}")
        self.stdout.write(f"{len(loaded.files)} content files, nothing to mend, {len(found)} to look at")
