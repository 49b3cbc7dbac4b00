"""Pages for when something is wrong: with the address, with the site, or with the content while it is being edited."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from . import catalogue
from .catalogue import Catalogue
from .faults import ContentError
from .pages.base import Place, built
from .pages.treatment import condition_link

logger = logging.getLogger(__name__)

LAST_RESORT = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Something went wrong</title>
</head>
<body>
<main>
<h1>Something went wrong on our side</h1>
<p>In an emergency, call <a href="tel:999">999</a> or <a href="tel:112">112</a> now.
If you need medical help that cannot wait, call <a href="tel:111">111</a>.</p>
<p>Please ring us, or try this page again in a few minutes.</p>
</main>
</body>
</html>
"""
"""What is said when even the page for failures fails: it holds nothing that comes from anywhere else."""


def not_found(shown: Catalogue, *, now: datetime) -> str:
    """Return the page for an address that leads nowhere. It does not repeat the address."""
    place = Place(
        kind="not-found",
        path="",
        heading="We cannot find that page",
        description="The page may have moved, or the address may be mistyped.",
        indexed=False,
    )
    popular = [condition_link(shown.conditions[name]) for name in shown.home.popular_conditions]
    return built(shown, place, None, now=now, template="404.html", conditions=popular).html()


def server_error() -> str:
    """Return the page for a failure of ours. It reads no content: it uses what is in memory, or does without."""
    known = catalogue.in_memory()
    context = {"clinic": known.clinic if known else None, "stylesheet": f"{settings.STATIC_URL}css/site.css"}
    try:
        ways = {"home_url": reverse("treatments:home"), "search_url": reverse("treatments:search")}
        return render_to_string("500.html", context | ways)
    except Exception:
        logger.exception("The page for failures could not be rendered.")
        return LAST_RESORT


def content_faults(error: ContentError) -> str:
    """Return every fault of the content, for the editor who has just saved a file."""
    return render_to_string("treatments/content_faults.html", {"faults": error.faults})
