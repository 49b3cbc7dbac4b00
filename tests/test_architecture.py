"""The rooms stay apart: who may import whom, and what every module says of itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository import ROOT, kept_files

ROOMS = ("clinic", "enquiries", "treatments")
# What each room may take from the others. The pages know neither the building nor the form.
DOORS = {
    "clinic": ("enquiries", "treatments"),
    "enquiries": ("treatments.catalogue", "treatments.faults", "treatments.opening_days", "treatments.schema"),
    "treatments": (),
}


def imported(tree: ast.Module, *, package: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the full name of everything that a module of `package` imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            above = parts[: len(parts) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def is_inside(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def trespasses(source: str, *, package: str) -> list[tuple[int, str]]:
    """Return the line and name of each import by which a module enters another room except through its door."""
    room = package.split(".", maxsplit=1)[0]
    others = [other for other in ROOMS if other != room]
    return [
        (line, name)
        for line, name in imported(ast.parse(source), package=package)
        if any(is_inside(name, other) for other in others) and not any(is_inside(name, door) for door in DOORS[room])
    ]


def package_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).parent.parts)


def test_no_room_enters_another_except_through_its_door() -> None:
    offenders = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in kept_files("*.py")
        if path.relative_to(ROOT).parts[0] in ROOMS
        for line, name in trespasses(path.read_text(), package=package_of(path))
    ]
    assert offenders == []


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("treatments", "import enquiries.models"),
        ("treatments", "from clinic import settings"),
        ("treatments.schema", "def late():\n    from enquiries import intake"),
        ("treatments.management.commands", "from ....clinic import refusal"),
        ("enquiries", "from clinic.refusal import read"),
        ("enquiries", "from treatments import views"),
        ("enquiries", "from treatments.publish import publish"),
        ("enquiries", "import treatments"),
    ],
)
def test_an_import_into_another_room_is_found(package: str, source: str) -> None:
    assert len(trespasses(source, package=package)) == 1


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("clinic", "from enquiries.models import Enquiry"),
        ("clinic", "from treatments import catalogue"),
        ("enquiries", "from treatments import catalogue"),
        ("enquiries", "from treatments.catalogue import current"),
        ("enquiries", "from treatments.schema.clinic import Clinic"),
        ("enquiries", "from treatments.opening_days import is_closed_all_day"),
        ("enquiries.management.commands", "from ...models import Enquiry"),
        ("treatments", "from . import catalogue"),
        ("treatments", "from django.conf import settings"),
    ],
)
def test_an_import_through_a_door_is_allowed(package: str, source: str) -> None:
    assert trespasses(source, package=package) == []


def test_every_module_says_in_a_sentence_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in kept_files("*.py")
        if "migrations" not in path.parts and not says_a_sentence(ast.parse(path.read_text()))
    ]
    assert silent == []


def says_a_sentence(tree: ast.Module) -> bool:
    first = (ast.get_docstring(tree) or "").split("\n")[0]
    return len(first.split()) >= 3 and first[0].isupper() and first.endswith((".", "?"))
