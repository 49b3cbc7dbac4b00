"""The timeline of one enquiry: every event, call, note and message, who and when, the latest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from treatments.schema.clinic import Clinic

from enquiries import audit
from enquiries.models import CallResult, Delivery, Enquiry, Event, Happening, Mail, Outcome, Status

from . import delivery, wording
from .delivery import Told

TOLD_ELSEWHERE = frozenset({Happening.NOTED, Happening.CALLED, Happening.REPLIED})
"""Events whose note, call or reply stands in the timeline itself, with its words."""

PEOPLE = {audit.PATIENT: "the patient", audit.SITE: "the site"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; `text` is what somebody wrote, and nobody but its author vouches for it."""

    at: datetime
    when: str
    who: str
    words: str
    kind: str
    text: str = ""
    mail: Told | None = None


def entries(enquiry: Enquiry, *, clinic: Clinic, now: datetime) -> list[Entry]:
    """Return everything that happened to an enquiry, the latest first."""
    events = list(Event.objects.filter(reference=enquiry.reference).order_by("at", "pk"))
    calls, notes = list(enquiry.calls.order_by("at", "pk")), list(enquiry.notes.order_by("at", "pk"))
    # What was taken back stands in the form, and here only that it was.
    kept = enquiry.replies.exclude(notification__state=Delivery.UNDONE).select_related("notification")
    replies = list(kept.order_by("at", "pk"))
    names = _names([*events, *calls, *notes, *replies])
    told: list[Entry] = []

    def tell(at: datetime, by: str, words: str, kind: str, text: str = "", *, mail: Told | None = None) -> None:
        told.append(Entry(at, wording.moment(at, clinic, now), _who(by, names), words, kind, text, mail))

    for event in events:
        if event.happening not in TOLD_ELSEWHERE:
            tell(event.at, event.by, _words(event, names, clinic, now), event.happening)
    for call in calls:
        again = f"; next call proposed {wording.moment(call.next_at, clinic, now)}" if call.next_at else ""
        tell(call.at, call.by, f"called: {CallResult(call.result).label}{again}", "called")
    for note in notes:
        tell(note.at, note.by, "noted", "noted", note.text)
    for reply in replies:
        mail = delivery.tell(reply.notification, clinic=clinic, now=now)
        tell(reply.at, reply.by, "replied by email", "replied", reply.text, mail=mail)
    return sorted(told, key=lambda entry: entry.at, reverse=True)


def mail(enquiry: Enquiry, *, clinic: Clinic, now: datetime) -> list[Told]:
    """Return each message that the site owes by itself, with where it stands; replies stand in the timeline."""
    by_itself = enquiry.notifications.exclude(kind=Mail.REPLY).order_by("owed_at", "pk")
    return [delivery.tell(each, clinic=clinic, now=now) for each in by_itself]


def _names(rows: Iterable[Any]) -> Mapping[int, str]:
    accounts = {_account(row.by) for row in rows}
    for row in rows:
        if isinstance(row, Event) and row.happening == Happening.ASSIGNED:
            accounts |= {row.details["from"], row.details["to"]}
    return {each.pk: wording.account_name(each) for each in User.objects.filter(pk__in=accounts - {0})}


def _account(by: str) -> int:
    kind, _, number = by.partition(":")
    return int(number) if kind == "staff" else 0


def _who(by: str, names: Mapping[int, str]) -> str:
    return PEOPLE.get(by) or names.get(_account(by), "a former colleague")


def _words(event: Event, names: Mapping[int, str], clinic: Clinic, now: datetime) -> str:
    details = event.details
    match event.happening:
        case Happening.MOVED:
            outcome = f" ({Outcome(details['outcome']).label})" if "outcome" in details else ""
            return f"moved from {Status(details['from']).label} to {Status(details['to']).label}{outcome}"
        case Happening.ASSIGNED:
            was, became = (names.get(details[end], "nobody") for end in ("from", "to"))
            return f"assigned from {was} to {became}"
        case Happening.SNOOZED:
            return f"snoozed until {wording.moment(datetime.fromtimestamp(details['until'], UTC), clinic, now)}"
        case Happening.NOTIFIED | Happening.NOT_NOTIFIED | Happening.OWED_AGAIN:
            return f"{Happening(event.happening).label}: {Mail(details['mail']).label}"
        case Happening.RECEIVED if "suspicions" in details:
            return f"received, and suspected of spam ({details['suspicions']})"
        case _:
            return Happening(event.happening).label
