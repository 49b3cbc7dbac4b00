"""Asks a WSGI application for something, as a web server would on a visitor's behalf."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication
from wsgiref.util import setup_testing_defaults


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


def visit(application: WSGIApplication, path: str, *, method: str = "GET", **environ: str) -> Answer:
    """Return the answer to a request; what is named in capitals goes into its environ, such as HTTP_ACCEPT_ENCODING."""
    full: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": "localhost", **environ}
    setup_testing_defaults(full)
    said: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> Any:
        said[:] = [int(status.split(maxsplit=1)[0]), headers]

    parts = whole(application, full, start_response)
    status, headers = said
    names = [name for name, _ in headers]
    assert len(names) == len(set(names)), f"a header is sent twice: {names}"
    return Answer(status, dict(headers), parts)


def whole(application: WSGIApplication, environ: dict[str, Any], start_response: StartResponse) -> bytes:
    """Return the whole body, and close it as a server does."""
    parts: Iterable[bytes] = application(environ, start_response)
    try:
        return b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()
