"""How long a session lasts: so many minutes without anybody doing anything, and so many hours whatever they do."""

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

BEGAN = "desk_began"
SEEN = "desk_seen"
GRAIN = 15
"""Seconds between two notes of when somebody was last seen: not every request writes to the database."""


def begin(session: SessionBase, *, now: float) -> None:
    """Note that somebody has just signed in; `now` in seconds since 1970."""
    session[BEGAN] = session[SEEN] = now


def touch(session: SessionBase, *, now: float) -> None:
    """Note that somebody did something."""
    if BEGAN not in session:
        begin(session, now=now)
    elif now - session[SEEN] >= GRAIN:
        session[SEEN] = now


def seconds_left(session: SessionBase, *, now: float) -> int:
    """Return the seconds until the session ends unless somebody does something; 0 when it is over."""
    idle = session.get(SEEN, now) + settings.IDLE_SECONDS
    return max(0, int(min(idle, ends(session, now=now)) - now))


def seconds_left_at_most(session: SessionBase, *, now: float) -> int:
    """Return the seconds until the session ends whatever anybody does."""
    return max(0, int(ends(session, now=now) - now))


def ends(session: SessionBase, *, now: float) -> float:
    """Return when everybody signs in anew."""
    return float(session.get(BEGAN, now)) + settings.SESSION_COOKIE_AGE


def extend(session: SessionBase, *, now: float) -> None:
    """Note that somebody asked to stay, however short a time after they were seen."""
    session[SEEN] = now
