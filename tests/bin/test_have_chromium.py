"""The tests use a Chromium that is installed, install one where they may, and otherwise say what to do."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.journeys import chromium
from tests.repository import ROOT

ROOT_USER = "#!/bin/sh\necho 0\n"
OTHER_USER = "#!/bin/sh\necho 1000\n"
NOT_ALLOWED = "#!/bin/sh\nexit 1\n"
# Stands for a package manager: what it installs is a program of the name asked for.
INSTALLS = '#!/bin/sh\nprintf "#!/bin/sh\\n" > "${0%/*}/chromium"\nchmod +x "${0%/*}/chromium"\n'
ALLOWED = '#!/bin/sh\nshift\nexec "$@"\n'


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder that holds all the programs that the script finds."""
    for name in ("sh", "chmod"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    return tmp_path


def install(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / name.replace("_", "-")
        path.write_text(text)
        path.chmod(0o755)


def have_chromium(programs: Path) -> subprocess.CompletedProcess[str]:
    command = ["sh", "bin/have-chromium"]
    return subprocess.run(command, cwd=ROOT, env={"PATH": str(programs)}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["chromium", "chromium_browser", "google_chrome"])
def test_an_installed_browser_is_used_and_nothing_is_said(programs: Path, name: str) -> None:
    install(programs, **{name: "#!/bin/sh\n"})
    result = have_chromium(programs)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_root_gets_it_from_the_systems_packages(programs: Path) -> None:
    install(programs, id=ROOT_USER, apt_get=INSTALLS)
    assert have_chromium(programs).returncode == 0
    assert (programs / "chromium").exists()


def test_whoever_may_use_sudo_without_a_password_gets_it_too(programs: Path) -> None:
    install(programs, id=OTHER_USER, sudo=ALLOWED, apt_get=INSTALLS, true="#!/bin/sh\n")
    assert have_chromium(programs).returncode == 0


def test_somebody_who_may_not_install_is_told_what_to_install(programs: Path) -> None:
    install(programs, id=OTHER_USER, sudo=NOT_ALLOWED, apt_get=INSTALLS)
    result = have_chromium(programs)
    assert result.returncode == 1
    assert result.stderr.strip() == chromium.MISSING
    assert not (programs / "chromium").exists()


def test_a_machine_without_apt_is_told_what_to_install(programs: Path) -> None:
    result = have_chromium(programs)
    assert result.returncode == 1
    assert result.stderr.strip() == chromium.MISSING
