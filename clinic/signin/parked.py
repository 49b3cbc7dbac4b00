"""Keeps a form that was sent after its sender had been signed out, until the same person is back to send it."""

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.http import HttpRequest

PARKED = "desk_parked"
KEPT_SECONDS = 60 * 60
MOST_CHARACTERS = 200_000
NOT_TYPED = "csrfmiddlewaretoken"


def park(request: HttpRequest, *, now: float) -> None:
    """Sign the sender out, and keep what they typed in the session that is left, for an hour."""
    fields = [(name, value) for name, values in request.POST.lists() if name != NOT_TYPED for value in values]
    owner, path = request.user.pk, request.get_full_path()
    request.session.flush()
    if fields and sum(len(name) + len(value) for name, value in fields) <= MOST_CHARACTERS:
        request.session[PARKED] = {"owner": owner, "path": path, "fields": fields, "at": now}
        request.session.set_expiry(KEPT_SECONDS)


def path(session: SessionBase, *, owner: int | None, now: float) -> str:
    """Return where the kept form was going; nothing when there is none for this person, and then none is kept."""
    held = session.get(PARKED)
    if held and (held["owner"] != owner or now - held["at"] > KEPT_SECONDS):
        del session[PARKED]
        held = None
    return str(held["path"]) if held else ""


def fields(session: SessionBase) -> list[tuple[str, str]]:
    """Return the names and values of the kept form, as they were sent."""
    return [(name, value) for name, value in session[PARKED]["fields"]]


def is_for(request: HttpRequest) -> bool:
    """Return whether a form sent to this address would be worth keeping."""
    return request.method == "POST" and request.path.startswith(settings.DESK_ROOT)


def release(session: SessionBase) -> None:
    """Let go of the kept form: it has been sent, or its writer does not want it."""
    session.pop(PARKED, None)


def forget(paths: tuple[str, ...]) -> None:
    """Remove the sessions of those signed out whose kept form was going below one of these paths."""
    # Sessions are staff's alone and few; what is kept in one cannot be asked for by the database.
    for session in Session.objects.all().iterator():
        if str(session.get_decoded().get(PARKED, {}).get("path", "")).startswith(paths):
            session.delete()
