"""Publishing: content is checked, every public page rendered to compressed files, and all of it swapped in at once."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from django.conf import settings
from whitenoise.compress import Compressor

from . import catalogue, versions
from .catalogue import Catalogue
from .faults import Fault
from .loading import content_paths, raster_paths
from .rendering import Answer, Unpublishable, error_page, render
from .versions import Version

KEPT_VERSIONS = 3
PACKED = ("image/", "application/pdf")
"""Types of pictures and PDFs, which are made for the pages and compress no further."""
ERROR_PAGES = {404: "404.html", 500: "500.html"}

type PublicPaths = Callable[[Catalogue], Iterable[str]]


class NothingPublished(Exception):
    """There is no published content yet."""


@dataclass(frozen=True, slots=True)
class Published:
    """What one run of `publish` did."""

    version: Version
    pages: int
    is_new: bool
    pruned: list[str]
    warnings: tuple[Fault, ...]


def publish(*, public_paths: PublicPaths, today: date, overdue_allowed: bool = False) -> Published:
    """Publish what the editors' folder says now; whatever goes wrong, what was served before is still served.

    Raises ContentError with every fault of the content, Unpublishable when a page cannot be rendered or must not be
    shown to everybody, and PublishingBusy while another process publishes.
    """
    source: Path = settings.CONTENT_DIR

    def checked(copy: Path) -> Catalogue:
        shown_as = os.path.relpath(source)
        return catalogue.read(copy, today=today, overdue_allowed=overdue_allowed, shown_as=shown_as)

    return _publish(source, public_paths, read=checked)


def renew(*, public_paths: PublicPaths) -> Published:
    """Publish the content that is already published, as it reads today: notices come and go, and so do prices.

    It was checked when it was published, and what an editor is still working on is left alone. Raises
    NothingPublished, and what `publish` raises.
    """
    before = versions.current(settings.PUBLISHED_DIR)
    if before is None:
        raise NothingPublished
    return _publish(before.content, public_paths, read=catalogue.read_again)


def go_back(name: str) -> Version:
    """Serve a version again that was published before. Raises NoSuchVersion, and PublishingBusy."""
    root: Path = settings.PUBLISHED_DIR
    with versions.workshop(root):
        version = versions.named(root, name)
        versions.switch(root, version)
    return version


def _publish(source: Path, public_paths: PublicPaths, *, read: Callable[[Path], Catalogue]) -> Published:
    root: Path = settings.PUBLISHED_DIR
    with versions.workshop(root) as workshop:
        before = versions.current(root)
        built = workshop / "version"
        # The copy is read, not the source: what is rendered is what is kept, even while an editor saves.
        content = read(_copy(source, built / "content"))
        answers = _render(content, public_paths)
        version = Version(root / _name(content, answers))
        if not version.folder.exists():
            _write(Version(built), answers, before=before)
            versions.place(built, root=root, name=version.name)
        versions.switch(root, version)
        pruned = versions.prune(root, keep=KEPT_VERSIONS)
    pages = sum(not _is_packed(answer) for answer in answers)
    return Published(version, pages, version != before, pruned, content.warnings)


def _copy(source: Path, folder: Path) -> Path:
    folder.mkdir(parents=True)
    for path in (*content_paths(source), *raster_paths(source)):
        copy = folder / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return folder


def _render(content: Catalogue, public_paths: PublicPaths) -> list[Answer]:
    catalogue.adopt(content)
    try:
        pages = render(dict.fromkeys(public_paths(content)))
        errors = [Answer(f"/{name}", {}, error_page(status)) for status, name in ERROR_PAGES.items()]
    except BaseException:
        catalogue.adopt(None)
        raise
    return [*pages, *errors]


def _name(content: Catalogue, answers: list[Answer]) -> str:
    digest = blake2b(digest_size=6)
    for answer in answers:
        head = json.dumps([answer.path, dict(answer.headers), len(answer.body)], sort_keys=True)
        digest.update(head.encode() + answer.body)
    return f"{content.version[:8]}-{digest.hexdigest()}"


def _write(version: Version, answers: list[Answer], *, before: Version | None) -> None:
    for answer in answers:
        _write_page(version.pages, answer, before=before)
    headers = {answer.path: dict(answer.headers) for answer in answers if answer.headers}
    version.headers.write_text(json.dumps(headers, indent=1), encoding="utf-8")
    for path in [version.folder, *version.folder.rglob("*")]:
        versions.sync(path)


def _write_page(folder: Path, answer: Answer, *, before: Version | None) -> None:
    name = _file_name(answer.path)
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(answer.body)
    old = before.pages / name if before else None
    if old is not None and old.is_file() and old.read_bytes() == answer.body:
        # Last-Modified says when the page changed, not when something else was published.
        shutil.copystat(old, file)
    if not _is_packed(answer):
        Compressor(quiet=True).compress(str(file))


def _is_packed(answer: Answer) -> bool:
    return answer.headers.get("Content-Type", "").startswith(PACKED)


def _file_name(path: str) -> str:
    """Return the file below the served folder from which a web server answers a path."""
    name = f"{path}index.html" if path.endswith("/") else path
    parts = PurePosixPath(name).parts
    if parts[0] != "/" or ".." in parts:
        raise Unpublishable(f"{path} is not the path of a page")
    return name.lstrip("/")
