"""Refuses, first of all, what no form of ours sends: other charsets, broken UTF-8, NUL characters.

Django decodes such input into something else, or fails while it renders the page that says so; a database may refuse
it after everything else accepted it. Here it is a plain 400 before anything has looked at it.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from clinic.error_pages import error_page

type Handler = Callable[[HttpRequest], HttpResponse]


def only_readable(get_response: Handler) -> Handler:
    """Return the middleware."""

    def handle(request: HttpRequest) -> HttpResponse:
        if not _has_known_charset(request) or not _is_text(_address(request)):
            return error_page(400)
        try:
            readable = request.method in ("GET", "HEAD") or _is_text(_form(request))
        except RequestDataTooBig:
            return error_page(413)
        return get_response(request) if readable else error_page(400)

    return handle


def _has_known_charset(request: HttpRequest) -> bool:
    charset = (request.content_params or {}).get("charset", "utf-8")
    return charset.lower() in ("utf-8", "utf8")


def _address(request: HttpRequest) -> bytes:
    return unquote_to_bytes(request.META.get("QUERY_STRING", "")) + request.path_info.encode("utf-8", "surrogateescape")


def _form(request: HttpRequest) -> bytes:
    body = request.body
    return unquote_to_bytes(body) if request.content_type == "application/x-www-form-urlencoded" else body


def _is_text(raw: bytes) -> bool:
    try:
        return "\x00" not in raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
