"""A fault in a content file: where it is, what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing an editor must mend (error) or should look at (warning). Lines and columns count from 1."""

    path: str
    line: int
    column: int
    field: str
    problem: str
    remedy: str
    severity: Severity = "error"

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}:{self.column}"
        label = "" if self.severity == "error" else "warning: "
        name = f"{self.field}: " if self.field else ""
        return f"{where} {label}{name}{self.problem}; {self.remedy}"


class ContentError(Exception):
    """The content cannot be used; `faults` says why, all of it, in order of file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def suggest(name: str, known: Iterable[str], *, otherwise: str) -> str:
    """Return "did you mean 'x'?" for the nearest known name, or the advice given for when none is near."""
    nearest = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f"did you mean {nearest[0]!r}?" if nearest else otherwise
