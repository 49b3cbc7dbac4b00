"""How long it takes to read many content files, with the reader this project uses and with those it does not."""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import yaml

from bench.table import Row
from treatments import yaml_reading
from treatments.loading import content_paths, load
from treatments.schema import FILE_KINDS

CONTENT = Path(__file__).resolve().parent.parent / "content" / "en"
SLOW = 10
"""The pure readers are tried on a tenth of the files: they take about ten times as long for each."""


def measure(folder: Path, *, files: int) -> list[Row]:
    """Return a table of milliseconds for this many files, copied in turn from the real ones into a folder."""
    texts = _copies(folder, files)
    some = texts[: max(1, files // SLOW)]
    tried: list[tuple[str, int, Callable[[], object]]] = [
        ("events of libyaml, with positions (used)", files, lambda: [yaml_reading.read(text) for text in texts]),
        ("the same, checked against the schema (used)", files, lambda: load(folder)),
        ("yaml.compose, libyaml", files, lambda: [yaml.compose(text, Loader=yaml.CSafeLoader) for text in texts]),
        ("yaml.load, libyaml", files, lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts]),
        ("yaml.compose, pure Python", len(some), lambda: [yaml.compose(text, Loader=yaml.SafeLoader) for text in some]),
    ]
    rows = [_row(name, count, _milliseconds(read)) for name, count, read in tried]
    return [("reading content files", "files", "ms", "ms/file"), *rows]


def _copies(folder: Path, files: int) -> list[str]:
    """Fill a folder with copies of the files of which a site may have any number; return their texts."""
    patterns = [kind.pattern for kind in FILE_KINDS if kind.many]
    real = [path for pattern in patterns for path in sorted(CONTENT.glob(pattern))]
    for number, path in zip(range(files), itertools.cycle(real), strict=False):
        copy = folder / path.relative_to(CONTENT).with_stem(f"{path.stem}-{number}")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return [path.read_text(encoding="utf-8") for path in content_paths(folder)]


def _milliseconds(read: Callable[[], object]) -> float:
    begun = perf_counter()
    read()
    return (perf_counter() - begun) * 1000


def _row(name: str, files: int, milliseconds: float) -> Row:
    return (name, f"{files:,}", f"{milliseconds:,.0f}", f"{milliseconds / files:.2f}")
