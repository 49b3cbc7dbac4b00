"""Content files to schema objects: every fault of every file, in one run, as path:line:column."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from .faults import Fault, Severity, suggest
from .rasters import SUFFIXES as RASTER_SUFFIXES
from .rasters import Raster
from .schema import FILE_KINDS, FileKind
from .schema.base import FORMS, Document, FieldError, Loc
from .yaml_reading import Mark, Reading, YamlFault, read

SUFFIXES = (".yaml", ".yml")
IMAGES = "images"
"""The folder in which picture files stand, each beside the file that describes it."""
IGNORED_FOLDERS = frozenset({"schema"})

WORDINGS: dict[str, tuple[str, str]] = {
    "missing": ("is missing", "add it"),
    "string_type": ("{input} is not text", "put it in quotes"),
    "int_type": ("{input} is not a whole number", "write digits without quotes"),
    "float_type": ("{input} is not a number", "write digits without quotes"),
    "bool_type": ("{input} is not true or false", "write true or false"),
    "tuple_type": ("{input} is not a list", "begin each entry with '- '"),
    "model_type": ("{input} is not a group of fields", "indent its fields below it"),
    "dict_type": ("{input} is not a group of fields", "indent its fields below it"),
    "literal_error": ("{input} is not one of {expected}", "choose one of them"),
    "greater_than_equal": ("{input} is less than {ge}", "raise it"),
    "less_than_equal": ("{input} is more than {le}", "lower it"),
    "multiple_of": ("{input} is not a multiple of {multiple_of}", "round it"),
    "string_too_short": ("is shorter than {min_length} characters", "write more, or remove the key if it is optional"),
    "string_too_long": ("is longer than {max_length} characters", "shorten it"),
    "too_short": ("holds {actual_length}, at least {min_length} are needed", "add more"),
    "too_long": ("holds {actual_length}, at most {max_length} are allowed", "remove some"),
    "string_pattern_mismatch": ("{input} is not {form}", "correct it"),
    "date_from_datetime_parsing": ("{input} is not a date", "write it as 2026-11-21"),
    "date_type": ("{input} is not a date", "write it as 2026-11-21"),
    "time_parsing": ("{input} is not a time", "write it in quotes as '08:30'"),
}  # fmt: skip
"""Pydantic's error types in an editor's words: what is wrong, what to do. Braces are filled from the error itself."""


@dataclass(frozen=True)
class ContentFile:
    """One file as read: its text, where everything in it stands, and the document it holds."""

    path: str
    text: str
    document: Document
    reading: Reading = field(repr=False)

    def fault(
        self,
        loc: Loc,
        problem: str,
        remedy: str,
        *,
        offset: int | None = None,
        severity: Severity = "error",
    ) -> Fault:
        """Return a fault at a place in the file; `offset` counts characters into a passage of prose."""
        mark = locate(self.reading, loc)
        line, column = mark.line, mark.column
        if offset is not None:
            line, column = _inside_prose(self.text, self.reading, loc, mark, offset)
        return Fault(self.path, line, column, dotted(loc), problem, remedy, severity)


@dataclass(frozen=True)
class Loaded:
    """What a content folder held: the files that are whole, and the faults of those that are not.

    `hidden` are the things a faulty file may define, as (kind, id), or (kind, "*") when its ids cannot be told from
    its name: a reference to one of them is not a fault of whoever refers. `rasters` are the picture files by name.
    """

    files: tuple[ContentFile, ...]
    faults: tuple[Fault, ...]
    hidden: frozenset[tuple[str, str]]
    rasters: Mapping[str, Raster]
    version: str


def load(folder: Path, *, shown_as: str | None = None) -> Loaded:
    """Read every content file below the folder.

    `shown_as` replaces the folder's own path in faults. `version` is a hash of all files' names and bytes.
    """
    files: list[ContentFile] = []
    faults: list[Fault] = []
    hidden: set[tuple[str, str]] = set()
    digest = blake2b(digest_size=8)
    prefix = shown_as if shown_as is not None else _shown(folder)
    for path in content_paths(folder):
        name = path.relative_to(folder).as_posix()
        raw = path.read_bytes()
        digest.update(f"{name}\0{len(raw)}\0".encode() + raw)
        kind = kind_of(name)
        found = load_file(f"{prefix}/{name}", raw, kind)
        if isinstance(found, ContentFile):
            files.append(found)
        else:
            faults.extend(found)
            hidden.update(_hidden_by(kind, path.stem))
    faults.extend(_absent_files(folder, prefix))
    rasters = {path.name: _raster(path, prefix) for path in raster_paths(folder)}
    digest.update("".join(f"{name}\0{raster.digest}" for name, raster in rasters.items()).encode())
    return Loaded(tuple(files), tuple(sorted(faults)), frozenset(hidden), rasters, digest.hexdigest())


def content_paths(folder: Path) -> Iterator[Path]:
    """Yield every content file below the folder in order of name; links out of it are not followed."""
    for path in _paths(folder, folder, SUFFIXES):
        if path.relative_to(folder).parts[0] not in IGNORED_FOLDERS:
            yield path


def raster_paths(folder: Path) -> Iterator[Path]:
    """Yield every picture file of the content folder in order of name; links out of it are not followed."""
    yield from _paths(folder, folder / IMAGES, RASTER_SUFFIXES)


def kind_of(name: str) -> FileKind | None:
    """Return the kind of file that has this name below the content folder, or None."""
    return next((kind for kind in FILE_KINDS if fnmatchcase(name, kind.pattern)), None)


def load_file(path: str, raw: bytes, kind: FileKind | None) -> ContentFile | list[Fault]:
    """Return the file as an object, or all its faults."""
    if kind is None:
        known = ", ".join(each.pattern for each in FILE_KINDS)
        return [
            Fault(
                path,
                1,
                1,
                "",
                "no kind of content has this name",
                f"rename or move it; known are {known}",
            )
        ]
    try:
        text = raw.decode("utf-8")
        reading = read(text)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return [Fault(path, line, 1, "", "not UTF-8 text", "save the file as UTF-8")]
    except YamlFault as error:
        return [
            Fault(
                path,
                error.mark.line,
                error.mark.column,
                "",
                error.problem,
                error.remedy,
            )
        ]
    try:
        document = kind.model.model_validate(reading.data)
    except ValidationError as error:
        return _explain(path, reading, kind, error)
    return ContentFile(path, text, document, reading)


def locate(reading: Reading, loc: Loc) -> Mark:
    """Return where a place stands in the text, or where its nearest surroundings do."""
    for length in range(len(loc), -1, -1):
        mark = reading.values.get(loc[:length])
        if mark is not None:
            return mark
    return Mark(1, 1)


def dotted(loc: Loc) -> str:
    """Return a place as an editor reads it: `risks.0.name`."""
    return ".".join(str(part) for part in loc)


def _paths(root: Path, folder: Path, suffixes: Collection[str]) -> Iterator[Path]:
    within = root.resolve()
    for path in sorted(folder.rglob("*")):
        if path.suffix in suffixes and path.resolve().is_relative_to(within):
            yield path


def _raster(path: Path, prefix: str) -> Raster:
    digest = blake2b(path.read_bytes(), digest_size=8).hexdigest()
    return Raster(path, digest, shown_as=f"{prefix}/{IMAGES}/{path.name}")


def _hidden_by(kind: FileKind | None, stem: str) -> Iterator[tuple[str, str]]:
    if kind is not None:
        for defined in kind.defines:
            yield defined, stem if defined == kind.name and kind.many else "*"


def _absent_files(folder: Path, prefix: str) -> Iterator[Fault]:
    for kind in FILE_KINDS:
        if not kind.many and not (folder / kind.pattern).is_file():
            yield Fault(f"{prefix}/{kind.pattern}", 1, 1, "", "the file is missing", "add it")


def _explain(path: str, reading: Reading, kind: FileKind, error: ValidationError) -> list[Fault]:
    found = [dict(each) for each in error.errors(include_url=False)]
    return [_explain_one(path, reading, kind, each) for each in found if not _only_follows(each, found)]


def _only_follows(error: dict[str, Any], found: list[dict[str, Any]]) -> bool:
    """Whether a list is too short only because what stands in it is faulty itself."""
    loc = error["loc"]
    return error["type"] == "too_short" and any(each["loc"][: len(loc)] == loc != each["loc"] for each in found)


def _explain_one(path: str, reading: Reading, kind: FileKind, error: dict[str, Any]) -> Fault:
    loc = _within_file(reading, error["loc"])
    context = error.get("ctx", {})
    if isinstance(cause := context.get("error"), FieldError):
        loc = (*loc, cause.field)
        problem, remedy = cause.problem, cause.remedy
    elif error["type"] == "extra_forbidden":
        problem = "unknown key"
        remedy = suggest(
            str(loc[-1]),
            _known_keys(kind, loc),
            otherwise="remove it, or see docs/editing.md",
        )
        mark = reading.keys.get(loc) or locate(reading, loc)
        return Fault(path, mark.line, mark.column, dotted(loc), problem, remedy)
    else:
        problem, remedy = _words(error, context)
    mark = locate(reading, loc)
    return Fault(path, mark.line, mark.column, dotted(loc), problem, remedy)


def _words(error: dict[str, Any], context: dict[str, Any]) -> tuple[str, str]:
    problem, remedy = WORDINGS.get(error["type"], (f"{error['msg']}", "correct it"))
    shown = repr(error["input"])
    shown = shown if len(shown) <= 60 else f"{shown[:57]}…"
    form = FORMS.get(context.get("pattern", ""), "written as expected")
    return problem.format(input=shown, form=form, **context), remedy


def _within_file(reading: Reading, loc: Iterable[str | int]) -> Loc:
    """Drop the parts of Pydantic's place that stand for a branch of a union and not for a key of the file."""
    kept: Loc = ()
    parts = tuple(loc)
    for place, part in enumerate(parts):
        known = (*kept, part) in reading.values or (*kept, part) in reading.keys
        if known or place == len(parts) - 1:
            kept = (*kept, part)
    return kept


def _known_keys(kind: FileKind, loc: Loc) -> list[str]:
    """Return the keys allowed where an unknown one stands, from the model's JSON Schema."""
    schema = kind.model.model_json_schema()
    node: dict[str, Any] = schema
    for part in loc[:-1]:
        node = _resolve(schema, node)
        node = node.get("items", {}) if isinstance(part, int) else node.get("properties", {}).get(part, {})
    return list(_resolve(schema, node).get("properties", {}))


def _resolve(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    for option in node.get("anyOf", ()):
        if option.get("type") != "null":
            node = option
            break
    reference = node.get("$ref")
    return schema["$defs"][reference.rsplit("/", 1)[1]] if reference else node


def _inside_prose(text: str, reading: Reading, loc: Loc, mark: Mark, offset: int) -> tuple[int, int]:
    """Return line and column of a character of a passage, or where the passage begins when it was folded."""
    passage: Any = reading.data
    for part in loc:
        passage = passage[part]
    lines = text.split("\n")
    if mark.block:
        before = passage[:offset]
        line = mark.line + 1 + before.count("\n")
        indent = len(lines[line - 1]) - len(lines[line - 1].lstrip(" "))
        return line, indent + offset - (before.rfind("\n") + 1) + 1
    start = lines[mark.line - 1].find(passage, mark.column - 1)
    return mark.line, start + offset + 1 if start >= 0 else mark.column


def _shown(folder: Path) -> str:
    try:
        return folder.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return folder.as_posix()
