"""Asks Django for pages as a browser would, and refuses any answer that may not be kept and shown to everybody."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import got_request_exception
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import get_resolver
from django.utils.cache import has_vary_header

PORTS = {"http": 80, "https": 443}
NOT_COLLECTED = "Missing staticfiles manifest entry"
"""What Django says of a static file that was added since they were collected."""


class Unpublishable(Exception):
    """Pages may not be published; the message says why, and of each page or of all that have the reason in common."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Django answered to a request for a path: exactly the bytes and headers that a visitor would get."""

    path: str
    headers: Mapping[str, str]
    body: bytes


def render(paths: Iterable[str]) -> list[Answer]:
    """Return the page at each path, in order. Raises Unpublishable with every page that may not be published."""
    handler = WSGIHandler()
    answers: list[Answer] = []
    refused: dict[str, list[str]] = {}
    causes: list[Unpublishable] = []
    with _unlogged():
        for path in paths:
            try:
                answers.append(_render(handler, path))
            except Unpublishable as reason:
                refused.setdefault(str(reason), []).append(path)
                causes.append(reason)
    if refused:
        raise Unpublishable("\n".join(_told(reason, *pages) for reason, pages in refused.items())) from causes[0]
    return answers


def error_page(status: int) -> bytes:
    """Return the page shown for 404 or 500, as the site's own handler makes it. Raises Unpublishable."""
    view = get_resolver().resolve_error_handler(status)
    arguments = {"exception": Http404()} if status == 404 else {}
    response: HttpResponseBase = view(request_for("/"), **arguments)
    if response.status_code != status:
        raise Unpublishable(f"the page for {status} answers {response.status_code}; correct its handler")
    return response.getvalue()


def request_for(path: str) -> WSGIRequest:
    """Return a visitor's request for a path, at the site's own address and with no cookie."""
    site = urlsplit(settings.SITE_URL)
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(site.port or PORTS[site.scheme]),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": site.netloc,
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
        }
    )


def _render(handler: WSGIHandler, path: str) -> Answer:
    with _caught() as errors:
        response = handler.get_response(request_for(path))
    try:
        _refuse_unpublishable(response, errors)
        return Answer(path, dict(response.items()), response.getvalue())
    finally:
        response.close()


def _refuse_unpublishable(response: HttpResponseBase, errors: list[BaseException]) -> None:
    if errors:
        raise Unpublishable(f"fails with {type(errors[0]).__name__}: {errors[0]}{_remedy(errors[0])}") from errors[0]
    if response.status_code != 200:
        raise Unpublishable(f"answers {response.status_code} instead of 200{_hint(response.status_code)}")
    if response.cookies:
        names = ", ".join(sorted(response.cookies))
        raise Unpublishable(f"sets a cookie ({names}), which every visitor would be given; remove what sets it")
    if has_vary_header(response, "Cookie"):
        raise Unpublishable("depends on cookies (Vary: Cookie), so one copy cannot serve everybody")


def _told(reason: str, first: str, *others: str) -> str:
    return f"{first} and {len(others)} more: each {reason}" if others else f"{first} {reason}"


def _remedy(error: BaseException) -> str:
    return "; run manage.py collectstatic first" if NOT_COLLECTED in str(error) else ""


def _hint(status: int) -> str:
    host = urlsplit(settings.SITE_URL).hostname
    return f"; is {host}, the host of CLINIC_SITE_URL, one of CLINIC_ALLOWED_HOSTS?" if status == 400 else ""


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep Django from logging what goes wrong: whoever asked for the pages is told, without pages of traceback."""
    logger = logging.getLogger("django.request")
    logger.addFilter(_nothing)
    try:
        yield
    finally:
        logger.removeFilter(_nothing)


def _nothing(record: logging.LogRecord) -> bool:
    return False


@contextmanager
def _caught() -> Iterator[list[BaseException]]:
    """Collect the exceptions that views raise: Django turns them into a page for 500, and their words are needed."""
    errors: list[BaseException] = []

    def remember(**_: object) -> None:
        error = sys.exception()
        if error is not None:
            errors.append(error)

    got_request_exception.connect(remember)
    try:
        yield errors
    finally:
        got_request_exception.disconnect(remember)
