"""A Python that does not do is refused in a sentence, and one that does is found."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

NEW_ENOUGH = f'#!/bin/sh\nexec {sys.executable} "$@"\n'
TOO_OLD = '#!/bin/sh\ncase "$2" in *platform*) echo "Python 3.11.2";; *) exit 1;; esac\n'
SHIM_WITHOUT_PYTHON = "#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n"
WITHOUT_VENV = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; *) exit 0;; esac\n'
NEEDED = ("sh", "cmp", "cp")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the script, a list of nothing to install, and an empty folder for programs."""
    for name in ("bin", "requirements", "programs"):
        (tmp_path / name).mkdir()
    # Candidates outside the folder of programs would be this machine's own.
    script = (ROOT / "bin" / "make-venv").read_text().replace(" /usr/bin/python3", "")
    (tmp_path / "bin" / "make-venv").write_text(script)
    for name in ("runtime", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text("")
    for name in NEEDED:
        (tmp_path / "programs" / name).symlink_to(str(shutil.which(name)))
    return tmp_path


def install(project: Path, name: str, program: str) -> None:
    path = project / "programs" / name
    path.write_text(program)
    path.chmod(0o755)


def make_venv(project: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(project / "programs"), "HOME": os.environ.get("HOME", "/")}
    command = ["sh", "bin/make-venv", "runtime"]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


def test_a_python_that_is_too_old_gets_one_sentence(project: Path) -> None:
    install(project, "python3", TOO_OLD)
    result = make_venv(project)
    assert result.returncode == 1
    assert result.stderr == (
        "This needs Python 3.12 or newer and found Python 3.11.2:"
        " install one from python.org or your system's packages and try again.\n"
    )


def test_no_python_at_all_gets_one_sentence(project: Path) -> None:
    result = make_venv(project)
    assert result.returncode == 1
    assert result.stderr.startswith("This needs Python 3.12 or newer and found no Python 3: ")
    assert result.stderr.count("\n") == 1


def test_a_python_without_venv_gets_one_sentence(project: Path) -> None:
    install(project, "python3", WITHOUT_VENV)
    result = make_venv(project)
    assert result.returncode == 1
    assert result.stderr.startswith("python3 cannot make virtual environments: install its venv module ")
    assert result.stderr.count("\n") == 1


def test_a_shim_that_does_not_run_is_passed_over(project: Path) -> None:
    install(project, "python3.13", SHIM_WITHOUT_PYTHON)
    install(project, "python3", NEW_ENOUGH)
    result = make_venv(project)
    assert result.returncode == 0, result.stderr
    assert (project / ".venv" / "bin" / "python").exists()


def test_a_second_call_changes_nothing_and_says_nothing(project: Path) -> None:
    install(project, "python3", NEW_ENOUGH)
    make_venv(project)
    stamp = project / ".venv" / "installed-runtime.txt"
    before = stamp.stat().st_mtime_ns
    result = make_venv(project)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert stamp.stat().st_mtime_ns == before
