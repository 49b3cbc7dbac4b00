"""Search engines learn of every page, and of the day on which what it says last changed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from pytest_django import Settings

from tests.treatments import mini
from treatments import catalogue, pages
from treatments.catalogue import Catalogue
from treatments.sitemaps import NAMESPACE, robots, sitemap

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MUCH_LATER = datetime(2027, 10, 1, tzinfo=UTC)


def listed(content: Catalogue) -> dict[str, str]:
    root = ET.fromstring(sitemap(content, now=NOW))  # noqa: S314 - made here
    name = f"{{{NAMESPACE}}}"
    return {each.findtext(f"{name}loc", ""): each.findtext(f"{name}lastmod", "") for each in root}


def test_every_page_is_listed_once_and_nothing_else(settings: Settings) -> None:
    content = mini.whole()
    machines = {"/sitemap.xml", "/robots.txt"}
    assert set(listed(content)) == {f"{settings.SITE_URL}{path}" for path in pages.public_paths(content)} - {
        f"{settings.SITE_URL}{path}" for path in machines
    }


def test_a_page_has_the_day_of_its_review(settings: Settings) -> None:
    days = listed(mini.whole())
    assert days[f"{settings.SITE_URL}/conditions/hip-pain/"] == "2026-11-01"
    assert set(days.values()) == {"2026-11-01"}


def test_a_change_or_a_review_moves_the_pages_that_show_it_and_no_other(tmp_path: Path, settings: Settings) -> None:
    folder = mini.copy(tmp_path)
    changed = "id: hip-pain\nchanges: [{on: 2026-11-15, what: Shorter words.}]\n"
    mini.change(folder, "conditions/hip-pain.yaml", "id: hip-pain\n", changed)
    mini.change(folder, "prices.yaml", "last_reviewed: 2026-11-01", "last_reviewed: 2026-11-10")
    days = listed(catalogue.read(folder, today=mini.TODAY))
    moved = {url.removeprefix(settings.SITE_URL): day for url, day in days.items() if day != "2026-11-01"}
    assert moved == {
        "/conditions/hip-pain/": "2026-11-15",
        "/conditions/": "2026-11-15",
        "/costs/": "2026-11-10",
        "/treatments/prolotherapy/": "2026-11-10",
        "/treatments/prolotherapy/details/": "2026-11-10",
    }


def test_publishing_the_same_content_later_moves_nothing() -> None:
    content = mini.whole()
    assert sitemap(content, now=NOW) == sitemap(content, now=MUCH_LATER)


def test_nothing_is_kept_from_being_read(settings: Settings) -> None:
    assert robots() == f"User-agent: *\nDisallow:\n\nSitemap: {settings.SITE_URL}/sitemap.xml\n"
