"""What answers a request for one public file: the file in the best encoding, "not modified", or where it went."""

from collections.abc import Mapping
from hashlib import md5
from http import HTTPStatus
from pathlib import Path
from wsgiref.types import WSGIEnvironment

from django.utils.encoding import iri_to_uri
from django.utils.http import parse_etags, quote_etag
from whitenoise.responders import NOT_ALLOWED_RESPONSE, Response, StaticFile

READING = frozenset({"GET", "HEAD"})


class File(StaticFile):
    """A file on disk in all its encodings."""

    def is_not_modified(self, request_headers: WSGIEnvironment) -> bool:
        """Compare weakly and against a list, as RFC 9110 asks: a proxy that compresses anew weakens the tag it got."""
        sent = request_headers.get("HTTP_IF_NONE_MATCH")
        if sent is None or sent == self.etag:
            return bool(super().is_not_modified(request_headers))
        tags = [tag.removeprefix("W/") for tag in parse_etags(sent)]
        return self.etag in tags or tags == ["*"]


class Page(File):
    """A file kept in memory in all its encodings: opening it anew took most of the time of each answer."""

    def __init__(self, path: str, headers: list[tuple[str, str]], encodings: Mapping[str, str]) -> None:
        super().__init__(path, headers, encodings=encodings)
        self.alternatives = [(encoding, Path(file).read_bytes(), said) for encoding, file, said in self.alternatives]

    def get_response(self, method: str, request_headers: WSGIEnvironment) -> Response:
        """Return the whole page; a request for a range of it may be answered so (RFC 9110, 14.2)."""
        if method not in READING:
            return NOT_ALLOWED_RESPONSE
        if self.is_not_modified(request_headers):
            return self.not_modified_response
        body, headers = self.get_path_and_headers(request_headers)
        return Response(HTTPStatus.OK, headers, body if method == "GET" else None)


class Moved:
    """A permanent redirect that keeps the query, as Django's own for a missing slash does."""

    def __init__(self, url: str) -> None:
        self.url = url

    def get_response(self, method: str, request_headers: WSGIEnvironment) -> Response:
        """Return the redirect."""
        if method not in READING:
            return NOT_ALLOWED_RESPONSE
        query = request_headers.get("QUERY_STRING", "")
        location = iri_to_uri(f"{self.url}?{query}" if query else self.url)
        return Response(HTTPStatus.MOVED_PERMANENTLY, [("Location", location), ("Content-Length", "0")], None)


def etag(body: bytes) -> str:
    """Return the tag that Django's ConditionalGetMiddleware gives to these bytes, the same on every machine."""
    return quote_etag(md5(body, usedforsecurity=False).hexdigest())


def compressed(path: str) -> dict[str, str]:
    """Return where a file's compressed copies stand, if it has any, by the name of their encoding."""
    return {"br": f"{path}.br", "gzip": f"{path}.gz"}
