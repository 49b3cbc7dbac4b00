"""The command hands over what is owed: once, or as a service that survives its database and stops when asked."""

import io
import os
import signal
import threading
from collections.abc import Iterator

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError, connection

from enquiries import outbox, spam
from enquiries.management.commands import send_notifications
from enquiries.models import Delivery, Notification, Sender
from treatments.catalogue import Catalogue

from .cast import NOW, receive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the command, which asks the clock itself, run on that Monday and without pauses."""
    monkeypatch.setattr(send_notifications, "PAUSE_SECONDS", 0.0)
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def _signals_as_they_were() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def run(*arguments: str) -> str:
    printed = io.StringIO()
    call_command("send_notifications", *arguments, stdout=printed)
    return printed.getvalue()


def test_once_means_until_nothing_is_due(content: Catalogue) -> None:
    receive(content)
    assert run() == "Handed over 2, put off 0.\n"
    assert len(mail.outbox) == 2
    assert run() == ""


def test_it_forgets_the_hashes_of_addresses_whose_hour_is_over(content: Catalogue) -> None:
    spam.count_sender("192.0.2.1", now=NOW)
    Sender.objects.update(expires_at=NOW.replace(year=2020))
    run()
    assert not Sender.objects.exists()


@pytest.mark.usefixtures("_signals_as_they_were")
def test_as_a_service_it_goes_on_after_the_database_was_gone_and_stops_when_asked(
    content: Catalogue, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    receive(content)
    send_next = outbox.send_next
    calls = 0

    def shaky(**kwargs: object) -> Notification | None:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise OperationalError("database is locked")
        tried = send_next(**kwargs)  # type: ignore[arg-type]
        if tried is None:
            os.kill(os.getpid(), signal.SIGTERM)
        return tried

    monkeypatch.setattr(outbox, "send_next", shaky)
    monkeypatch.setattr(connection, "close", lambda: None)
    assert run("--loop") == "Handed over 2, put off 0.\n"
    assert "the database did not answer (OperationalError)" in caplog.text
    assert set(Notification.objects.values_list("state", flat=True)) == {Delivery.SENT}


def test_a_message_in_hand_is_finished_before_it_stops(content: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    receive(content)
    stopping = threading.Event()
    send_next = outbox.send_next

    def asked_to_stop_meanwhile(**kwargs: object) -> Notification | None:
        stopping.set()
        return send_next(**kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(outbox, "send_next", asked_to_stop_meanwhile)
    send_notifications.Command()._send_due(stopping)
    assert len(mail.outbox) == 1
    assert Notification.objects.filter(claimed_by__isnull=False).count() == 0


@pytest.mark.usefixtures("_signals_as_they_were")
def test_beside_a_server_it_stops_when_the_server_is_gone(content: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    receive(content)
    parents = iter([100, 1])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    assert run("--loop", "--with-parent", "100") == "Handed over 2, put off 0.\n"
