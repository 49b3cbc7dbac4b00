"""Reads the enquiries' own tables, past the site's code, and says what was lost, doubled or left incomplete."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

ENQUIRIES = "SELECT id, reference, name, email, suspected FROM enquiries_enquiry"
RECEIVED = "SELECT reference FROM enquiries_event WHERE happening = 'received'"
OWED = "SELECT enquiry_id, kind FROM enquiries_notification"


@dataclass(frozen=True, slots=True)
class Stored:
    """One enquiry as it lies in the database, with the events and the mail that lie beside it."""

    reference: str
    name: str
    received: int
    mail: tuple[str, ...]
    mail_expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of what was acknowledged; each list names the references or patients concerned."""

    acknowledged: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    without_event: tuple[str, ...]
    without_mail: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.lost or self.doubled or self.without_event or self.without_mail)


def judge(acknowledged: Mapping[str, str], stored: list[Stored]) -> Verdict:
    """Compare what patients were told, as name to reference, with everything that is stored.

    An enquiry that nobody was told of may be there, because the answer was cut off, but it must be whole and single.
    """
    found = {(each.name, each.reference) for each in stored}
    names = Counter(each.name for each in stored)
    return Verdict(
        acknowledged=len(acknowledged),
        lost=tuple(reference for name, reference in acknowledged.items() if (name, reference) not in found),
        doubled=tuple(name for name, count in names.items() if count > 1),
        without_event=tuple(each.reference for each in stored if each.received != 1),
        without_mail=tuple(each.reference for each in stored if each.mail != each.mail_expected),
    )


def read(database: Path | str) -> list[Stored]:
    """Return every enquiry of a SQLite file, or of a PostgreSQL database named by its URL."""
    with closing(_connect(database)) as connection:
        received = Counter(reference for (reference,) in _rows(connection, RECEIVED))
        owed: dict[int, list[str]] = {}
        for enquiry, kind in _rows(connection, OWED):
            owed.setdefault(enquiry, []).append(kind)
        return [
            Stored(reference, name, received[reference], tuple(sorted(owed.get(key, ()))), _expected(email, suspected))
            for key, reference, name, email, suspected in _rows(connection, ENQUIRIES)
        ]


def _expected(email: str, suspected: bool) -> tuple[str, ...]:
    if suspected:
        return ()
    return ("acknowledgement", "alert") if email else ("alert",)


def _connect(database: Path | str) -> Any:
    if isinstance(database, Path):
        return sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    return psycopg.connect(database)


def _rows(connection: Any, query: str) -> Iterator[tuple[Any, ...]]:
    with closing(connection.cursor()) as cursor:
        cursor.execute(query)
        yield from cursor.fetchall()
