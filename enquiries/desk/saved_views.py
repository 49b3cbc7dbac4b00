"""Saved views among the tabs of the queue: what each shows today, how many, and the forms that keep and remove them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from treatments.catalogue import Catalogue

from enquiries import saved
from enquiries.models import SavedView

from . import filters, queue
from .filters import Shows
from .forms import colleagues


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved view as it stands today: what of it the site still knows."""

    view: SavedView
    shows: Shows

    @property
    def key(self) -> str:
        """Return the name of its count."""
        return f"view-{self.view.pk}"


def of(account: User, *, content: Catalogue) -> list[Kept]:
    """Return the views that somebody sees, each read anew."""
    views = saved.of(account)
    staff = list(colleagues()) if any("who" in view.shows for view in views) else []
    return [Kept(view, filters.read(_texts(view.shows), content=content, staff=staff)) for view in views]


def counts(kept: Iterable[Kept], *, account: User, content: Catalogue, now: datetime) -> dict[str, int]:
    """Return the counts of the tabs and of these views, in as many queries as without them."""
    rules = {
        each.key: queue.rule(each.shows.tab, account=account, clinic=content.clinic, now=now)
        & filters.rule(each.shows, account=account)
        for each in kept
        if each.shows.tab in queue.OPEN_TABS
    }
    return queue.counts(account=account, clinic=content.clinic, now=now, more=rules)


def tabs(kept: Iterable[Kept], current: Shows | None, view: Kept | None, counted: Mapping[str, int]) -> dict[str, Any]:
    """Return the tabs of the site and those of saved views as they are drawn."""
    base = reverse("admin:enquiries_enquiry_changelist")
    plain = None if view or current is None else current.tab
    return {
        "tabs": queue.choices(plain, counted),
        "views": [
            queue.Choice(
                key=each.key,
                label=each.view.name,
                url=f"{base}?view={each.view.pk}",
                count=counted.get(each.key),
                current=view is not None and view.view.pk == each.view.pk,
            )
            for each in kept
        ],
    }


def asked(given: Mapping[str, str], kept: Iterable[Kept], *, first: int | None) -> Kept | None:
    """Return the view that an address asks for; one that asks for nothing gets the view that opens first."""
    wanted = given.get("view") or (str(first) if first and not given else "")
    return next((each for each in kept if str(each.view.pk) == wanted), None)


def _texts(shows: Any) -> dict[str, str]:
    # Kept as JSON, and doubted like an address.
    return {name: value for name, value in shows.items() if isinstance(value, str)} if isinstance(shows, dict) else {}
