"""Where CI=true, nothing may skip."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

SKIPS_INSIDE = "import pytest\n\ndef test_it():\n    pytest.skip('no browser here')\n"
SKIPS_ALL = "import pytest\n\npytest.skip('no browser here', allow_module_level=True)\n"
SKIPS_BY_MARK = "import pytest\n\n@pytest.mark.skip(reason='no browser here')\ndef test_it():\n    pass\n"
FAILS_AS_EXPECTED = "import pytest\n\n@pytest.mark.xfail\ndef test_it():\n    assert False\n"


def run(folder: Path, source: str, *, ci: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(source)
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.no_skips", "-p", "no:django", "-p", "no:cacheprovider"]
    environment = os.environ | {"CI": ci, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("source", [SKIPS_INSIDE, SKIPS_ALL, SKIPS_BY_MARK])
def test_a_skip_is_a_failure_under_ci(tmp_path: Path, source: str) -> None:
    result = run(tmp_path, source, ci="true")
    assert result.returncode != 0
    assert "Nothing may be skipped under CI=true" in result.stdout
    assert "no browser here" in result.stdout


@pytest.mark.parametrize("source", [SKIPS_INSIDE, SKIPS_BY_MARK])
def test_a_skip_elsewhere_is_a_skip(tmp_path: Path, source: str) -> None:
    result = run(tmp_path, source, ci="")
    assert "1 skipped" in result.stdout


def test_a_failure_that_is_expected_is_no_skip(tmp_path: Path) -> None:
    assert run(tmp_path, FAILS_AS_EXPECTED, ci="true").returncode == 0
