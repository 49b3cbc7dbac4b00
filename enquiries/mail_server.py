"""Hands mail to an SMTP server within a time that the outbox can count on."""

import contextlib
import smtplib
import socket
import threading
from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

DEADLINE_SECONDS = 120


class EmailBackend(smtp.EmailBackend):
    """Django's SMTP backend with an end to patience.

    Its timeout is one for each answer, so a server that drips could hold a message longer than the outbox waits
    before another sender takes it. After the deadline the connection is cut, and the message counts as not sent.
    """

    def __init__(self, *, deadline_seconds: float = DEADLINE_SECONDS, **options: Any) -> None:
        super().__init__(**options)
        self.deadline_seconds = deadline_seconds
        self._talking: smtplib.SMTP | None = None

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """The kind of connection, known here before it begins to talk: even a greeting can be cut off."""
        backend = self
        kind: type[smtplib.SMTP] = super().connection_class

        class Watched(kind):  # type: ignore[misc, valid-type]
            def __init__(self, *arguments: Any, **options: Any) -> None:
                backend._talking = self
                super().__init__(*arguments, **options)

        return Watched

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send the messages and return how many the server took. Raises OSError, smtplib's errors among them."""
        watch = threading.Timer(self.deadline_seconds, self._cut)
        watch.start()
        try:
            return super().send_messages(email_messages) or 0
        finally:
            watch.cancel()
            self.close()

    def close(self) -> None:
        """Close the connection. A farewell that goes wrong does not unsend what the server has taken."""
        with contextlib.suppress(OSError):
            super().close()

    def _cut(self) -> None:
        line = getattr(self._talking, "sock", None)
        if line:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
