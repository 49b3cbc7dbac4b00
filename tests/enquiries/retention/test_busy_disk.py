"""While somebody reads, what was erased cannot leave the disk: the run says so, and the next one sees to it."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from enquiries import audit, retention
from tests.enquiries.cast import NOW
from treatments.schema.clinic import Clinic

from .old import booked

pytestmark = pytest.mark.django_db(transaction=True)

WARNING = "may still stand on the disk"


def test_a_reader_in_the_way_is_told_of_and_gone_the_next_time(
    clinic: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    booked()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as reader, connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM enquiries_enquiry").fetchone()
            assert retention.run(clinic=clinic, by=audit.SITE, now=NOW).erased == 1
        assert WARNING in caplog.text
        caplog.clear()
    retention.run(clinic=clinic, by=audit.SITE, now=NOW)
    assert WARNING not in caplog.text
