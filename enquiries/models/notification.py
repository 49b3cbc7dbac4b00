"""A notification: mail that an enquiry owes, as an intention; what a machine says in it is worded when it is sent."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from .choices import Delivery, Mail
from .enquiry import Enquiry
from .reply import Reply


class Notification(models.Model):
    """One message owed to one party. It repeats neither address nor words: erasing the enquiry erases both.

    An enquiry owes each kind once, but for replies: each reply owes one message of its own.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=20, choices=Mail)
    reply = models.OneToOneField(Reply, on_delete=models.CASCADE, null=True, blank=True, related_name="notification")
    # The Message-ID of every attempt, so that a copy that had to be sent twice is shown once.
    message_id = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(max_length=6, choices=Delivery, default=Delivery.OWED)
    owed_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    first_attempt_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # The kind of fault and the server's number; its text may repeat an address.
    last_error = models.CharField(max_length=100, blank=True, default="")

    personal: ClassVar[frozenset[str]] = frozenset()
    impersonal: ClassVar[frozenset[str]] = frozenset(
        {
            *("id", "enquiry", "kind", "reply", "message_id", "state", "owed_at", "next_attempt_at", "attempts"),
            *("first_attempt_at", "claimed_by", "claimed_until", "sent_at", "last_error"),
        }
    )

    class Meta:
        indexes = (
            # The sender's question, what is due: outbox.due().
            models.Index(fields=["next_attempt_at"], condition=Q(state=Delivery.OWED), name="notification_due"),
            # The desk's failed mail.
            models.Index(fields=["owed_at"], condition=Q(state=Delivery.FAILED), name="notification_failed"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["enquiry", "kind"], condition=~Q(kind=Mail.REPLY), name="notification_owed_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=Mail.REPLY, reply__isnull=False) | (~Q(kind=Mail.REPLY) & Q(reply__isnull=True)),
                name="notification_reply_has_its_words",
            ),
            # Only what nobody has tried to send can be taken back.
            models.CheckConstraint(
                condition=~Q(state=Delivery.UNDONE) | Q(kind=Mail.REPLY, attempts=0),
                name="notification_undone_was_never_tried",
            ),
            models.CheckConstraint(condition=Q(kind__in=Mail.values), name="notification_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=Delivery.values), name="notification_state_is_known"),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True, claimed_until__isnull=True)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False, state=Delivery.OWED),
                name="notification_claim_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=Delivery.SENT, sent_at__isnull=False)
                | (~Q(state=Delivery.SENT) & Q(sent_at__isnull=True)),
                name="notification_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(attempts=0, first_attempt_at__isnull=True)
                | Q(attempts__gt=0, first_attempt_at__isnull=False),
                name="notification_attempt_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=Delivery.FAILED) | ~Q(last_error=""), name="notification_failure_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.enquiry_id} {self.kind}"
