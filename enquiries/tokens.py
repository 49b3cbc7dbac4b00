"""The token that a form carries: which submission it is and since when, signed so that nobody can make one up."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing

LIFETIME = timedelta(days=1)
_SALT = "enquiries.submission"


class Forged(ValueError):
    """The token was not made by this site."""


class Expired(ValueError):
    """The token was made by this site, too long ago."""


@dataclass(frozen=True, slots=True)
class Token:
    """One opening of the form: however often it is sent, it makes one enquiry."""

    submission_id: uuid.UUID
    issued_at: datetime


def issue(*, now: datetime) -> str:
    """Return the token of a new submission: 122 random bits and the time, signed."""
    return signing.Signer(salt=_SALT).sign(f"{uuid.uuid4().hex}.{int(now.timestamp())}")


def read(text: str, *, now: datetime) -> Token:
    """Return the submission of a token. Raises Forged or Expired; then a form gets a new one and keeps its words."""
    try:
        identity, _, seconds = signing.Signer(salt=_SALT).unsign(text).partition(".")
    except (signing.BadSignature, UnicodeEncodeError) as fault:
        raise Forged from fault
    opened = Token(uuid.UUID(identity), datetime.fromtimestamp(int(seconds), UTC))
    if now - opened.issued_at > LIFETIME:
        raise Expired
    return opened
