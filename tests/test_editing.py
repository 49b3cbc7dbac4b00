"""The guide for editors is true: its files exist, its figures have words, and the check says what it quotes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from tests.repository import ROOT
from tests.treatments import mini
from tests.treatments.real import REVIEWED
from treatments import catalogue
from treatments.prose import FIGURE

GUIDE = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
BREAKAGES = [
    ("prices.yaml", "total_pence: 36000", "total_pence: 37000"),
    ("clinic.yaml", "strapline:", "strapeline:"),
    ("home.yaml", "lead: ", "lead: See [this](condition:siatica). "),
    ("home.yaml", "demo: true", "demo: yes"),
    ("home.yaml", "headline: ", "headline: One: two "),
    ("home.yaml", "lead: ", "lead: It costs £360. "),
    ("home.yaml", "lead: ", "lead: We guarantee it. "),
    ("home.yaml", "lead: ", "lead: |\n  ::: results\n  It may help.\n  :::\n# "),
    ("questions.yaml", "answer: ", f"answer: It is so that we see you{' and see you' * 6} and then go home. "),
    ("conditions/tennis-elbow.yaml", "status: offered", "status: not-offered"),
]
"""What an editor may get wrong; the guide quotes what the check says to it."""


def quoted_faults() -> list[str]:
    table = GUIDE.split("| it says | do this |")[1].split("\n\n")[0]
    return re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)


def test_every_place_in_the_table_of_files_is_there() -> None:
    table = GUIDE.split("## Which file")[1].split("\n\n")[1]
    places = re.findall(r"`([a-z/.-]+)`", table.split("\n", 2)[2])
    assert len(places) > 10
    assert [place for place in places if not (settings.CONTENT_DIR / place).exists()] == []


def test_every_figure_in_the_guide_has_words() -> None:
    figures = catalogue.read(settings.CONTENT_DIR, today=REVIEWED).figures
    named = {found[1] for found in FIGURE.finditer(GUIDE)} - {"sessions.typical"}
    assert sorted(named - set(figures)) == []
    assert "prolotherapy.sessions.typical" in figures


@pytest.mark.parametrize(("name", "old", "new"), BREAKAGES)
def test_the_check_says_what_the_guide_quotes(tmp_path: Path, name: str, old: str, new: str) -> None:
    folder = mini.copy(tmp_path)
    mini.change(folder, name, old, new)
    said = {fault.split(" ", 1)[1] for fault in mini.faults(folder)}
    assert said & set(quoted_faults())


def test_the_guide_quotes_the_fault_of_a_review_that_is_overdue() -> None:
    said = {fault.split(" ", 1)[1] for fault in mini.faults(mini.FOLDER, today=date(2027, 11, 2))}
    assert said & set(quoted_faults())


def test_the_guide_quotes_nothing_that_the_check_never_says() -> None:
    assert len(quoted_faults()) == len(BREAKAGES) + 1


def test_the_notice_in_the_guide_is_accepted(tmp_path: Path) -> None:
    block = GUIDE.split("    notices:\n")[1].split("\n\n")[0]
    notice = "notices:\n" + "\n".join(line.removeprefix("    ") for line in block.splitlines())
    folder = mini.copy(tmp_path)
    mini.change(folder, "clinic.yaml", "\nbanner:", f"\n{notice}\nbanner:")
    assert mini.faults(folder) == []
