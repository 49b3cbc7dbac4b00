"""What reception does is written down for every situation, and a demonstration rings nobody."""

from pathlib import Path

import pytest

from tests.treatments import mini

FILE = "reception.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return mini.copy(tmp_path)


def test_a_situation_without_an_answer_is_a_fault(folder: Path) -> None:
    mini.change(folder, FILE, "[interpreter, sign-language]", "[interpreter]")
    (fault,) = mini.faults(folder)
    assert fault == (
        "en/reception.yaml:10:3 answers: none says what to do when: sign-language; "
        "add one for each, with that word in its 'when'"
    )


def test_a_situation_that_nobody_knows_is_a_fault(folder: Path) -> None:
    mini.change(folder, FILE, "text-relay,", "text-relay, full-moon,")
    (fault,) = mini.faults(folder)
    assert "'full-moon' is not one of" in fault


def test_whoever_is_asked_works_here(folder: Path) -> None:
    mini.change(folder, FILE, "[demo-clinician-a]", "[demo-clinician-z]")
    (fault,) = mini.faults(folder)
    assert "demo-clinician-z" in fault


def test_a_line_of_a_demonstration_is_nobodys(folder: Path) -> None:
    mini.change(folder, FILE, "+442079460103", "+442087651234")
    (fault,) = mini.faults(folder)
    assert "answers.1.line.e164: +442087651234 may be somebody's number" in fault
