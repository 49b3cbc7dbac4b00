"""What is written down is true: the commands, files and variables that documents name are there."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from clinic.refusal import ENV_FILE_VARIABLE, variables
from clinic.settings import Environment
from tests.repository import ROOT, kept_files

DOCUMENTS = [ROOT / ".env.example", *kept_files("*.md")]
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
EXPLAINED = re.compile(r"^([a-z-]+):.*## .+$", re.MULTILINE)
VARIABLE = re.compile(r"^#([A-Z_]+)=", re.MULTILINE)
MADE_BY_HAND = {"runtime-venv", "dev-venv"}


def named(pattern: str, path: Path) -> set[str]:
    return set(re.findall(pattern, path.read_text()))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_that_a_document_names_is_there(path: Path) -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text()))
    assert named(r"(?:`|^ *|\$ )make ([a-z-]+)(?:`| *$| [A-Z]+=)", path) <= targets


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_management_command_that_a_document_names_is_there(path: Path) -> None:
    assert named(r"(?:manage\.py|clinic-manage) ([a-z_]+)", path) <= set(get_commands())


@pytest.mark.parametrize("path", kept_files("*.md"), ids=lambda path: path.name)
def test_every_file_that_a_document_links_to_is_there(path: Path) -> None:
    links = {link for link in named(r"\]\(([^)#]+)", path) if not re.match(r"[a-z]+:", link)}
    assert sorted(link for link in links if not (path.parent / link).exists()) == []


def test_the_readme_begins_with_the_two_commands_that_matter() -> None:
    first_screen = "\n".join((ROOT / "README.md").read_text().splitlines()[:40])
    assert "make run" in first_screen
    assert "make test" in first_screen


def test_make_help_explains_every_target_on_one_line() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(TARGET.findall(makefile)) - MADE_BY_HAND
    assert set(EXPLAINED.findall(makefile)) == targets
    printed = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    lines = printed.strip().splitlines()
    assert {line.split()[1] for line in lines} == targets
    assert all(line.startswith("make ") and len(line) <= 120 for line in lines)


def test_env_example_explains_every_variable_and_no_other() -> None:
    shown = VARIABLE.findall((ROOT / ".env.example").read_text())
    assert len(shown) == len(set(shown))
    assert set(shown) == {*variables(Environment), ENV_FILE_VARIABLE}


def test_env_example_sets_nothing_by_itself() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []


def test_every_variable_says_what_to_do_when_it_is_wrong() -> None:
    assert [name for name, hint in variables(Environment).items() if not hint] == []
