"""The locked requirements are what pyproject.toml asks for, and say where nothing came from."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from clinic import locks
from tests.repository import ROOT, kept_files

PYPROJECT = (ROOT / "pyproject.toml").read_text()
DECLARED = tomllib.loads(PYPROJECT)
RUNTIME = [Requirement(text) for text in DECLARED["project"]["dependencies"]]
DEV = [Requirement(text) for text in DECLARED["dependency-groups"]["dev"]]
PIN = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^ ;\\]+)(?P<rest>(?:.*\\\n)*.*)", re.MULTILINE
)
DEPENDENCY = re.compile(r'^"[a-z0-9-]+(\[[a-z,-]+\])?>=')
# Written in two halves: this file, too, must not name the hosts it looks for.
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "un" + "pkg.com"]


def lock_text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def pins(name: str) -> dict[str, tuple[Version, str]]:
    """Return the version and the remaining lines of every package that a lock pins."""
    found = PIN.finditer(lock_text(name))
    return {canonicalize_name(pin["name"]): (Version(pin["version"]), pin["rest"]) for pin in found}


@pytest.mark.parametrize("name", locks.LOCKS)
def test_a_lock_was_made_from_the_pyproject_beside_it(name: str) -> None:
    assert lock_text(name).startswith(locks.first_line(PYPROJECT)), "run `make lock`"


@pytest.mark.parametrize(("name", "declared"), [("runtime", RUNTIME), ("dev", RUNTIME + DEV)])
def test_every_declared_dependency_is_pinned_at_a_version_it_admits(name: str, declared: list[Requirement]) -> None:
    pinned = pins(name)
    wrong = [str(each) for each in declared if pinned[canonicalize_name(each.name)][0] not in each.specifier]
    assert wrong == []


def test_development_runs_what_production_runs() -> None:
    dev = pins("dev")
    assert {name: version for name, (version, _) in pins("runtime").items()}.items() <= {
        name: version for name, (version, _) in dev.items()
    }.items()


@pytest.mark.parametrize("name", locks.LOCKS)
def test_every_pin_has_a_hash(name: str) -> None:
    assert [package for package, (_, rest) in pins(name).items() if "--hash=sha256:" not in rest] == []


def test_a_change_of_dependencies_changes_the_fingerprint() -> None:
    changed = PYPROJECT.replace('"django>=6.1,<6.2"', '"django>=6.1,<6.3"')
    assert changed != PYPROJECT
    assert locks.fingerprint(changed) != locks.fingerprint(PYPROJECT)


def test_a_change_of_a_reason_or_of_a_tool_leaves_the_fingerprint() -> None:
    changed = PYPROJECT.replace("# The framework:", "# Our framework:").replace(
        "line-length = 120", "line-length = 100"
    )
    assert changed != PYPROJECT
    assert locks.fingerprint(changed) == locks.fingerprint(PYPROJECT)


def test_every_dependency_has_its_reason_above_it() -> None:
    lines = [line.strip() for line in PYPROJECT.splitlines()]
    pairs = [(above, line) for above, line in pairwise(lines) if DEPENDENCY.match(line)]
    assert len(pairs) >= len(RUNTIME + DEV)
    assert [line for above, line in pairs if not above.startswith("# ")] == []


def names_a_registry(path: Path) -> bool:
    text = path.read_bytes().decode(errors="ignore")
    return any(host in text for host in REGISTRIES)


def test_no_file_names_the_host_of_a_package_registry() -> None:
    assert [str(path) for path in kept_files() if names_a_registry(path)] == []
