"""YAML 1.2 to plain data, with the line and column of every key and value.

Reads the parser's events rather than its nodes: aliases and tags are refused before anything is built, and depth is
counted without recursion, so that no file can exhaust the process that reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from .schema.base import Loc

MAX_BYTES = 512_000
MAX_DEPTH = 24

# The core schema of YAML 1.2.2, chapter 10.3: `no` is a word, `012` is twelve, `12:30` is text.
NULL = frozenset({"", "~", "null", "Null", "NULL"})
BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
INTEGER = re.compile(r"[-+]?[0-9]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")

PARSER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something stands, counted from 1; `block` when the text itself begins on the next line."""

    line: int
    column: int
    block: bool = False


class YamlFault(Exception):
    """The text is not YAML this project reads."""

    def __init__(self, mark: Mark, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.mark, self.problem, self.remedy = mark, problem, remedy


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read; `key` waits for its value."""

    value: Any
    loc: Loc
    key: Any = None
    has_key: bool = False


@dataclass(slots=True)
class Reading:
    """Plain data, and two maps from a place in it to a place in the text: of values and of keys."""

    data: Any = None
    values: dict[Loc, Mark] = field(default_factory=dict)
    keys: dict[Loc, Mark] = field(default_factory=dict)
    _open: list[_Open] = field(default_factory=list)

    def feed(self, event: Any) -> None:
        """Take the parser's next event."""
        mark = _mark(event)
        if isinstance(event, yaml.AliasEvent):
            raise YamlFault(
                mark,
                f"alias *{event.anchor}",
                "write the value out; aliases are not allowed",
            )
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._begin({} if isinstance(event, yaml.MappingStartEvent) else [], event, mark)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.ScalarEvent):
            self._place(_scalar(event, mark), mark)

    def _begin(self, container: Any, event: Any, mark: Mark) -> None:
        _refuse_tag(event, mark)
        if len(self._open) >= MAX_DEPTH:
            raise YamlFault(mark, f"nested more than {MAX_DEPTH} deep", "flatten it")
        if self._open and isinstance(self._open[-1].value, dict) and not self._open[-1].has_key:
            raise YamlFault(mark, "a key that is not a word", "use a plain word as the key")
        self._open.append(_Open(container, self._place(container, mark)))

    def _place(self, value: Any, mark: Mark) -> Loc:
        if not self._open:
            self.data, self.values[()] = value, mark
            return ()
        parent = self._open[-1]
        if isinstance(parent.value, list):
            loc: Loc = (*parent.loc, len(parent.value))
            parent.value.append(value)
        elif not parent.has_key:
            return self._take_key(parent, value, mark)
        else:
            loc = (*parent.loc, parent.key)
            parent.value[parent.key], parent.has_key = value, False
        self.values[loc] = mark
        return loc

    def _take_key(self, parent: _Open, value: Any, mark: Mark) -> Loc:
        key = str(value)
        loc = (*parent.loc, key)
        if key in parent.value:
            first = self.keys[loc].line
            raise YamlFault(
                mark,
                f"duplicate key {key!r} (first at line {first})",
                "keep one of them",
            )
        parent.key, parent.has_key = key, True
        self.keys[loc] = mark
        return loc


def read(text: str) -> Reading:
    """Return the data and positions of one YAML document.

    Raises YamlFault at the first thing that is not YAML, or is YAML that content files may not use.
    """
    if len(text) > MAX_BYTES:
        raise YamlFault(Mark(1, 1), f"more than {MAX_BYTES:,} characters", "split the file")
    reading, documents = Reading(), 0
    try:
        for event in yaml.parse(text, Loader=PARSER):
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise YamlFault(
                    _mark(event),
                    "a second document in one file",
                    "put it into a file of its own",
                )
            reading.feed(event)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        mark = Mark(at.line + 1, at.column + 1) if at else Mark(1, 1)
        raise YamlFault(
            mark,
            error.problem or "not YAML",
            "check quotes, colons and indentation here",
        ) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlFault(Mark(line, 1), "a control character", "delete it and type the passage again") from error
    return reading


def _mark(event: Any) -> Mark:
    at = event.start_mark
    return Mark(at.line + 1, at.column + 1, block=getattr(event, "style", None) in ("|", ">"))


def _refuse_tag(event: Any, mark: Mark) -> None:
    if event.tag is not None:
        raise YamlFault(mark, f"tag {event.tag}", "remove it; tags are not allowed")


def _scalar(event: Any, mark: Mark) -> Any:
    _refuse_tag(event, mark)
    text = event.value
    if event.style:  # libyaml gives '' for a plain scalar; quotes and blocks are always text
        return text
    if text in NULL:
        return None
    if text in BOOLEANS:
        return BOOLEANS[text]
    if INTEGER.fullmatch(text):
        return int(text) if len(text) < 20 else text
    return float(text) if FLOAT.fullmatch(text) and len(text) < 30 else text
