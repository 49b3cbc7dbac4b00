"""What a rule is: a function from everything there is to the faults it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from treatments.faults import Fault, suggest
from treatments.rasters import Raster
from treatments.schema.base import Entity
from treatments.shelf import Entry, Shelf


@dataclass(frozen=True)
class Context:
    """What a rule looks at: all content that could be read, the figures prose may use, and the clinic's date today.

    `hidden` are the things that faulty files may define (see Loaded.hidden), `rasters` the picture files by name.
    """

    shelf: Shelf
    figures: Mapping[str, str] = field(hash=False)
    today: date
    hidden: frozenset[tuple[str, str]] = frozenset()
    rasters: Mapping[str, Raster] = field(default_factory=dict, hash=False)

    def knows(self, kind: str, name: str) -> bool:
        """Whether a thing exists, or may exist in a file that could not be read."""
        return name in self.shelf.entries(kind) or bool({(kind, name), (kind, "*")} & self.hidden)


type Rule = Callable[[Context], Iterator[Fault]]


def each[E: Entity](context: Context, kind: str, of: type[E]) -> Iterator[tuple[Entry, E]]:
    """Yield the entries of a kind together with the things they hold."""
    for entry in context.shelf.entries(kind).values():
        if isinstance(entry.entity, of):
            yield entry, entry.entity


def no_such(context: Context, kind: str, name: str) -> tuple[str, str]:
    """Return problem and remedy for an id that leads nowhere."""
    known = context.shelf.entries(kind)
    return f"there is no {kind} {name!r}", suggest(
        name, known, otherwise=f"add it, or use one of the {len(known)} there are"
    )
