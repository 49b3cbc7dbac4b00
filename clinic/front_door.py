"""The outermost application: serves the published version, and turns to the next one by itself once it is there."""

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from time import monotonic
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from clinic.edition import Edition
from treatments import catalogue, versions
from treatments.faults import ContentError
from treatments.versions import Version

LOOK_EVERY = 1.0
"""Seconds between two looks at which version is current."""
RETRY_AFTER = 60.0
"""Seconds until a version that could not be served is tried again."""
UNSERVABLE = (OSError, ValueError, ContentError)

logger = logging.getLogger(__name__)


class FrontDoor:
    """Serves one edition at a time; requests under way keep the one they began with."""

    # Servers wrap an application with functools.wraps: a __dict__ would be copied, and keep the first edition alive.
    __slots__ = ("_clock", "_django", "_edition", "_next_look", "_published", "_static_root", "_turning")

    def __init__(
        self, django: WSGIApplication, *, published: Path, static_root: Path, clock: Callable[[], float] = monotonic
    ) -> None:
        self._django = django
        self._published = published
        self._static_root = static_root
        self._clock = clock
        self._turning = Lock()
        self._next_look = clock() + LOOK_EVERY
        self._edition = self._first_edition()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, after a look for a new version when it is time for one."""
        if self._clock() >= self._next_look:
            self._look()
        return self._edition(environ, start_response)

    def _look(self) -> None:
        # Whoever comes while another request turns to the new version is served the old one at once.
        if not self._turning.acquire(blocking=False):
            return
        try:
            self._next_look = self._clock() + LOOK_EVERY
            version = versions.current(self._published)
            # A link that has gone is no reason to take down the pages.
            if version is not None and version != self._edition.version:
                self._turn_to(version)
        finally:
            self._turning.release()

    def _turn_to(self, version: Version) -> None:
        try:
            edition = self._open(version)
            content = catalogue.read_again(version.content)
        except UNSERVABLE as fault:
            self._next_look = self._clock() + RETRY_AFTER
            logger.error("Version %s cannot be served, so the one before stays: %s", version.name, _in_a_line(fault))
            return
        catalogue.adopt(content)
        self._edition = edition
        logger.info("Serving version %s from now on.", version.name)

    def _first_edition(self) -> Edition:
        version = versions.current(self._published)
        if version is None:
            logger.warning("Nothing is published yet, so each page is rendered when asked for: run manage.py publish.")
            return self._open(None)
        try:
            catalogue.adopt(catalogue.read_again(version.content))
        except UNSERVABLE as fault:
            logger.error(
                "The content of version %s cannot be read; run manage.py publish: %s", version.name, _in_a_line(fault)
            )
        try:
            return self._open(version)
        except UNSERVABLE as fault:
            logger.error("Version %s cannot be served; run manage.py publish: %s", version.name, _in_a_line(fault))
            return self._open(None)

    def _open(self, version: Version | None) -> Edition:
        return Edition(self._django, static_root=self._static_root, version=version)


def _in_a_line(fault: Exception) -> str:
    return f"{len(fault.faults)} to mend, first {fault.faults[0]}" if isinstance(fault, ContentError) else str(fault)
