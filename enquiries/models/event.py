"""An event: one thing that was done or seen, in words that survive the erasure of the person."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

from .choices import Happening


class HistoryStands(Exception):
    """Somebody tried to change or remove what has happened."""


class EventQuerySet(models.QuerySet["Event"]):
    """Events can be added and read."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise HistoryStands("Events are not changed; record another one.")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise HistoryStands("Events are not removed.")


class Event(models.Model):
    """What happened to the enquiry with this reference, when and by whom: no foreign key, no personal data.

    `by` is "patient", "site" or "staff:" and the number of the account. `audit.record` alone writes events, and the
    database itself refuses to change one.
    """

    reference = models.CharField(max_length=8)
    happening = models.CharField(max_length=20, choices=Happening)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    details = models.JSONField(default=dict, blank=True)

    objects = EventQuerySet.as_manager()

    personal: ClassVar[frozenset[str]] = frozenset()
    impersonal: ClassVar[frozenset[str]] = frozenset({"id", "reference", "happening", "at", "by", "details"})

    class Meta:
        indexes = (
            # The timeline of one enquiry.
            models.Index(fields=["reference", "at"], name="event_timeline"),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(happening__in=Happening.values), name="event_happening_is_known"),
            models.CheckConstraint(condition=~models.Q(by=""), name="event_has_an_actor"),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.happening}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event; a second save is refused."""
        if not self._state.adding:
            raise HistoryStands("Events are not changed; record another one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise HistoryStands("Events are not removed.")
