"""A disk that is full refuses an enquiry in words, keeps what was typed, and takes it once there is room again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from enquiries.models import Enquiry, Event
from tests.enquiries.test_views import filled, hidden, text

MONDAY = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
ENOUGH = 200
"""Enquiries that need more room than the pages of an empty database have left."""

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.django_db(transaction=True)]


@contextmanager
def no_more_room() -> Iterator[None]:
    """Let SQLite write no page beyond those it has: it then fails as on a full disk."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {int(cursor.fetchone()[0])}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count = 4294967294")


def test_a_full_disk_loses_nothing_that_was_acknowledged_and_nothing_that_was_typed(client: Client) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        with no_more_room():
            acknowledged, data, refused = send_until_refused(client, clock)
        assert refused.status_code == 503
        page = text(refused)
        assert "Your enquiry has not been sent" in page
        assert "020 7946 0101" in page
        assert 'name="name" value="Asha Rao"' in page
        assert hidden(refused, "submission") == data["submission"]
        assert Enquiry.objects.count() == Event.objects.count() == acknowledged
        assert client.post("/enquire/send/", data).status_code == 303
    assert Enquiry.objects.count() == acknowledged + 1


def send_until_refused(client: Client, clock: time_machine.Traveller) -> tuple[int, dict[str, Any], Any]:
    """Return how many were acknowledged, what was sent last, and how that was answered."""
    for acknowledged in range(ENOUGH):
        data = filled(client, message=f"{acknowledged} {'knee ' * 180}")
        clock.shift(timedelta(minutes=2))
        answer = client.post("/enquire/send/", data)
        if answer.status_code != 303:
            return acknowledged, data, answer
    raise AssertionError(f"{ENOUGH} enquiries fitted into no room.")
