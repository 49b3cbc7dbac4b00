"""A reply: what staff wrote to the person who asked, word for word, and the templates that leads keep for it."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from .choices import Occasion
from .enquiry import Enquiry
from .event import HistoryStands

REPLY_LIMIT = 5_000
TEMPLATE_NAME_LIMIT = 80


class ReplyQuerySet(models.QuerySet["Reply"]):
    """Replies can be added and read; they go with their enquiry, or when they were taken back and written anew."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise HistoryStands("Replies are not changed; write another one.")


class Reply(models.Model):
    """Mail that a person at the desk wrote; the notification that it owes says where it stands."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="replies")
    # Made with the empty form: pressed twice, it is one reply.
    submission_id = models.UUIDField(unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    text = models.TextField()
    # Whether the enquiry was moved to waiting with it, so that taking it back takes that back too.
    waits = models.BooleanField(default=False)

    objects = ReplyQuerySet.as_manager()

    personal: ClassVar[frozenset[str]] = frozenset({"text"})
    impersonal: ClassVar[frozenset[str]] = frozenset({"id", "enquiry", "submission_id", "at", "by", "waits"})

    class Meta:
        default_permissions = ()
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="reply_has_words"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("text"), REPLY_LIMIT), name="reply_length"),
            models.CheckConstraint(condition=~Q(by=""), name="reply_has_an_author"),
        )

    def __str__(self) -> str:
        return f"reply {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the reply; a second save is refused."""
        if not self._state.adding:
            raise HistoryStands("Replies are not changed; write another one.")
        super().save(*args, **kwargs)


class ReplyTemplate(models.Model):
    """Words that a reply begins from: `variables` says what may stand in braces. What is retired is not offered."""

    name = models.CharField(max_length=TEMPLATE_NAME_LIMIT)
    text = models.TextField()
    occasion = models.CharField(max_length=10, choices=Occasion, blank=True, default="")
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=40)
    retired_at = models.DateTimeField(null=True, blank=True)
    # One more with every change: who writes says which version they saw.
    version = models.PositiveIntegerField(default=1)

    personal: ClassVar[frozenset[str]] = frozenset()
    impersonal: ClassVar[frozenset[str]] = frozenset(
        {"id", "name", "text", "occasion", "changed_at", "changed_by", "retired_at", "version"}
    )

    class Meta:
        default_permissions = ()
        permissions = (("keep_templates", "Can keep the templates of replies"),)
        constraints = (
            models.UniqueConstraint(
                fields=["name"], condition=Q(retired_at__isnull=True), name="reply_template_name_once"
            ),
            models.UniqueConstraint(
                fields=["occasion"],
                condition=Q(retired_at__isnull=True) & ~Q(occasion=""),
                name="reply_template_occasion_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="reply_template_has_a_name"),
            models.CheckConstraint(condition=~Q(text=""), name="reply_template_has_words"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), REPLY_LIMIT), name="reply_template_length"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("name"), TEMPLATE_NAME_LIMIT), name="reply_template_name_length"
            ),
            models.CheckConstraint(
                condition=Q(occasion__in=["", *Occasion.values]), name="reply_template_occasion_is_known"
            ),
            models.CheckConstraint(condition=~Q(changed_by=""), name="reply_template_has_an_author"),
        )

    def __str__(self) -> str:
        return f"template {self.pk}"
