"""Where each piece of content has its page: the one place that turns a kind and an id into an address."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

OWN_PAGES = frozenset(
    {"treatment", "aftercare", "details", "dates", "leaflet", "large-print", "technique", "condition", "page"}
)
"""Kinds whose every entry has a page of its own; a treatment has more: afterwards, details, likely dates, paper."""

ANCHORS = {
    "term": ("treatments:glossary", "term"),
    "question": ("treatments:questions", "question"),
    "person": ("treatments:people", "person"),
    "claim": ("treatments:evidence", "claim"),
    "source": ("treatments:evidence", "source"),
    "package": ("treatments:costs", "package"),
    "item": ("treatments:costs", "item"),
}
"""Kinds that stand on a page with their like: the page, and what their anchor there begins with."""


def address(kind: str, name: str) -> str:
    """Return the path, with the anchor when it has one, of a piece of content. Raises KeyError for a kind without."""
    if kind in OWN_PAGES:
        return reverse(f"treatments:{kind}", args=[name])
    page, prefix = ANCHORS[kind]
    return f"{reverse(page)}#{prefix}-{name}"


def enquire(*, treatment: str = "", condition: str = "", package: str = "") -> str:
    """Return the path of the enquiry form, with what it is about already chosen."""
    chosen = {"treatment": treatment, "condition": condition, "package": package}
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{reverse('enquiries:start')}?{query}" if query else reverse("enquiries:start")


def absolute(path: str) -> str:
    """Return the whole address of a path on the clinic's own site."""
    return f"{settings.SITE_URL}{path}"
