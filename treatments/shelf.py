"""Everything the content files define, by kind and id, each thing knowing where it stands in which file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from .faults import Fault, Severity
from .loading import ContentFile
from .schema.base import Entity, Loc, Prose, Quoted, Ref


@dataclass(frozen=True)
class Entry:
    """One thing with an id, the file that defines it and the place where it begins there."""

    kind: str
    entity: Entity
    file: ContentFile
    loc: Loc

    def fault(
        self,
        loc: Loc,
        problem: str,
        remedy: str,
        *,
        offset: int | None = None,
        severity: Severity = "error",
    ) -> Fault:
        """Return a fault at a place inside this thing."""
        return self.file.fault((*self.loc, *loc), problem, remedy, offset=offset, severity=severity)


class Shelf:
    """All entries; a second one with the same kind and id is kept aside in `doubles`."""

    def __init__(self, files: Iterable[ContentFile]) -> None:
        self.files = tuple(files)
        self.doubles: list[tuple[Entry, Entry]] = []
        self._kinds: dict[str, dict[str, Entry]] = defaultdict(dict)
        for file in self.files:
            for kind, loc, entity in file.document.entries():
                self._put(Entry(kind, entity, file, loc))

    def _put(self, entry: Entry) -> None:
        first = self._kinds[entry.kind].setdefault(entry.entity.id, entry)
        if first is not entry:
            self.doubles.append((first, entry))

    def __iter__(self) -> Iterator[Entry]:
        for entries in self._kinds.values():
            yield from entries.values()

    def kinds(self) -> frozenset[str]:
        """Return the kinds of which there is at least one thing."""
        return frozenset(self._kinds)

    def entries(self, kind: str) -> dict[str, Entry]:
        """Return the entries of a kind by id."""
        return dict(self._kinds.get(kind, {}))

    def all[E: Entity](self, kind: str, of: type[E]) -> dict[str, E]:
        """Return the things of a kind by id."""
        return {name: entry.entity for name, entry in self.entries(kind).items() if isinstance(entry.entity, of)}

    def documents[D: BaseModel](self, of: type[D]) -> list[tuple[ContentFile, D]]:
        """Return the files that hold a kind of document, with the document."""
        return [(file, file.document) for file in self.files if isinstance(file.document, of)]


def leaves(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Ref | Prose]]:
    """Yield every reference and every passage of prose inside a value, with the place where it stands."""
    if isinstance(value, Ref | Prose):
        yield loc, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from leaves(each, (*loc, place))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, (*loc, str(key)))


def texts(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield every text of ours that a reader may see inside a value: prose, names and labels, no ids or addresses."""
    if isinstance(value, Quoted):
        return
    if isinstance(value, Prose) or (isinstance(value, str) and not isinstance(value, Ref) and " " in value):
        yield loc, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from texts(each, (*loc, place))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts(each, (*loc, str(key)))


def lists(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, tuple[str, ...]]]:
    """Yield every list of texts inside a value, with the place where it stands; lists of ids are left out."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from lists(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        if value and all(isinstance(each, str) and not isinstance(each, Ref) for each in value):
            yield loc, value
        for place, each in enumerate(value):
            yield from lists(each, (*loc, place))
