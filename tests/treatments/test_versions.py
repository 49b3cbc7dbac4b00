"""Published versions are swapped in whole, held while they are served, and removed only when nobody holds them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from treatments import versions
from treatments.versions import Version

HOLD = """
import fcntl, os, sys
folder = os.open(sys.argv[1], os.O_RDONLY)
fcntl.flock(folder, fcntl.LOCK_SH)
print("holding", flush=True)
sys.stdin.read()
"""


def published(root: Path, *, number: int) -> Version:
    """Put a version into the folder and make it the current one, at a moment of its own."""
    with versions.workshop(root) as workshop:
        built = workshop / "version"
        (built / "pages").mkdir(parents=True)
        version = versions.place(built, root=root, name=f"00000000-{number:012x}")
        versions.switch(root, version)
    os.utime(version.folder, (number, number))
    return version


def test_nothing_is_current_before_the_first_version(tmp_path: Path) -> None:
    assert versions.current(tmp_path) is None
    assert versions.every(tmp_path / "not-yet-made") == []


def test_the_current_version_is_the_one_switched_to(tmp_path: Path) -> None:
    first, second = published(tmp_path, number=1), published(tmp_path, number=2)
    assert versions.current(tmp_path) == second
    versions.switch(tmp_path, first)
    assert versions.current(tmp_path) == first


def test_what_is_current_can_be_followed_by_another_web_server(tmp_path: Path) -> None:
    version = published(tmp_path, number=1)
    assert (tmp_path / "current" / "pages").resolve() == version.pages.resolve()


def test_versions_are_listed_from_the_latest(tmp_path: Path) -> None:
    made = [published(tmp_path, number=number) for number in (1, 3, 2)]
    assert versions.every(tmp_path) == [made[1], made[2], made[0]]


def test_a_name_that_nobody_published_is_refused(tmp_path: Path) -> None:
    published(tmp_path, number=1)
    with pytest.raises(versions.NoSuchVersion):
        versions.named(tmp_path, "../../etc")


def test_pruning_keeps_the_latest(tmp_path: Path) -> None:
    made = [published(tmp_path, number=number) for number in range(1, 6)]
    assert sorted(versions.prune(tmp_path, keep=3)) == [made[0].name, made[1].name]
    assert versions.every(tmp_path) == [made[4], made[3], made[2]]
    assert sorted(path.name for path in tmp_path.iterdir()) == [*(each.name for each in made[2:]), "current"]


def test_pruning_keeps_the_current_version_however_old(tmp_path: Path) -> None:
    made = [published(tmp_path, number=number) for number in range(1, 4)]
    versions.switch(tmp_path, made[0])
    os.utime(made[0].folder, (0, 0))
    assert versions.prune(tmp_path, keep=1) == [made[1].name]
    assert made[0].folder.is_dir()


def test_pruning_keeps_a_version_that_another_process_serves(tmp_path: Path) -> None:
    made = [published(tmp_path, number=number) for number in range(1, 4)]
    command = [sys.executable, "-c", HOLD, str(made[0].folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "holding\n"
        assert versions.is_held(made[0])
        assert versions.prune(tmp_path, keep=1) == [made[1].name]
        server.communicate()
    assert versions.prune(tmp_path, keep=1) == [made[0].name]


def test_whoever_holds_a_version_may_share_it(tmp_path: Path) -> None:
    version = published(tmp_path, number=1)
    first, second = versions.hold(version), versions.hold(version)
    os.close(first)
    assert versions.is_held(version)
    os.close(second)
    assert not versions.is_held(version)


def test_a_version_that_was_removed_cannot_be_held(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        versions.hold(Version(tmp_path / "00000000-000000000001"))


def test_a_version_removed_between_opening_and_locking_cannot_be_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = published(tmp_path, number=1)

    def removed_meanwhile(*_: object) -> None:
        version.folder.rename(tmp_path / "removed")

    monkeypatch.setattr("fcntl.flock", removed_meanwhile)
    with pytest.raises(FileNotFoundError):
        versions.hold(version)


def test_two_cannot_publish_at_once(tmp_path: Path) -> None:
    with versions.workshop(tmp_path), pytest.raises(versions.PublishingBusy), versions.workshop(tmp_path):
        pass


def test_what_a_killed_run_left_behind_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "building-killed" / "version").mkdir(parents=True)
    (tmp_path / "building-link").symlink_to("nowhere")
    with versions.workshop(tmp_path) as workshop:
        assert [path.name for path in tmp_path.iterdir()] == [workshop.name]
    assert list(tmp_path.iterdir()) == []


def test_a_version_of_the_same_name_is_left_as_it_is(tmp_path: Path) -> None:
    version = published(tmp_path, number=1)
    (version.pages / "index.html").write_text("first")
    assert published(tmp_path, number=1) == version
    assert (version.pages / "index.html").read_text() == "first"
