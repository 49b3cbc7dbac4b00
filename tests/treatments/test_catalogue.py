"""The catalogue is whole or refused, loaded once, and what is up stays up while files are being changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.treatments import mini
from treatments import catalogue
from treatments.faults import ContentError


@pytest.fixture(autouse=True)
def _read_again_afterwards() -> Iterator[None]:
    catalogue.adopt(None)
    yield
    catalogue.adopt(None)


def test_everything_is_found_by_its_id() -> None:
    whole = mini.whole()
    assert whole.clinic.short_name == "Small Quay"
    assert list(whole.conditions) == ["hip-pain", "sciatica", "tennis-elbow"]
    assert whole.figures["prolotherapy.sessions.typical"] == "2"
    assert whole.figures["price.pkg-one-area.total"] == "£360"
    assert whole.figures["risk.pain-after"] == "70 in 100"


def test_a_treatment_is_offered_for_no_condition_that_is_not_offered() -> None:
    whole = mini.whole()
    assert [each.id for each in whole.treatments_for(whole.conditions["tennis-elbow"])] == ["prolotherapy"]
    assert whole.treatments_for(whole.conditions["sciatica"]) == []


def test_a_broken_folder_is_refused_with_every_fault(tmp_path: Path) -> None:
    folder = mini.copy(tmp_path)
    mini.change(folder, "home.yaml", "demo: true", "demo: perhaps")
    mini.change(folder, "prices.yaml", "total_pence: 36000", "total_pence: 1")
    with pytest.raises(ContentError) as caught:
        catalogue.read(folder, today=mini.TODAY)
    assert [fault.field for fault in caught.value.faults] == ["demo", "packages.0.total_pence"]


def test_a_review_date_that_went_by_takes_nothing_from_readers() -> None:
    late = date(2027, 11, 2)
    with pytest.raises(ContentError):
        catalogue.read(mini.FOLDER, today=late)
    read = catalogue.read(mini.FOLDER, today=late, overdue_allowed=True)
    assert {fault.field for fault in read.warnings} == {"next_review"}


def test_it_is_read_once(settings: Settings, tmp_path: Path) -> None:
    settings.CONTENT_DIR = mini.copy(tmp_path)
    settings.PUBLISHED_DIR = tmp_path / "published"
    first = catalogue.current()
    mini.change(settings.CONTENT_DIR, "home.yaml", "Clear facts", "Broken: [")
    assert catalogue.current() is first


def test_while_debugging_a_change_is_seen_and_a_fault_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.CONTENT_DIR = mini.copy(tmp_path)
    settings.DEBUG = True
    catalogue.current()
    mini.change(settings.CONTENT_DIR, "home.yaml", "Clear facts", "Plain facts")
    assert catalogue.current().home.headline.startswith("Plain facts")
    mini.change(settings.CONTENT_DIR, "home.yaml", "demo: true", "demo: perhaps")
    with pytest.raises(ContentError):
        catalogue.current()


def test_the_published_snapshot_is_read_rather_than_what_editors_are_changing(
    settings: Settings, tmp_path: Path
) -> None:
    settings.CONTENT_DIR = mini.copy(tmp_path)
    settings.PUBLISHED_DIR = tmp_path / "published"
    snapshot = settings.PUBLISHED_DIR / "current"
    snapshot.mkdir(parents=True)
    mini.copy(snapshot).rename(snapshot / "content")
    mini.change(settings.CONTENT_DIR, "home.yaml", "demo: true", "demo: perhaps")
    assert catalogue.current().home.demo is True
