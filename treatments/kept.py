"""Files that take long to make, kept on disk under a name that says all that they were made from."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

CODE = r"[0-9a-f]{12}"
NAME = re.compile(rf"[a-z0-9-]+\.{CODE}\.[a-z0-9]+")
"""A name with a code in it, as static files have: what is under it never changes, so browsers may keep it for good."""


def code(*ingredients: str) -> str:
    """Return the hash of everything that a file is made from; how it is made belongs to that."""
    digest = blake2b(digest_size=6)
    for each in ingredients:
        digest.update(f"{len(each)}\0{each}".encode())
    return digest.hexdigest()


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """Return the file of this name, making it when it is not there yet."""
    found = find(name)
    if found is not None:
        return found
    body = make()
    _put(_path(name), body)
    return body


def find(name: str) -> bytes | None:
    """Return the file of this name if it was made before; whoever asks shows that it is still needed."""
    if not NAME.fullmatch(name):
        return None
    try:
        body = _path(name).read_bytes()
        os.utime(_path(name))
    except FileNotFoundError:
        return None
    return body


def any_of(start: str) -> bool:
    """Whether any file was made whose name, up to its code, is this."""
    folder: Path = settings.MADE_DIR
    return any(folder.glob(f"{start}.*"))


def tidy(*, unused_since: datetime) -> int:
    """Remove what nobody asked for since a moment, and return how many files that were."""
    folder: Path = settings.MADE_DIR
    old = [path for path in folder.glob("*") if path.stat().st_mtime < unused_since.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _path(name: str) -> Path:
    folder: Path = settings.MADE_DIR
    return folder / name


def _put(path: Path, body: bytes) -> None:
    """Write a file whole or not at all: another process may be making the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, aside = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
        Path(aside).replace(path)
    finally:
        with suppress(FileNotFoundError):
            Path(aside).unlink()
