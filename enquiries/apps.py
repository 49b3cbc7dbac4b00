"""Tells Django about the room that receives and keeps enquiries."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EnquiriesConfig(AppConfig):
    """What patients ask, what the clinic owes them, and what was done about it."""

    name = "enquiries"
    verbose_name = "enquiries"

    def ready(self) -> None:
        """Register the checks, and have every `migrate` end with the table of moves in the database."""
        from . import checks, refusals  # noqa: F401, PLC0415

        post_migrate.connect(refusals.set_up, sender=self)
