"""What must be mended before enquiries can be received is said by id, with what to do."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.core import checks as django_checks
from django.core.checks import CheckMessage, Tags
from django.db import DatabaseError
from django.utils import timezone
from pytest_django import Settings

from enquiries import checks, outbox
from tests.repository import ROOT
from treatments import catalogue
from treatments.catalogue import Catalogue

type Edit = Callable[[str, str, str], list[CheckMessage]]


@pytest.fixture
def edit(tmp_path: Path, settings: Settings) -> Edit:
    """Change one file of the tests' own clinic and return what the check says."""
    folder = tmp_path / "content"
    shutil.copytree(ROOT / "tests" / "content" / "en", folder)
    settings.CONTENT_DIR = folder

    def change(path: str, old: str, new: str) -> list[CheckMessage]:
        text = (folder / path).read_text()
        assert old in text
        (folder / path).write_text(text.replace(old, new))
        return list(checks.check_content(None))

    return change


def test_the_checks_are_known_to_django() -> None:
    registered = django_checks.registry.registry.get_checks(include_deployment_checks=False)
    assert {checks.check_content, checks.check_sender} <= set(registered)


def test_nothing_is_wrong_with_the_tests_own_clinic(edit: Edit) -> None:
    assert edit("clinic.yaml", "Small Quay", "Small Quay") == []


@pytest.mark.parametrize(
    ("old", "new", "identity", "hint"),
    [
        ("Europe/London", "Europe/Camelot", "enquiries.E001", "Europe/London"),
        ("Europe/London", "../../etc/passwd", "enquiries.E001", "Europe/London"),
        ("GB-ENG", "GB-XYZ", "enquiries.E002", "GB-ENG"),
        ("first: 2026-12-24, last: 2026", "first: 2020-12-24, last: 2099", "enquiries.E003", "closures"),
    ],
)
def test_a_clinic_that_cannot_keep_a_promise_is_named(edit: Edit, old: str, new: str, identity: str, hint: str) -> None:
    (message,) = edit("clinic.yaml", old, new)
    assert message.id == identity
    assert hint in str(message.hint)


def test_content_that_is_broken_anyway_is_left_to_the_check_of_content(edit: Edit) -> None:
    assert edit("clinic.yaml", "name:", "nmae:") == []


def test_the_gate_and_the_form_need_their_levels_and_the_privacy_page(
    small_content: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    levels = dict(small_content.levels)
    del levels["ae-now"]
    lacking = replace(small_content, levels=levels, pages={})
    monkeypatch.setattr(catalogue, "read", lambda *_, **__: lacking)
    messages = checks.check_content(None)
    assert {message.id for message in messages} == {"enquiries.E004"}
    assert [message.msg for message in messages] == [
        "the content has no level ae-now",
        "the content has no page privacy",
    ]


@pytest.mark.django_db
def test_a_silent_sender_is_a_warning_until_it_runs() -> None:
    (message,) = checks.check_sender(None, databases=["default"])
    assert message.id == "enquiries.W001"
    assert "send_notifications --loop" in str(message.hint)
    outbox.send_next(now=timezone.now())
    assert checks.check_sender(None, databases=["default"]) == []


def test_the_sender_is_not_asked_after_where_no_database_is_asked() -> None:
    assert checks.check_sender(None, databases=None) == []
    assert Tags.database in checks.check_sender.tags


def test_before_the_first_migration_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_table(**kwargs: object) -> bool:
        raise DatabaseError("no such table")

    monkeypatch.setattr(outbox, "is_silent", no_table)
    assert checks.check_sender(None, databases=["default"]) == []
