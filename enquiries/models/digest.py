"""The digest: one mail a day that says how the desk stands, owed as a row so that a failure is seen."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from .choices import Delivery


class Digest(models.Model):
    """One day's digest. It holds no number: what it says is counted when it is sent."""

    # A day of the clinic's calendar; unique, so that it is owed once however many senders run.
    day = models.DateField(unique=True)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(max_length=6, choices=Delivery, default=Delivery.OWED)
    owed_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # The kind of fault and the server's number; its text may repeat an address.
    last_error = models.CharField(max_length=100, blank=True, default="")

    personal: ClassVar[frozenset[str]] = frozenset()
    impersonal: ClassVar[frozenset[str]] = frozenset(
        {
            *("id", "day", "message_id", "state", "owed_at", "next_attempt_at"),
            *("attempts", "claimed_until", "sent_at", "last_error"),
        }
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=Delivery.values), name="digest_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=Delivery.SENT, sent_at__isnull=False)
                | (~Q(state=Delivery.SENT) & Q(sent_at__isnull=True)),
                name="digest_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(claimed_until__isnull=True) | Q(state=Delivery.OWED), name="digest_claimed_is_owed"
            ),
        )

    def __str__(self) -> str:
        return f"digest of {self.day}"
