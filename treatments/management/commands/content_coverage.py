"""Write docs/content-coverage.md: what is said elsewhere, and the page and anchor where this site answers it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from treatments import catalogue
from treatments.coverage import lost_places, table


class Command(BaseCommand):
    """`manage.py content_coverage`: refuses while a statement is answered at a place that no page has."""

    help = "Write docs/content-coverage.md from the content."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the table and print its path; raise CommandError when a place is not there."""
        content = catalogue.read(settings.CONTENT_DIR, today=date.today(), overdue_allowed=True)
        lost = lost_places(content)
        if lost:
            raise CommandError("\n".join(f"{each.statement}: no page has {each.place}" for each in lost))
        path = settings.BASE_DIR / "docs" / "content-coverage.md"
        path.write_text(table(content), encoding="utf-8")
        self.stdout.write(str(path))
