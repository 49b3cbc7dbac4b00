"""What the site keeps about its own running: who sent how often lately, and when the mail sender was last seen."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Sender(models.Model):
    """How many enquiries came from one network address within one hour.

    `key` is a keyed hash of address and hour: nobody reads an address out of it, and it leads to no other hour.
    """

    key = models.CharField(max_length=64, unique=True)
    sent = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    personal: ClassVar[frozenset[str]] = frozenset({"key"})
    impersonal: ClassVar[frozenset[str]] = frozenset({"id", "sent", "expires_at"})

    def __str__(self) -> str:
        return f"sender {self.pk}"


class Heartbeat(models.Model):
    """When a process that should always run was last seen running."""

    name = models.CharField(max_length=40, primary_key=True)
    seen_at = models.DateTimeField()

    personal: ClassVar[frozenset[str]] = frozenset()
    impersonal: ClassVar[frozenset[str]] = frozenset({"name", "seen_at"})

    def __str__(self) -> str:
        return self.name
