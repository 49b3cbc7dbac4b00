"""Home at the desk: how many of each, what to act on next, and which pages are due for review."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from treatments.catalogue import Catalogue
from treatments.schema.base import Document

from enquiries import figures

from . import queue, wording
from .queue import Tab

NEXT = 10
REVIEWS_AHEAD = timedelta(days=30)

FAILED_MAIL, REVIEWS = "failed-mail", "reviews"
TILES = (Tab.NEW, Tab.TODAY, Tab.OVERDUE, Tab.MINE, Tab.UNASSIGNED, Tab.SNOOZED, Tab.WAITING, Tab.SPAM)


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with what it counts, and where its list is; one that is not `live` changes only with the pages."""

    key: str
    label: str
    count: int
    url: str
    live: bool = True


@dataclass(frozen=True, slots=True)
class Review:
    """A file of content whose review is due, or soon."""

    title: str
    due: date
    by: str


def context(*, account: User, content: Catalogue, now: datetime) -> dict[str, Any]:
    """Return what the home page shows to somebody who works on enquiries."""
    counted = queue.counts(account=account, clinic=content.clinic, now=now)
    pressing = queue.chosen(Tab.TO_DO, account=account, clinic=content.clinic, now=now)
    following = list(pressing.select_related("assigned_to")[:NEXT])
    base = reverse("admin:enquiries_enquiry_changelist")
    return {
        "tiles": [
            *(Tile(tab.value, queue.LABELS[tab], counted[tab.value], f"{base}?tab={tab}") for tab in TILES),
            Tile(FAILED_MAIL, "Mail that failed", counted[FAILED_MAIL], f"{base}?tab={Tab.FAILED_MAIL}"),
        ],
        "rows": queue.rows(following, account=account, content=content, now=now),
    }


def this_month(*, content: Catalogue, now: datetime) -> figures.Figures:
    """Return the figures of the month so far, for whoever sees figures and no enquiries."""
    today = wording.local(now, content.clinic).date()
    return figures.count(period=figures.chosen(f"{today:%Y-%m}", today), content=content, now=now)


def review_tile(due: list[Review], today: date) -> Tile:
    """Return how many pages are due for review, today or since long, which leads to the list below."""
    return Tile(REVIEWS, "Pages due for review", sum(each.due <= today for each in due), "#reviews-heading", live=False)


def reviews(*, content: Catalogue, now: datetime) -> dict[str, Any]:
    """Return which pages are due for review, the longest overdue first."""
    today = wording.local(now, content.clinic).date()
    documents: list[Document] = [
        *content.treatments.values(),
        *content.techniques.values(),
        *content.conditions.values(),
        *content.pages.values(),
        *content.people.values(),
        content.home,
        content.prices,
        content.clinic,
    ]
    due = [_review(each, content) for each in documents if each.next_review <= today + REVIEWS_AHEAD]
    shown = sorted(due, key=lambda review: review.due)
    return {"reviews": shown, "review_days": REVIEWS_AHEAD.days, "review_tile": review_tile(shown, today)}


def _review(document: Document, content: Catalogue) -> Review:
    names = ("title", "name_plain", "display_name", "name")
    title = next((getattr(document, name) for name in names if getattr(document, name, "")), document.kind)
    reviewer = content.people.get(document.reviewed_by)
    return Review(str(title), document.next_review, reviewer.display_name if reviewer else document.reviewed_by)
