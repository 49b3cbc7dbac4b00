"""Records what was done or seen, by whom and when, in codes and numbers that say nothing about the patient."""

import re
from datetime import datetime

from .models import Event, Happening

PATIENT = "patient"
SITE = "site"

CODE = re.compile(r"[a-z0-9]+(?:[-_,][a-z0-9]+)*|")
NAMES = frozenset(
    {
        "from",
        "to",
        "outcome",
        "mail",
        "suspicions",
        "attempts",
        "error",
        "result",
        "until",
        "found",
        "columns",
        "reason",
        "template",
        "taken",
        "cleared",
        "agreed",
    }
)

type Detail = str | int | bool


class NotACode(ValueError):
    """A detail is a free text, or has a name that no event has: either could carry what a patient wrote."""


def staff(account: int) -> str:
    """Return how an event names the member of staff with this account."""
    return f"staff:{account}"


def record(*, reference: str, happening: Happening, by: str, now: datetime, details: dict[str, Detail]) -> Event:
    """Add one event to the history of an enquiry, within the transaction of what it records. Raises NotACode."""
    for name, value in details.items():
        if name not in NAMES or (isinstance(value, str) and not CODE.fullmatch(value)):
            raise NotACode(f"{name} cannot be a detail of an event with this value")
    return Event.objects.create(reference=reference, happening=happening, by=by, at=now, details=details)
