"""Writes the locked requirements from pyproject.toml: `make lock` runs it as a module."""

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEAFLETS = ("--extra", "leaflets")
# `make run` shows the leaflets as PDF where the system can; the driver for PostgreSQL is left to those who use it.
LOCKS = {"runtime": LEAFLETS, "dev": (*LEAFLETS, "--group", "dev")}
COMPILE = (sys.executable, "-m", "uv", "pip", "compile", "--universal", "--generate-hashes", "--quiet")
# Neither the way it was called nor where packages came from: other machines have other mirrors.
UNSAID = ("--no-header", "--no-emit-index-url", "--no-emit-find-links")


def fingerprint(pyproject: str) -> str:
    """Return a short name for all that a pyproject.toml says about dependencies, whatever else it says."""
    parsed = tomllib.loads(pyproject)
    project = parsed["project"]
    declared = [
        project["requires-python"],
        project["dependencies"],
        project.get("optional-dependencies", {}),
        parsed["dependency-groups"],
    ]
    return hashlib.sha256(json.dumps(declared, sort_keys=True).encode()).hexdigest()[:16]


def first_line(pyproject: str) -> str:
    """Return the line with which a lock says what it was made from."""
    return f"# Made by `make lock` from pyproject.toml ({fingerprint(pyproject)}); change that and run it again.\n"


def lock(name: str, *, arguments: tuple[str, ...]) -> None:
    """Write requirements/NAME.txt, keeping the versions it holds where they still fit."""
    path = ROOT / "requirements" / f"{name}.txt"
    command = [*COMPILE, *UNSAID, *LOCKS[name], *arguments, "pyproject.toml", "--output-file", str(path)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - nothing comes from outside
    path.write_text(first_line((ROOT / "pyproject.toml").read_text()) + path.read_text())


if __name__ == "__main__":
    for each in LOCKS:
        lock(each, arguments=tuple(sys.argv[1:]))
