"""What one process hands out without asking Django: static files, and the pages of one published version."""

import json
import logging
import os
import weakref
from collections.abc import Iterable, Mapping
from pathlib import Path
from wsgiref.headers import Headers
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment
from wsgiref.util import FileWrapper

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse
from whitenoise import WhiteNoise
from whitenoise.string_utils import decode_path_info

from clinic.public_files import File, Moved, Page, compressed, etag
from treatments import versions
from treatments.error_pages import LAST_RESORT
from treatments.publish import ERROR_PAGES
from treatments.rendering import request_for
from treatments.versions import Version

HASHED_NAME = r"\.[0-9a-f]{12}\.[^/]+$"
"""What Django's manifest storage calls a file: its bytes never change under this name."""
ABOUT_THE_BODY = frozenset({"Content-Length", "Content-Type", "ETag"})

logger = logging.getLogger(__name__)


class Edition(WhiteNoise):
    """Files looked up by path, with the site's own headers on every answer; any other path is asked of Django.

    It holds its version, which cannot be removed while a request still uses the edition.
    """

    def __init__(self, django: WSGIApplication, *, static_root: Path, version: Version | None) -> None:
        super().__init__(django, allow_all_origins=False, immutable_file_test=HASHED_NAME)
        self.django = django
        self.version = version
        self.site_headers = site_headers()
        self.https_only = bool(settings.SECURE_SSL_REDIRECT)
        self.failure = LAST_RESORT.encode()
        if static_root.is_dir():
            self.add_files(str(static_root), settings.STATIC_URL)
        if version is not None:
            weakref.finalize(self, os.close, versions.hold(version))
            self.add_pages(version)

    def add_pages(self, version: Version) -> None:
        """Take up every page of a version, and send whoever writes its address otherwise to the right one."""
        self.failure = (version.pages / ERROR_PAGES[500]).read_bytes()
        # The site's headers are those of today's settings, which may be newer than the page.
        site = {name for name, _ in self.site_headers}
        for url, said in json.loads(version.headers.read_text(encoding="utf-8")).items():
            headers = [(name, value) for name, value in said.items() if name not in site]
            path = f"{version.pages}{url}index.html" if url.endswith("/") else f"{version.pages}{url}"
            # What never changes under its name is asked for once by each reader, and stays on the disk.
            kind = File if "immutable" in said.get("Cache-Control", "") else Page
            self.files[url] = kind(path, headers, encodings=compressed(path))
            for other in other_addresses(url):
                self.files[other] = Moved(url)

    def get_static_file(self, path: str, url: str, stat_cache: Mapping[str, os.stat_result] | None = None) -> File:
        """Return what answers for a static file; its tag comes from its bytes, so that all machines agree on it."""
        headers = Headers([("ETag", etag(Path(path).read_bytes()))])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        return File(path, headers.items(), stat_cache=stat_cache, encodings=compressed(path))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        file = self.files.get(decode_path_info(environ.get("PATH_INFO", "")))
        if file is None or (self.https_only and not is_secure(environ)):
            return self.ask_django(environ, start_response)
        return self.hand_out(file, environ, start_response)

    def ask_django(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Return what Django answers, or the page for failures where even its own handling of them failed."""
        try:
            return self.django(environ, start_response)
        except Exception:
            logger.exception("Django could not answer a request.")
            headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"), *self.site_headers]
            start_response("500 Internal Server Error", headers)
            return [self.failure]

    def hand_out(self, file: File | Moved, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Send what answers for a file, with the site's headers whatever the status."""
        response = file.get_response(environ["REQUEST_METHOD"], environ)
        start_response(f"{response.status} {response.status.phrase}", [*response.headers, *self.site_headers])
        if response.file is None:
            return []
        return [response.file] if isinstance(response.file, bytes) else FileWrapper(response.file)


class _Nothing(BaseHandler):
    """Django with all its middleware, and nothing to say."""

    def _get_response(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse()


def site_headers() -> list[tuple[str, str]]:
    """Return the headers that Django's middleware adds to any answer whatever, security headers among them."""
    handler = _Nothing()
    handler.load_middleware()
    response = handler.get_response(request_for("/"))
    return [(name, value) for name, value in response.items() if name not in ABOUT_THE_BODY]


def other_addresses(url: str) -> list[str]:
    """Return the addresses that people write when they mean a page: without its last slash, or with its file's name."""
    if not url.endswith("/"):
        return []
    return [f"{url}index.html"] if url == "/" else [f"{url}index.html", url.removesuffix("/")]


def is_secure(environ: WSGIEnvironment) -> bool:
    """Whether the visitor came over HTTPS, by the same rule as `HttpRequest.is_secure`."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        if name in environ:
            return bool(environ[name].split(",")[0].strip() == secure)
    return bool(environ["wsgi.url_scheme"] == "https")
