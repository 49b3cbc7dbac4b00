"""Tells Django about the room that receives and keeps enquiries."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """What patients ask, what the clinic owes them, and what was done about it."""

    name = "enquiries"
    verbose_name = "enquiries"

    def ready(self) -> None:
        """Register the checks."""
        from . import checks  # noqa: F401, PLC0415
