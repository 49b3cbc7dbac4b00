"""Enquiries as a table for a spreadsheet: columns chosen, no cell that a spreadsheet would run, always on record."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from django.db import transaction

from . import audit
from .models import Enquiry, EnquiryQuerySet, Happening
from .reference import grouped

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""

MOST = 10_000

RUN = re.compile(r"^[\s\x00\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]|^0\d|^\d{12,}$")
"""What a spreadsheet takes for a formula, or for a number that it would shorten: see OWASP on CSV injection."""

type Cell = Callable[[Enquiry], str]

COLUMNS: Mapping[str, tuple[str, Cell]] = {
    "reference": ("Reference", lambda enquiry: grouped(enquiry.reference)),
    "received": ("Received", lambda enquiry: _moment(enquiry.received_at)),
    "promised": ("Promised by", lambda enquiry: _moment(enquiry.promised_by)),
    "answered": ("First call or answer", lambda enquiry: _moment(enquiry.answered_at)),
    "settled": ("Booked or closed", lambda enquiry: _moment(enquiry.settled_at)),
    "status": ("Status", lambda enquiry: enquiry.get_status_display()),
    "outcome": ("Outcome", lambda enquiry: enquiry.get_outcome_display()),
    "source": ("Source", lambda enquiry: enquiry.get_source_display()),
    "treatment": ("Treatment", lambda enquiry: enquiry.treatment),
    "condition": ("Condition", lambda enquiry: enquiry.condition),
    "name": ("Name", lambda enquiry: enquiry.name),
    "phone": ("Phone", lambda enquiry: enquiry.phone),
    "email": ("Email", lambda enquiry: enquiry.email),
    "message": ("Message", lambda enquiry: enquiry.message),
}
"""By name: the heading, and what stands below it."""

IMPERSONAL = ("reference", "received", "promised", "answered", "settled", "status", "outcome", "source")


@transaction.atomic
def record(*, rows: int, columns: Iterable[str], reason: str, by: str, now: datetime) -> None:
    """Keep who took how many enquiries out, which columns and why, before the first row leaves."""
    details: dict[str, audit.Detail] = {"found": rows, "columns": ",".join(columns), "reason": reason}
    audit.record(reference="", happening=Happening.EXPORTED, by=by, now=now, details=details)


def lines(enquiries: EnquiryQuerySet, *, columns: Iterable[str]) -> Iterator[str]:
    """Yield the table a line at a time, headings first, every cell quoted. Raises KeyError for an unknown column."""
    chosen = [COLUMNS[name] for name in columns]
    yield BYTE_ORDER_MARK + line(heading for heading, _ in chosen)
    for enquiry in enquiries[:MOST].iterator(chunk_size=500):
        yield line(inert(cell(enquiry)) for _, cell in chosen)


def inert(text: str) -> str:
    """Return text that Excel and LibreOffice show as it is: no formula, and no leading nought lost."""
    return f"'{text}" if RUN.search(text) else text


def line(cells: Iterable[str]) -> str:
    """Return one line of a table, every cell quoted."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow(cells)
    return written.getvalue()


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""
