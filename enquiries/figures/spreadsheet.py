"""Figures as a table for a spreadsheet: what is hidden on the page is hidden here."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from enquiries import export

from .counting import Figures
from .table import Grid, Wait


def spreadsheet(figures: Figures, *, demo: bool, now: datetime) -> Iterator[str]:
    """Yield the figures a line at a time, headings first, no cell one that a spreadsheet would run."""
    yield export.BYTE_ORDER_MARK
    for row in _rows(figures, demo=demo, now=now):
        yield export.line(export.inert(cell) for cell in row)


def _rows(figures: Figures, *, demo: bool, now: datetime) -> Iterator[tuple[str, str, str]]:
    period = figures.period
    yield "Figure", "Of", "Number"
    if demo:
        yield "Demonstration", "these figures are made up", ""
    yield "Period", "first day", f"{period.begins}"
    yield "Period", "last day", f"{period.ends - timedelta(days=1)}"
    yield "Period", "counted at", f"{now:%Y-%m-%d %H:%M} UTC"
    for table in figures.tables:
        yield from ((table.heading, line.label, line.shown) for line in (*table.lines, table.total))
    yield "Promises kept", "share of those owed", figures.share_kept
    yield from _of_wait(figures.wait)
    yield from _of_calls(figures.calls)


def _of_wait(wait: Wait) -> Iterator[tuple[str, str, str]]:
    heading = "Working hours to the first call or answer"
    yield heading, "half were answered within", _hours(wait.median_hours)
    yield heading, "9 in 10 were answered within", _hours(wait.ninetieth_hours)
    yield heading, "promised within", f"{wait.promised_hours}"


def _of_calls(calls: Grid) -> Iterator[tuple[str, str, str]]:
    for day, cells in calls.rows:
        for column, line in zip(calls.columns, cells, strict=True):
            yield calls.heading, f"{day} {column.words}", line.shown
    yield calls.heading, calls.total.label, calls.total.shown


def _hours(hours: float | None) -> str:
    return "" if hours is None else f"{hours:g}"
