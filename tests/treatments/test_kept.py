"""What was made once is kept, under a name that changes with all that it is made from."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from treatments import kept

NAME = "thing.0123456789ab.png"


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.MADE_DIR = tmp_path / "made"


def test_a_file_is_made_once() -> None:
    assert kept.kept(NAME, lambda: b"first") == b"first"
    assert kept.kept(NAME, lambda: pytest.fail("made again")) == b"first"


def test_what_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        kept.kept(NAME, lambda: b"" * (1 // 0))
    assert kept.find(NAME) is None


@pytest.mark.parametrize("name", ["../secret.0123456789ab.png", "thing.png", "thing.0123456789AB.png", ""])
def test_no_other_file_can_be_asked_for(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.0123456789ab.png").write_bytes(b"secret")
    assert kept.find(name) is None


def test_the_code_tells_ingredients_apart_wherever_one_ends() -> None:
    assert kept.code("ab", "c") != kept.code("a", "bc")
    assert kept.code("ab", "c") == kept.code("ab", "c")


def test_what_nobody_asked_for_is_tidied_away_and_the_rest_stays(tmp_path: Path) -> None:
    for name in (NAME, "old.0123456789ab.png"):
        kept.kept(name, lambda: b"made")
        os.utime(tmp_path / "made" / name, (1, 1))
    kept.find(NAME)
    assert kept.tidy(unused_since=datetime(2000, 1, 1, tzinfo=UTC)) == 1
    assert kept.find(NAME) == b"made"
    assert not kept.any_of("old")
    assert kept.any_of("thing")
