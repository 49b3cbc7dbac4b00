"""What retention keeps: which enquiries must not be erased, and what each day's run did."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q, TextChoices

from .enquiry import Enquiry


class HoldReason(TextChoices):
    """Why an enquiry is kept although its time is over: codes, because a free text could say more."""

    COMPLAINT = "complaint", "a complaint is open"
    CLAIM = "claim", "a legal claim is made or expected"
    REGULATOR = "regulator", "a regulator asks for it"
    PATIENT = "patient", "the patient asked us to keep it"


class Hold(models.Model):
    """One enquiry that retention must leave alone. PROTECT: whoever deletes past `retention` is refused as well."""

    enquiry = models.OneToOneField(Enquiry, on_delete=models.PROTECT, related_name="hold")
    reason = models.CharField(max_length=9, choices=HoldReason)
    since = models.DateTimeField()
    by = models.CharField(max_length=40)

    personal: ClassVar[frozenset[str]] = frozenset()
    impersonal: ClassVar[frozenset[str]] = frozenset({"id", "enquiry", "reason", "since", "by"})

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(reason__in=HoldReason.values), name="hold_reason_is_known"),
            models.CheckConstraint(condition=~Q(by=""), name="hold_has_an_author"),
        )

    def __str__(self) -> str:
        return f"hold {self.pk}"


class Stop(TextChoices):
    """Why a run erased nothing."""

    CLOCK = "clock", "the clock jumped"
    TOO_MANY = "too-many", "too many were due at once"


class RetentionRun(models.Model):
    """What retention did on one day of the clinic's calendar."""

    day = models.DateField(unique=True)
    at = models.DateTimeField()
    due = models.PositiveIntegerField(default=0)
    erased = models.PositiveIntegerField(default=0)
    stopped = models.CharField(max_length=8, choices=Stop, blank=True, default="")

    personal: ClassVar[frozenset[str]] = frozenset()
    impersonal: ClassVar[frozenset[str]] = frozenset({"id", "day", "at", "due", "erased", "stopped"})

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(stopped__in=["", *Stop.values]), name="retention_stop_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.day}: {self.erased} of {self.due}"
