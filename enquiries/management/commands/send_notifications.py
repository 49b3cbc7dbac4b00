"""Hands over the mail that enquiries owe: once, or for as long as the site runs, and then sees to the day too."""

import logging
import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone

from enquiries import daily, outbox, spam
from enquiries.models import Delivery

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 5.0


class Command(BaseCommand):
    help = (
        "Hand over the mail that enquiries owe, once; with --loop, again and again until it is stopped, "
        "and once a day send the digest and erase what is too old."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer --loop and --with-parent."""
        parser.add_argument(
            "--loop", action="store_true", help="keep running, and look for owed mail every few seconds"
        )
        parser.add_argument("--with-parent", type=int, metavar="PID", help="with --loop: stop when this parent is gone")

    def handle(self, *, loop: bool, with_parent: int | None, **options: Any) -> None:
        """Send what is due; a signal to stop lets the message in hand be finished."""
        stopping = threading.Event()
        if not loop:
            self._send_due(stopping)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        while not stopping.is_set() and with_parent in {None, os.getppid()}:
            self._send_due_whatever_happens(stopping)
            stopping.wait(PAUSE_SECONDS)

    def _send_due_whatever_happens(self, stopping: threading.Event) -> None:
        try:
            self._send_due(stopping)
            daily.do(now=timezone.now())
        except DatabaseError as fault:
            logger.error("the database did not answer (%s); trying again soon", type(fault).__name__)
            connection.close()

    def _send_due(self, stopping: threading.Event) -> None:
        sent = put_off = 0
        while not stopping.is_set() and (tried := outbox.send_next(now=timezone.now())):
            if tried.state == Delivery.SENT:
                sent += 1
            else:
                put_off += 1
        spam.forget_senders(now=timezone.now())
        if sent or put_off:
            self.stdout.write(f"Handed over {sent}, put off {put_off}.")
