"""A saved view: what the queue shows under a name, kept by one person or for everybody."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

VIEW_NAME_LIMIT = 40


class SavedView(models.Model):
    """A name for a choice of list, filters and order; without an owner it is everybody's."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=VIEW_NAME_LIMIT)
    # As in the address of the queue: {"tab": "to-do", "treatment": "prolotherapy"}. `saved.read` doubts it anew.
    shows = models.JSONField(default=dict)

    personal: ClassVar[frozenset[str]] = frozenset()
    impersonal: ClassVar[frozenset[str]] = frozenset({"id", "owner", "name", "shows"})

    class Meta:
        default_permissions = ()
        permissions = (("share_views", "Can keep views of the queue for everybody"),)
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="view_has_a_name"),
            models.UniqueConstraint(fields=["owner", "name"], name="view_name_once"),
            models.UniqueConstraint(fields=["name"], condition=Q(owner__isnull=True), name="view_shared_name_once"),
        )

    def __str__(self) -> str:
        return f"view {self.pk}"


class FirstView(models.Model):
    """The view that the queue opens with for one person."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+")

    personal: ClassVar[frozenset[str]] = frozenset()
    impersonal: ClassVar[frozenset[str]] = frozenset({"id", "account", "view"})

    def __str__(self) -> str:
        return f"first view of account {self.account_id}"
