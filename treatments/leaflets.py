"""Leaflets as PDF: printed from the same HTML as a browser prints, by WeasyPrint where this machine can run it."""

from __future__ import annotations

import logging
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from io import StringIO
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join
from PIL import ImageFile

from . import kept
from .addresses import absolute

SHEET = "css/leaflets.css"
VARIANT = "pdf/ua-1"
"""ISO 14289-1: tagged, with language and title, so that a screen reader can read it."""
RECIPE = "1"
"""Raised when the same leaflet must be printed anew, because it is printed in another way."""


class CannotPrint(Exception):
    """This machine makes no PDF; the message says what it lacks."""


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A leaflet to be printed: its path as PDF, the name it is saved under, and the page it is printed from."""

    url: str
    name: str
    html: str

    @property
    def file(self) -> str:
        """The name under which it is kept, which changes with all that it is made from."""
        return f"{self.name}.{kept.code(self.html, _sheet(), _printer_version(), RECIPE)}.pdf"

    @property
    def size(self) -> str:
        """How much there is to fetch, as "54 KB"; "" where it was not printed yet."""
        found = kept.find(self.file)
        return "" if found is None else f"{round(len(found) / 1000)} KB"

    def body(self) -> bytes:
        """Return it as PDF. Raises CannotPrint."""
        return kept.kept(self.file, lambda: printed(self.html, path=self.url))


def why_not() -> str:
    """Return why this machine prints no leaflets, in words for an operator; "" where it does."""
    return _found()[1]


def printed(html: str, *, path: str) -> bytes:
    """Return a page as tagged PDF; links in it lead to the clinic's own site.

    Raises CannotPrint, and FileNotFoundError when the page asks for anything but a static file that is there.
    """
    printer = _printer()
    fetcher = _static_files(printer)
    document = printer.HTML(string=html, base_url=absolute(path), url_fetcher=fetcher, media_type="print")
    try:
        return bytes(document.write_pdf(pdf_variant=VARIANT))
    except printer.urls.FatalURLFetchingError as lost:
        raise FileNotFoundError(str(lost)) from lost


def _printer() -> Any:
    module, lacking = _found()
    if lacking:
        raise CannotPrint(lacking)
    return module


@lru_cache(maxsize=1)
def _found() -> tuple[Any, str]:
    """Return WeasyPrint and "", or nothing and what this machine lacks for it."""
    # It tells of each step, warns of each rule that concerns only screens, and prints at length what it misses.
    for name in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        with redirect_stdout(StringIO()):
            # It loads libraries of the system, which only a machine that publishes needs.
            import weasyprint  # noqa: PLC0415
    except ImportError:
        return None, "WeasyPrint is not installed"
    except OSError:
        return None, "WeasyPrint does not find Pango, a library of the system"
    # It asks Pillow, for the whole process, to make do with pictures that are cut off; we refuse those.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return weasyprint, ""


def _static_files(printer: Any) -> Any:
    """Return what gives WeasyPrint the static files of this site, and nothing else from anywhere."""

    class StaticFiles(printer.urls.URLFetcher):  # type: ignore[misc] # the base class is known only once it is loaded
        def fetch(self, url: str, headers: Any = None) -> Any:
            scheme, _, path, *_ = urlsplit(url)
            if scheme == "file":
                # A face of the machine's own, which a leaflet must look the same without.
                raise ValueError(url)
            try:
                body = _static(path)
            except (FileNotFoundError, SuspiciousFileOperation) as fault:
                # Anything less would only be logged, and the leaflet printed without its type or its style.
                raise printer.urls.FatalURLFetchingError(f"{url} is no static file") from fault
            return printer.urls.URLFetcherResponse(url, body, {"Content-Type": guess_type(path)[0]})

    return StaticFiles()


def _static(path: str) -> bytes:
    """Return a static file by its path on the site, as people wrote it or under the name it was collected by."""
    name = path.removeprefix(settings.STATIC_URL)
    found = finders.find(name) if name != path else None
    return Path(found or safe_join(settings.STATIC_ROOT, name)).read_bytes()


def _sheet() -> str:
    return _static(f"{settings.STATIC_URL}{SHEET}").decode()


def _printer_version() -> str:
    try:
        return version("weasyprint")
    except PackageNotFoundError:
        return ""
