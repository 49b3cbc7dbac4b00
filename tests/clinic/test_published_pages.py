"""The whole site, published from the real content, says at every address what Django says there itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import override_settings

from clinic.edition import Edition
from tests.visit import Answer, visit
from treatments import catalogue
from treatments.pages import public_paths
from treatments.publish import Published, publish

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ONLY_PUBLISHED = {"Last-Modified", "Vary"}


@pytest.fixture(scope="module", autouse=True)
def _moment() -> Iterator[None]:
    """Hold the clock, because a page may say what holds today; and leave the connections of other tests alone."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    with time_machine.travel(NOW, tick=False):
        yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)
    catalogue.adopt(None)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """Everything the real content says, published without the database."""
    with override_settings(PUBLISHED_DIR=tmp_path_factory.mktemp("published")):
        with pytest.raises(RuntimeError, match="Database access not allowed"):
            connection.ensure_connection()
        yield publish(public_paths=public_paths, today=NOW.date(), overdue_allowed=True)


@pytest.fixture(scope="module")
def edition(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """What a process hands out of it."""
    return Edition(WSGIHandler(), static_root=tmp_path_factory.mktemp("static"), version=published.version)


@cache
def paths() -> list[str]:
    """Return every address that is published."""
    return public_paths(catalogue.read(settings.CONTENT_DIR, today=date(2026, 11, 23), overdue_allowed=True))


def test_published_pages_are_those_that_django_renders(edition: Edition) -> None:
    differing = []
    for path in paths():
        handed_out, rendered = visit(edition, path), visit(WSGIHandler(), path)
        if handed_out.body != rendered.body or said(handed_out) != said(rendered):
            differing.append(path)
    assert differing == []
    assert len(paths()) > 40


def said(answer: Answer) -> dict[str, str]:
    """Return the headers that published and rendered pages share: only a file has a date and a compressed copy."""
    return {name: value for name, value in answer.headers.items() if name not in ONLY_PUBLISHED}


def test_every_page_may_be_kept_for_a_minute_by_anybody(edition: Edition) -> None:
    kept = {path: visit(edition, path).headers.get("Cache-Control") for path in paths()}
    assert set(kept.values()) == {"public, max-age=60"}


def test_every_page_comes_compressed(published: Published) -> None:
    pages = list(published.version.pages.rglob("index.html"))
    assert [path for path in pages if not Path(f"{path}.br").exists() or not Path(f"{path}.gz").exists()] == []


def test_a_page_that_is_not_there_reads_as_it_does_in_django(published: Published, edition: Edition) -> None:
    answer = visit(edition, "/nowhere/")
    assert answer.status == 404
    assert answer.body == (published.version.pages / "404.html").read_bytes()


def test_search_is_asked_of_django(edition: Edition) -> None:
    answer = visit(edition, "/search/", QUERY_STRING="q=knee")
    assert (answer.status, answer.headers["Cache-Control"][:9]) == (200, "max-age=0")
