"""Editors find the name of a figure, and what it says now."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.treatments import mini


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.CONTENT_DIR = mini.copy(tmp_path)
    return tmp_path / "en"


def printed(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("content_figures", *arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.usefixtures("folder")
def test_each_figure_stands_beside_what_it_says() -> None:
    assert "{clinic.phone} 020 7946 0101" in [" ".join(line.split()) for line in printed()]


@pytest.mark.usefixtures("folder")
def test_a_part_of_a_name_narrows_the_list() -> None:
    lines = printed("price.pkg")
    assert lines
    assert all(line.startswith("{price.pkg") for line in lines)


@pytest.mark.usefixtures("folder")
def test_a_part_that_no_name_holds_is_said_to_be_in_none() -> None:
    with pytest.raises(CommandError, match="No figure has 'pirce' in its name"):
        printed("pirce")


def test_faulty_content_is_named_first(folder: Path) -> None:
    mini.change(folder, "prices.yaml", "total_pence: 36000", "total_pence: 37000")
    with pytest.raises(CommandError, match=r"(?s)packages\.0\.total_pence: 37000.*Mend this first"):
        printed()
