"""Tells Django about the room that turns content files into pages."""

from django.apps import AppConfig


class TreatmentsConfig(AppConfig):
    """The reading side of the site; it keeps no tables."""

    name = "treatments"
    verbose_name = "treatments"

    def ready(self) -> None:
        """Register the system checks of content."""
        from . import checks  # noqa: F401, PLC0415 - checks register themselves, once Django is ready for it
