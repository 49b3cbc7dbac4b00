"""Every text of the site as rules look at it: where it stands, as it was typed, and as it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from treatments.faults import Fault, Severity
from treatments.loading import ContentFile
from treatments.prose import Renderer
from treatments.results import either
from treatments.rules.base import Context
from treatments.schema.base import Loc, Prose
from treatments.schema.evidence import Sources
from treatments.schema.wording import Wording
from treatments.shelf import texts

QUOTED_TITLES = (Sources,)
"""Files whose text is not ours: titles of studies say what their authors said."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that stands on the site: where it is, as it was typed, and as it is read."""

    file: ContentFile
    loc: Loc
    typed: str
    read: str

    def fault(self, problem: str, remedy: str, *, typed: str = "", severity: Severity = "error") -> Fault:
        """Return a fault at the place of some typed words, or of the whole passage."""
        found = self.typed.find(typed) if typed else -1
        return self.file.fault(self.loc, problem, remedy, offset=found if found >= 0 else None, severity=severity)


@lru_cache(maxsize=1)
def passages(context: Context) -> tuple[Passage, ...]:
    """Return every text of every file but the sources."""
    return tuple(_all_passages(context))


def _all_passages(context: Context) -> Iterator[Passage]:
    for file in context.shelf.files:
        if isinstance(file.document, (*QUOTED_TITLES, Wording)):
            continue
        renderer = Renderer(
            figures=_Lenient(context.figures),
            link=lambda kind, name: "#",
            scope=getattr(file.document, "id", ""),
        )
        for loc, text in texts(file.document):
            yield Passage(file, loc, text, _read(renderer, text) if isinstance(text, Prose) else text)


def _read(renderer: Renderer, text: Prose) -> str:
    return " ".join(closed(line) for line in renderer.lines(either(text)))


class _Lenient(dict[str, str]):
    """Figures that are all there: an unknown one is another rule's to report."""

    def __missing__(self, name: str) -> str:
        return "3"


def prose(context: Context) -> Iterator[Passage]:
    """Return the texts that are prose."""
    return (passage for passage in passages(context) if isinstance(passage.typed, Prose))


def closed(text: str) -> str:
    """Return a line with a full stop at its end."""
    # A list item and a heading are read as sentences, with a full stop or without.
    return text if text.endswith((".", "!", "?")) else f"{text}."
