"""The ledger: what is left of an erased enquiry, a count of endings by month that leads back to nobody."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q, TextChoices

from .choices import Outcome, Source, Status
from .enquiry import LIMITS


class Ending(TextChoices):
    """How an enquiry ended: booked, an outcome, or erased on request while it was still open."""

    BOOKED = Status.BOOKED.value, Status.BOOKED.label
    NOT_SUITABLE = Outcome.NOT_SUITABLE.value, Outcome.NOT_SUITABLE.label
    DECLINED = Outcome.DECLINED.value, Outcome.DECLINED.label
    NO_CONTACT = Outcome.NO_CONTACT.value, Outcome.NO_CONTACT.label
    DUPLICATE = Outcome.DUPLICATE.value, Outcome.DUPLICATE.label
    SPAM = Outcome.SPAM.value, Outcome.SPAM.label
    WITHDRAWN = "withdrawn", "withdrawn"


class Promised(TextChoices):
    """What became of the promise. None is owed for duplicates and spam, nor to whoever withdrew before it was due."""

    KEPT = "kept", "kept"
    MISSED = "missed", "missed"
    NOT_OWED = "not-owed", "not owed"


class LedgerLine(models.Model):
    """How many erased enquiries of one month were about this, came this way, ended so, and were answered in time."""

    # The first day of the month of arrival, on the clinic's clock.
    month = models.DateField()
    treatment = models.CharField(max_length=LIMITS["treatment"], blank=True, default="")
    source = models.CharField(max_length=5, choices=Source)
    ending = models.CharField(max_length=12, choices=Ending)
    promised = models.CharField(max_length=8, choices=Promised)
    enquiries = models.PositiveIntegerField()

    personal: ClassVar[frozenset[str]] = frozenset()
    impersonal: ClassVar[frozenset[str]] = frozenset(
        {"id", "month", "treatment", "source", "ending", "promised", "enquiries"}
    )

    class Meta:
        constraints = (
            # Its index serves ledger.lines(), which asks for months.
            models.UniqueConstraint(
                fields=["month", "treatment", "source", "ending", "promised"], name="ledger_line_once"
            ),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="ledger_source_is_known"),
            models.CheckConstraint(condition=Q(ending__in=Ending.values), name="ledger_ending_is_known"),
            models.CheckConstraint(condition=Q(promised__in=Promised.values), name="ledger_promised_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.enquiries}"
