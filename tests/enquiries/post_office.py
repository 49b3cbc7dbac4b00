"""A real SMTP server within the test, which can be down, slow, refusing or gone in the middle of a message."""

import asyncio
import email
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP as MAIL
from enum import Enum, auto
from socket import AF_INET, SOCK_STREAM, socket
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LOOPBACK = "127.0.0.1"


class Mood(Enum):
    """How the server treats what it is given."""

    TAKES = auto()
    REFUSES_RECIPIENTS = auto()
    IS_BUSY = auto()
    NEVER_ANSWERS = auto()
    HANGS_UP_DURING_DATA = auto()
    TAKES_AND_HANGS_UP = auto()


class PostOffice:
    """What has been taken, in order, and the mood in which the next message is met."""

    def __init__(self) -> None:
        self.mood = Mood.TAKES
        self.taken: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.poisoned: set[str] = set()
        with socket(AF_INET, SOCK_STREAM) as probe:
            probe.bind((LOOPBACK, 0))
            self.port: int = probe.getsockname()[1]
        self._controller: Controller | None = None

    @property
    def ids(self) -> list[str]:
        """The Message-ID of each copy that was taken."""
        return [message["Message-ID"] for message in self.taken]

    def opens(self) -> None:
        """Begin to answer."""
        # Loopback names are not looked up in tests, so the server is told its own.
        self._controller = Controller(self, hostname=LOOPBACK, port=self.port, server_hostname="post.example.org")
        self._controller.start()

    def closes(self) -> None:
        """Refuse connections, as a server that is down does."""
        if self._controller:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd looks for
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer to the address of a recipient."""
        if self.mood is Mood.REFUSES_RECIPIENTS or address in self.poisoned:
            return f"550 5.1.1 <{address}> is not here"
        if self.mood is Mood.IS_BUSY:
            return "451 4.3.0 try again later"
        if self.mood is Mood.NEVER_ANSWERS:
            await asyncio.Event().wait()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer to the message itself."""
        if self.mood is Mood.HANGS_UP_DURING_DATA:
            return self._hang_up(server)
        assert isinstance(envelope.content, bytes)
        self.taken.append(email.message_from_bytes(envelope.content, policy=MAIL))
        self.recipients += envelope.rcpt_tos
        return self._hang_up(server) if self.mood is Mood.TAKES_AND_HANGS_UP else "250 taken"

    def _hang_up(self, server: SMTP) -> str:
        transport: Any = server.transport
        transport.abort()
        return "421 gone"


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """An open post office for as long as the block lasts."""
    office = PostOffice()
    office.opens()
    try:
        yield office
    finally:
        office.closes()
