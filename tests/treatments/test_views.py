"""Requests become pages, redirects and errors, and leave no trace of who asked for what."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django import Settings

from tests.treatments import mini
from tests.treatments.reading import Reading, words
from treatments import catalogue, error_pages

NOTICE = """\
notices:
  - text: Closed today for training.
    shows_from: 2026-12-24T09:00:00
    shows_until: 2026-12-27T09:00:00
"""
LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def _small_clinic() -> Iterator[None]:
    catalogue.adopt(mini.whole())
    yield
    catalogue.adopt(None)


def adopt(folder: Path) -> None:
    catalogue.adopt(catalogue.read(folder, today=mini.TODAY))


def read(path: str) -> Reading:
    return Reading(Client().get(path).content.decode())


# Addresses


@pytest.mark.parametrize(
    ("kind", "file", "name"),
    [
        ("treatments", "treatments/prolotherapy.yaml", "prolotherapy"),
        ("conditions", "conditions/hip-pain.yaml", "hip-pain"),
        ("techniques", "techniques/ultrasound-guidance.yaml", "ultrasound-guidance"),
        ("", "pages/privacy.yaml", "privacy"),
    ],
)
def test_a_former_address_leads_to_the_present_one_for_good(tmp_path: Path, kind: str, file: str, name: str) -> None:
    folder = mini.copy(tmp_path)
    if kind == "treatments":
        mini.change(folder, file, "aliases: [prolo]", "aliases: [prolo, former-name]")
    else:
        mini.change(folder, file, f"id: {name}\n", f"id: {name}\naliases: [former-name]\n")
    adopt(folder)
    start = f"/{kind}/" if kind else "/"
    response = Client().get(f"{start}former-name/")
    assert (response.status_code, response["Location"]) == (301, f"{start}{name}/")
    assert Client().get(f"{start}{name}/").status_code == 200


@pytest.mark.parametrize("path", ["/conditions/nowhere/", "/treatments/nowhere/", "/techniques/prolo/", "/nowhere/"])
def test_a_name_that_never_was_is_not_found(path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/costs/", "/conditions/hip-pain/", "/search/", "/robots.txt"])
def test_pages_are_only_read(path: str) -> None:
    assert Client().post(path).status_code == 405
    assert Client().head(path).status_code == 200


def test_the_list_of_pages_and_where_it_is(settings: Settings) -> None:
    robots = Client().get("/robots.txt")
    assert robots["Content-Type"] == "text/plain; charset=utf-8"
    assert robots.content.decode().endswith(f"Sitemap: {settings.SITE_URL}/sitemap.xml\n")
    assert Client().get("/sitemap.xml")["Content-Type"] == "application/xml"


# The notice


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 12, 24, 8, 59, tzinfo=LONDON), False),
        (datetime(2026, 12, 24, 9, 0, tzinfo=LONDON), True),
        (datetime(2026, 12, 27, 8, 59, tzinfo=LONDON), True),
        (datetime(2026, 12, 27, 9, 0, tzinfo=LONDON), False),
    ],
)
def test_a_notice_is_shown_between_its_moments(
    tmp_path: Path, time_machine: Any, moment: datetime, shown: bool
) -> None:
    folder = mini.copy(tmp_path)
    mini.change(folder, "clinic.yaml", "banner:", f"{NOTICE}banner:")
    adopt(folder)
    time_machine.move_to(moment)
    assert ("Closed today for training." in read("/costs/").text) is shown


def test_a_notice_keeps_the_clinics_clock_in_summer(tmp_path: Path, time_machine: Any) -> None:
    folder = mini.copy(tmp_path)
    mini.change(folder, "clinic.yaml", "banner:", f"{NOTICE.replace('2026-12', '2027-07')}banner:")
    adopt(folder)
    time_machine.move_to(datetime(2027, 7, 24, 8, 30, tzinfo=UTC))
    assert "Closed today" in read("/").text


def test_a_page_that_is_overdue_for_review_says_so(time_machine: Any) -> None:
    time_machine.move_to(datetime(2027, 11, 2, 12, tzinfo=UTC))
    assert "This page is due for a new look." in read("/conditions/hip-pain/").text


def test_a_page_in_date_says_nothing_of_the_kind(time_machine: Any) -> None:
    time_machine.move_to(datetime(2027, 11, 1, 12, tzinfo=UTC))
    assert "due for a new look" not in read("/conditions/hip-pain/").text


# Search


def test_search_works_without_script_and_shows_where_it_found_what() -> None:
    page = read("/search/?q=collagen")
    links = [link for link in page.links if link == "/treatments/prolotherapy/#how-it-works"]
    assert len(links) == 1
    assert "Prolotherapy \u203a, section How it is thought to work" in page.text
    assert "Collagen" in [words(mark) for mark in page.all("mark")]
    assert page.errors == []


def test_search_says_what_it_looked_for_instead() -> None:
    assert (
        "Nothing here is spelled “prolotheraphy”, so we looked for prolotherapy."
        in read("/search/?q=prolotheraphy").text
    )


def test_search_that_finds_nothing_helps() -> None:
    page = read("/search/?q=tenbowelis")
    assert "Nothing found for “tenbowelis”" in page.text
    assert {"/conditions/tennis-elbow/", "/conditions/", "/glossary/", "tel:+442079460101", "tel:999"} <= set(
        page.links
    )


def test_search_without_a_query_shows_the_box_alone() -> None:
    page = read("/search/")
    assert [field.get("name") for field in page.all("input")] == ["q"]
    assert page.all("form")[0].get("action") == "/search/"
    assert not page.classed("search-results")


def test_search_says_that_it_read_only_the_beginning() -> None:
    assert "the first 100 characters" in read(f"/search/?q={'elbow+' * 50}").text


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", '" onfocus=alert(1) x="', "{{7*7}}", "%00%ff", "\u202e"]
)
def test_what_was_typed_is_only_text(typed: str) -> None:
    response = Client().get("/search/", {"q": typed})
    page = Reading(response.content.decode())
    assert response.status_code == 200
    assert page.errors == []
    assert not [each for each in page.everything if any(name.startswith("on") for name in each.attrib)]
    assert all(script.get("src") or script.get("type") for script in page.all("script"))
    assert "49" not in page.main


def test_search_is_kept_out_of_caches_cookies_and_search_engines() -> None:
    response = Client().get("/search/?q=knee")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert Reading(response.content.decode()).meta("robots") == "noindex"
    assert "canonical" not in response.content.decode()


def test_search_writes_no_query_into_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    Client().get("/search/?q=unmistakable")
    Client().get("/search/?q=unmistakable+elbow")
    assert "unmistakable" not in caplog.text


# When something is wrong


def test_the_page_for_a_wrong_address_helps() -> None:
    response = Client().get("/conditions/elbwo/")
    page = Reading(response.content.decode())
    assert response.status_code == 404
    assert {"tel:+442079460101", "tel:999", "/conditions/", "/conditions/tennis-elbow/", "/"} <= set(page.links)
    assert page.all("input", name="q")
    assert page.meta("robots") == "noindex"
    assert page.errors == []
    assert "elbwo" not in response.content.decode()
    assert not response.cookies


def test_the_page_for_a_failure_has_the_telephone_and_where_to_turn_in_an_emergency() -> None:
    page = Reading(error_pages.server_error())
    assert {"tel:+442079460101", "tel:999", "tel:111"} <= set(page.links)
    assert page.all("input", name="q")
    assert page.errors == []


def test_a_failing_view_answers_with_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr(catalogue, "current", fail)
    response = Client(raise_request_exception=False).get("/costs/")
    assert response.status_code == 500
    assert "020 7946 0101" in response.content.decode()
    assert "secret" not in response.content.decode()


def test_without_content_the_failure_is_still_told(settings: Settings, tmp_path: Path) -> None:
    catalogue.adopt(None)
    settings.CONTENT_DIR = tmp_path
    settings.PUBLISHED_DIR = tmp_path / "published"
    response = Client(raise_request_exception=False).get("/costs/")
    assert response.status_code == 500
    assert "tel:999" in Reading(response.content.decode()).links


def test_when_templates_fail_too_there_is_a_page_that_needs_none(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> str:
        raise RuntimeError

    monkeypatch.setattr(error_pages, "render_to_string", fail)
    page = Reading(error_pages.server_error())
    assert {"tel:999", "tel:112", "tel:111"} <= set(page.links)
    assert page.errors == []
    assert "could not be rendered" in caplog.text


def test_while_editing_the_faults_of_the_content_are_the_page(settings: Settings, tmp_path: Path) -> None:
    settings.CONTENT_DIR = mini.copy(tmp_path)
    settings.DEBUG = True
    catalogue.adopt(None)
    mini.change(settings.CONTENT_DIR, "home.yaml", "demo: true", "demo: perhaps")
    mini.change(settings.CONTENT_DIR, "prices.yaml", "total_pence: 36000", "total_pence: 1")
    response = Client().get("/costs/")
    page = Reading(response.content.decode())
    assert response.status_code == 500
    assert "home.yaml:2:7 demo: 'perhaps' is not true or false; write true or false" in page.text
    assert len(page.all("li")) == 2
    assert page.errors == []


def test_a_mistake_in_content_is_not_shown_to_patients(settings: Settings, tmp_path: Path) -> None:
    settings.CONTENT_DIR = tmp_path
    settings.PUBLISHED_DIR = tmp_path / "published"
    catalogue.adopt(None)
    response = Client(raise_request_exception=False).get("/costs/")
    assert response.status_code == 500
    assert "the file is missing" not in response.content.decode()
