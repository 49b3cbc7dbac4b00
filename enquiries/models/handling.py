"""What the desk adds to an enquiry: notes, calls, who is looking, and the pieces by which it is found again."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from .choices import CallResult
from .enquiry import Enquiry
from .event import HistoryStands

NOTE_LIMIT = 2_000
HANDLE_LIMIT = 64


class NoteQuerySet(models.QuerySet["Note"]):
    """Notes can be added and read; they go only with their enquiry."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise HistoryStands("Notes are not changed; add another one.")


class Note(models.Model):
    """What staff tell each other about an enquiry. No message to a patient is ever made from it."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    text = models.TextField()

    objects = NoteQuerySet.as_manager()

    personal: ClassVar[frozenset[str]] = frozenset({"text"})
    impersonal: ClassVar[frozenset[str]] = frozenset({"id", "enquiry", "at", "by"})

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="note_has_words"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("text"), NOTE_LIMIT), name="note_length"),
            models.CheckConstraint(condition=~Q(by=""), name="note_has_an_author"),
        )

    def __str__(self) -> str:
        return f"note {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the note; a second save is refused."""
        if not self._state.adding:
            raise HistoryStands("Notes are not changed; add another one.")
        super().save(*args, **kwargs)


class CallAttempt(models.Model):
    """One call to the person who asks, or to the patient, and how it ended."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="calls")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    result = models.CharField(max_length=12, choices=CallResult)
    # When the next call was proposed; nothing is proposed once somebody was reached.
    next_at = models.DateTimeField(null=True, blank=True)
    # The version that the call made of the enquiry, and what it changed: by these it is taken back.
    enquiry_version = models.PositiveIntegerField(default=0)
    before = models.JSONField(default=dict, blank=True)
    # Pressed by mistake: it stays in the history and counts no more.
    taken_back_at = models.DateTimeField(null=True, blank=True)

    personal: ClassVar[frozenset[str]] = frozenset()
    impersonal: ClassVar[frozenset[str]] = frozenset(
        {"id", "enquiry", "at", "by", "result", "next_at", "enquiry_version", "before", "taken_back_at"}
    )

    class Meta:
        indexes = (
            # Figures ask for the calls of a period.
            models.Index(fields=["at"], name="call_at"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(result__in=CallResult.values), name="call_result_is_known"),
            models.CheckConstraint(condition=~Q(by=""), name="call_has_a_caller"),
        )

    def __str__(self) -> str:
        return f"call {self.pk}"


class Presence(models.Model):
    """Who had an enquiry open on the screen, and when that was last heard of."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="presences")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)

    personal: ClassVar[frozenset[str]] = frozenset()
    impersonal: ClassVar[frozenset[str]] = frozenset({"id", "enquiry", "account", "seen_at"})

    class Meta:
        constraints = (models.UniqueConstraint(fields=["enquiry", "account"], name="presence_once"),)

    def __str__(self) -> str:
        return f"presence {self.pk}"


class Handle(models.Model):
    """A piece of a name, number or address by which staff find an enquiry: `finding` makes and reads them.

    A part of a number is the beginning of one of its endings, so that an ordinary index answers for both databases.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="handles")
    key = models.CharField(max_length=HANDLE_LIMIT, db_index=True)

    personal: ClassVar[frozenset[str]] = frozenset({"key"})
    impersonal: ClassVar[frozenset[str]] = frozenset({"id", "enquiry"})

    class Meta:
        constraints = (models.UniqueConstraint(fields=["enquiry", "key"], name="handle_once"),)

    def __str__(self) -> str:
        return f"handle {self.pk}"
