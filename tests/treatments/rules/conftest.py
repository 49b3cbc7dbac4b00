"""Breaks the small clinic in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.treatments import mini

type Break = Callable[..., list[str]]


@pytest.fixture
def broken(tmp_path: Path) -> Break:
    """Return a function that changes one file, or several, and returns every fault."""
    folder = mini.copy(tmp_path)

    def change(*changes: tuple[str, str, str]) -> list[str]:
        for name, old, new in changes:
            mini.change(folder, name, old, new)
        return mini.faults(folder)

    return change
