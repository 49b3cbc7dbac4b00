"""The published versions on disk: which there are, which one is served, who holds one, and which may go."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

CURRENT = "current"
BUILDING = "building-"
NAME = re.compile(r"[0-9a-f]{8}-[0-9a-f]{12}")
"""Content, then everything that was rendered: the same pages have the same name on every machine."""


class PublishingBusy(Exception):
    """Another process is publishing into the same folder."""


class NoSuchVersion(Exception):
    """No published version has this name."""


@dataclass(frozen=True, slots=True)
class Version:
    """One published version; its files are never written again."""

    folder: Path

    @property
    def name(self) -> str:
        """The name by which an operator goes back to it."""
        return self.folder.name

    @property
    def pages(self) -> Path:
        """What a web server hands out, nothing else."""
        return self.folder / "pages"

    @property
    def content(self) -> Path:
        """The content files from which the pages were rendered, for what is still rendered for each request."""
        return self.folder / "content"

    @property
    def headers(self) -> Path:
        """What Django said about each page besides its bytes, as JSON."""
        return self.folder / "headers.json"

    @property
    def published(self) -> datetime:
        """When it last became the one that is served."""
        return datetime.fromtimestamp(self.folder.stat().st_mtime, tz=UTC)


def current(root: Path) -> Version | None:
    """Return the version that is to be served, or None where nothing was published yet."""
    try:
        return Version(root / (root / CURRENT).readlink())
    except FileNotFoundError:
        return None


def every(root: Path) -> list[Version]:
    """Return the versions on disk, the latest published first."""
    found = [Version(path) for path in root.iterdir() if NAME.fullmatch(path.name)] if root.is_dir() else []
    return sorted(found, key=lambda version: (version.published, version.name), reverse=True)


def named(root: Path, name: str) -> Version:
    """Return the version of this name. Raises NoSuchVersion."""
    for version in every(root):
        if version.name == name:
            return version
    raise NoSuchVersion(name)


def switch(root: Path, version: Version) -> None:
    """Let a version be served from now on: whoever looks sees the old one or the new one, never neither."""
    os.utime(version.folder)
    link = root / f"{BUILDING}link"
    link.unlink(missing_ok=True)
    link.symlink_to(version.name)
    link.replace(root / CURRENT)
    sync(root)


def prune(root: Path, *, keep: int) -> list[str]:
    """Remove all but the latest versions; the current one stays, and so does any that a process still serves."""
    served = current(root)
    old = [version for version in every(root)[keep:] if version != served]
    return [version.name for version in old if _remove_unheld(version)]


def hold(version: Version) -> int:
    """Return a file descriptor that keeps a version from being removed until it is closed.

    Raises OSError when the version is gone.
    """
    folder = os.open(version.folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_SH)
        # Between opening and locking it may have been removed; then the lock is on a folder nobody can reach.
        if not os.path.samestat(os.fstat(folder), version.folder.stat()):
            raise FileNotFoundError(version.folder)
    except OSError:
        os.close(folder)
        raise
    return folder


def is_held(version: Version) -> bool:
    """Whether some process serves this version."""
    with _opened(version.folder) as folder:
        return not _locked_alone(folder)


@contextmanager
def workshop(root: Path) -> Iterator[Path]:
    """Give an empty folder to build a version in, to one process at a time; what is left in it is thrown away.

    Raises PublishingBusy.
    """
    root.mkdir(parents=True, exist_ok=True)
    with _opened(root) as lock:
        if not _locked_alone(lock):
            raise PublishingBusy(root)
        for left_behind in root.glob(f"{BUILDING}*"):
            _discard(left_behind)
        with tempfile.TemporaryDirectory(prefix=BUILDING, dir=root) as folder:
            Path(folder).chmod(0o755)
            yield Path(folder)


def place(built: Path, *, root: Path, name: str) -> Version:
    """Put a folder that was built among the versions; one of this name that is there already is the same and stays."""
    version = Version(root / name)
    if not version.folder.exists():
        built.rename(version.folder)
        sync(root)
    return version


def sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's list of names, would survive a power cut."""
    with _opened(path) as descriptor:
        os.fsync(descriptor)


def _remove_unheld(version: Version) -> bool:
    with _opened(version.folder) as folder:
        if not _locked_alone(folder):
            return False
        doomed = version.folder.rename(version.folder.with_name(f"{BUILDING}{version.name}"))
    shutil.rmtree(doomed)
    return True


def _locked_alone(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _discard(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
