"""A merge: which enquiry became part of which, and what both said before, so that it can be undone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from .enquiry import Enquiry


class Merge(models.Model):
    """One enquiry closed as a duplicate of another. It goes with either of them, and with it the values replaced."""

    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, related_name="merge")
    into = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="merges")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    # The version in which it left the other: as long as that stands, nothing was done to it since.
    into_version = models.PositiveIntegerField()
    # What stood in the fields that the merge changed: {"enquiry": {…}, "into": {…}}.
    before = models.JSONField()

    personal: ClassVar[frozenset[str]] = frozenset({"before"})
    impersonal: ClassVar[frozenset[str]] = frozenset({"id", "enquiry", "into", "at", "by", "into_version"})

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(enquiry=F("into")), name="merge_of_two"),
            models.CheckConstraint(condition=~Q(by=""), name="merge_has_an_author"),
        )

    def __str__(self) -> str:
        return f"merge {self.pk}"
