"""Views of the queue that somebody keeps under a name, for themselves or for everybody, and which one opens first."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from . import plain_text
from .models import VIEW_NAME_LIMIT, FirstView, SavedView

MOST = 10
"""Shared, and for each person of their own: each is counted whenever a list is shown."""


class NotKept(Exception):
    """The view cannot be kept or changed; the words say why."""


def of(account: User) -> list[SavedView]:
    """Return the views that somebody sees: the shared ones first, each by name."""
    seen = SavedView.objects.filter(Q(owner=account) | Q(owner__isnull=True))
    return sorted(seen, key=lambda view: (view.owner_id is not None, view.name.casefold()))


@transaction.atomic
def keep(*, name: str, shows: Mapping[str, str], by: User, shared: bool) -> SavedView:
    """Keep what a list shows under a name; the same name is replaced. Raises NotKept."""
    owner = None if shared else by
    words = plain_text.line(name)
    if not 0 < len(words) <= VIEW_NAME_LIMIT:
        raise NotKept(f"Give the view a name of at most {VIEW_NAME_LIMIT} characters.")
    _check_may_share(by, owner)
    kept = SavedView.objects.filter(owner=owner)
    same = kept.filter(name=words).first()
    if same is None and kept.count() >= MOST:
        raise NotKept(f"There are {MOST} views already: remove one first.")
    view = same or SavedView(owner=owner, name=words)
    view.shows = dict(shows)
    view.save()
    return view


def remove(*, view: SavedView, by: User) -> None:
    """Remove a view of one's own, or, who may share views, a shared one. Raises NotKept."""
    if view.owner_id not in {None, by.pk}:
        raise NotKept("This view is somebody else's.")
    _check_may_share(by, view.owner)
    view.delete()


@transaction.atomic
def open_first(*, view: SavedView | None, account: User) -> None:
    """Open the queue with a view that the account sees, or with None as it comes. Raises NotKept."""
    if view is not None and view.owner_id not in {None, account.pk}:
        raise NotKept("This view is somebody else's.")
    FirstView.objects.filter(account=account).delete()
    if view is not None:
        FirstView.objects.create(account=account, view=view)


def first_of(account: User) -> int | None:
    """Return the number of the view that the queue opens with for somebody."""
    return FirstView.objects.filter(account=account).values_list("view", flat=True).first()


def _check_may_share(by: User, owner: User | None) -> None:
    if owner is None and not by.has_perm("enquiries.share_views"):
        raise NotKept("Only a lead receptionist keeps views for everybody.")
