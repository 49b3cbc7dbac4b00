"""SQLite is set up so that an enquiry once acknowledged is on the disk, and nobody's write fails half-way."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from clinic import settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "db.sqlite3"


@pytest.fixture
def connection(path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[BaseDatabaseWrapper]:
    """A connection as the site makes it, to a database of its own."""
    with (
        django_db_blocker.unblock(),
        closing(ConnectionHandler({"default": settings._sqlite(path)})["default"]) as made,
    ):
        yield made


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 20_000), ("secure_delete", 1)],
)
def test_sqlite_is_durable_and_patient(connection: BaseDatabaseWrapper, name: str, value: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        assert cursor.fetchone() == (value,)


def test_a_transaction_takes_the_write_lock_at_once(connection: BaseDatabaseWrapper, path: Path) -> None:
    connection.ensure_connection()
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with closing(sqlite3.connect(path, timeout=0)) as other, pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    connection.rollback()
