"""The whole site, published from the real content, says at every address what Django says there itself."""

from collections.abc import Iterator
from datetime import UTC, datetime
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
from clinic.public_files import Page
from tests.treatments.real import REVIEWED
from tests.visit import Answer, visit
from treatments import catalogue, leaflets
from treatments.catalogue import Catalogue
from treatments.management.commands.publish import every_path
from treatments.pages import public_paths
from treatments.publish import Published, publish

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
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
        yield publish(public_paths=every_path, today=NOW.date(), overdue_allowed=True)


@pytest.fixture(scope="module")
def edition(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """What a process hands out of it."""
    return Edition(WSGIHandler(), static_root=tmp_path_factory.mktemp("static"), version=published.version)


@cache
def whole() -> Catalogue:
    """Return what the real content says."""
    return catalogue.read(settings.CONTENT_DIR, today=REVIEWED, overdue_allowed=True)


@cache
def paths() -> list[str]:
    """Return the address of every page that is published."""
    return public_paths(whole())


@cache
def made() -> list[str]:
    """Return the address of all that is made for the pages."""
    return [path for path in every_path(whole()) if path not in paths()]


def test_published_pages_are_those_that_django_renders(edition: Edition) -> None:
    differing = []
    for path in (*paths(), *made()):
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


def test_pictures_and_cards_may_be_kept_for_good_and_leaflets_for_a_minute(edition: Edition) -> None:
    kept = {path: visit(edition, path).headers["Cache-Control"] for path in made()}
    brief = {path for path, said in kept.items() if said == "public, max-age=60"}
    assert brief == {path for path in made() if "/leaflet" in path or path.endswith("/large-print.pdf")}
    assert {said for path, said in kept.items() if path not in brief} == {"public, max-age=315360000, immutable"}


def test_a_picture_is_sent_as_it_is_from_the_disk(edition: Edition) -> None:
    pictures = [path for path in made() if path.endswith(".avif")]
    answers = [visit(edition, path, HTTP_ACCEPT_ENCODING="br, gzip") for path in pictures]
    assert {answer.headers["Content-Type"] for answer in answers} == {"image/avif"}
    assert not any("Content-Encoding" in answer.headers for answer in answers)
    assert not any(isinstance(edition.files[path], Page) for path in pictures)


def test_the_page_of_a_treatment_says_how_much_there_is_to_fetch(edition: Edition) -> None:
    if reason := leaflets.why_not():
        pytest.skip(reason)
    size = len(visit(edition, "/treatments/prolotherapy/leaflet.pdf").body)
    for path in ("/treatments/prolotherapy/", "/treatments/prolotherapy/leaflet/"):
        assert f"{round(size / 1000)} KB" in visit(edition, path).body.decode()


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
