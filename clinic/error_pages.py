"""Pages for what went wrong: each says what to do, gives the clinic's telephone, and needs no database."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from treatments import catalogue

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mishap:
    """What a page says about one status."""

    title: str
    advice: str


MISHAPS: dict[int, Mishap] = {
    400: Mishap("We could not read what was sent", "Go back and try again. If it happens again, please call us."),
    403: Mishap("That did not work", "Go back, load the page again and send it once more, or call us."),
    405: Mishap("This page cannot be used that way", "Start again from the home page, or call us."),
    413: Mishap("That is too long to send", "Shorten what you wrote and send it again, or call us."),
    429: Mishap("Too many tries", "Wait a few minutes and try again, or call us."),
    503: Mishap("We cannot take enquiries here just now", "Please call us, or try again in a few minutes."),
}

LAST_RESORT = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{advice}</p><p>In an emergency call 999.</p></main></body></html>"""


def error_page(status: int) -> HttpResponse:
    """Return the page for a status, never to be cached.

    Whatever fails while it is made, a page is returned: this is what stands when everything else does not.
    """
    mishap = MISHAPS[status]
    response = HttpResponse(_page(status, mishap), status=status, headers={"Cache-Control": "no-store"})
    if status == 503:
        response["Retry-After"] = "120"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django refuses, such as one for a host that is not ours."""
    return error_page(413 if type(exception).__name__ in _TOO_MUCH else 400)


_TOO_MUCH = frozenset({"RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent"})


def _page(status: int, mishap: Mishap) -> str:
    try:
        clinic = catalogue.current().clinic
        context = {"clinic": clinic, "mishap": mishap, "status": status, "site_url": settings.SITE_URL}
        return render_to_string("error.html", context)
    except Exception:
        logger.exception("The page for status %s could not be made", status)
        return LAST_RESORT.format(title=mishap.title, advice=mishap.advice)
