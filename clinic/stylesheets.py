"""Serves each stylesheet as one file: people write many small ones and list them, a phone asks once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage

SOURCES = "css/"
SHEETS = (
    "css/site.css",
    "css/pages.css",
    "css/pictures.css",
    "css/forms.css",
    "css/leaflets.css",
    "css/desk.css",
    "css/desk-account.css",
    "css/desk-replies.css",
    "css/desk-work.css",
    "css/desk-reports.css",
    "css/idle-warning.css",
)
"""The lists, and the names under which what they list is served; nothing else below `css/` is."""

IMPORT = re.compile(r'^@import url\("([^"]+)"\)(?: layer\([a-z]+\))?;$', re.MULTILINE)
RUN = re.compile(r'^@import url\("[^"]+"\)( layer\([a-z]+\))?;$(?:\n^@import url\("[^"]+"\)\1;$)*', re.MULTILINE)
"""Imports after one another into the same layer, or into none."""

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s*([{};,])\s*|(:)\s+|\s+")
"""Space before a colon stays: `a :hover` is not `a:hover`."""


class StylesheetFinder(FileSystemFinder):
    """Finds what `STATICFILES_DIRS` holds, with every stylesheet of `SHEETS` put together first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.built = FileSystemStorage(location=settings.VAR_DIR / "stylesheets")

    def find(self, path: str, find_all: bool = False) -> Any:
        """Return where a file is; a stylesheet is written anew when anything it lists changed."""
        if path not in SHEETS:
            return super().find(path, find_all=find_all)  # type: ignore[call-overload]
        built = str(self.build(path))
        return [built] if find_all else built

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield the name of each file to be served, and where it is kept."""
        for path, storage in super().list(ignore_patterns):
            if not path.startswith(SOURCES):
                yield path, storage
        for path in SHEETS:
            self.build(path)
            yield path, self.built

    def build(self, path: str) -> Path:
        """Write a stylesheet where it is served from, leaving it alone when it is as it should be."""
        source = super().find(path)
        if source is None:
            raise FileNotFoundError(f"{path} is in none of STATICFILES_DIRS")
        target = Path(self.built.path(path))
        text = joined(Path(source))
        if not target.exists() or target.read_text() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_suffix(".new")
            fresh.write_text(text)
            fresh.replace(target)
        return target


def joined(sheet: Path) -> str:
    """Return a list of imports with each file in its place and layer, without comments and needless space.

    Addresses inside a file are resolved from the list's folder. Raises FileNotFoundError for a file that is not there.
    """
    return tightened(RUN.sub(lambda run: _layer(sheet.parent, run), sheet.read_text()))


def tightened(css: str) -> str:
    """Return CSS without comments and needless space; the strings in it hold no comma, colon, brace or comment."""
    return SPACE.sub(lambda found: found[1] or found[2] or " ", COMMENT.sub("", css)).replace(";}", "}").strip()


def _layer(folder: Path, run: re.Match[str]) -> str:
    css = "".join((folder / name).read_text() for name in IMPORT.findall(run[0]))
    return f"@layer {run[1][len(' layer(') : -1]} {{{css}}}" if run[1] else css
