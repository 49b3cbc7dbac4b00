"""The secret of a development machine is made once and kept from others."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from clinic.secret import local_secret


def test_the_secret_is_made_on_first_use_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret-key"
    first = local_secret(path)
    assert len(first) >= 50
    assert local_secret(path) == first


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    local_secret(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_sites_have_two_secrets(tmp_path: Path) -> None:
    assert local_secret(tmp_path / "one") != local_secret(tmp_path / "other")


def test_processes_that_start_at_once_agree_on_one_and_leave_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(local_secret, [path] * 8))
    assert len(secrets) == 1
    assert list(tmp_path.iterdir()) == [path]
