"""Write the JSON Schema of every kind of content file to content/schema/, for completion in an editor."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from treatments.json_schema import schemas


class Command(BaseCommand):
    """`manage.py content_schema`."""

    help = "Write the JSON Schema of every kind of content file."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one file for each kind."""
        folder = settings.CONTENT_DIR.parent / "schema"
        folder.mkdir(exist_ok=True)
        for name, text in schemas():
            (folder / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"{folder / name}")
