"""The timeline of one enquiry: every event, call, note and message, who and when, the latest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from treatments.schema.clinic import Clinic

from enquiries import audit, merging
from enquiries.models import (
    CallAttempt,
    CallResult,
    Delivery,
    Enquiry,
    Event,
    Happening,
    Mail,
    Note,
    Outcome,
    Reply,
    Status,
)
from enquiries.reference import grouped

from . import delivery, wording
from .delivery import Told

TOLD_ELSEWHERE = frozenset({Happening.NOTED, Happening.CALLED, Happening.REPLIED})
"""Events whose note, call or reply stands in the timeline itself, with its words."""

PEOPLE = {audit.PATIENT: "the patient", audit.SITE: "the site"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; `text` is what somebody wrote, and nobody but its author vouches for it.

    `of` is the reference of the merged enquiry that it happened to, and blank for the enquiry itself.
    """

    at: datetime
    when: str
    who: str
    words: str
    kind: str
    text: str = ""
    mail: Told | None = None
    of: str = ""


def entries(enquiry: Enquiry, *, clinic: Clinic, now: datetime) -> list[Entry]:
    """Return everything that happened to an enquiry and to those merged into it, the latest first."""
    members = merging.family(enquiry)
    references = {each.pk: each.reference for each in members}
    events = list(Event.objects.filter(reference__in=references.values()).order_by("at", "pk"))
    calls = list(CallAttempt.objects.filter(enquiry__in=members).order_by("at", "pk"))
    notes = list(Note.objects.filter(enquiry__in=members).order_by("at", "pk"))
    # What was taken back stands in the form, and here only that it was.
    kept = Reply.objects.filter(enquiry__in=members).exclude(notification__state=Delivery.UNDONE)
    replies = list(kept.select_related("notification").order_by("at", "pk"))
    names = _names([*events, *calls, *notes, *replies])
    told: list[Entry] = []

    def tell(
        row: Event | CallAttempt | Note | Reply, words: str, kind: str, text: str = "", *, mail: Told | None = None
    ) -> None:
        reference = row.reference if isinstance(row, Event) else references[row.enquiry_id]
        of = "" if reference == enquiry.reference else grouped(reference)
        when, who = wording.moment(row.at, clinic, now), _who(row.by, names)
        told.append(Entry(row.at, when, who, words, kind, text, mail, of))

    for event in events:
        if event.happening not in TOLD_ELSEWHERE:
            tell(event, _words(event, names, clinic, now), event.happening)
    for call in calls:
        tell(call, _call(call, clinic, now), "called")
    for note in notes:
        tell(note, "noted", "noted", note.text)
    for reply in replies:
        mail = delivery.tell(reply.notification, clinic=clinic, now=now)
        tell(reply, "replied by email", "replied", reply.text, mail=mail)
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
            return (
                f"moved from {Status(details['from']).label} to {Status(details['to']).label}{outcome}{_agreed(event)}"
            )
        case Happening.ASSIGNED:
            was, became = (names.get(details[end], "nobody") for end in ("from", "to"))
            return f"assigned from {was} to {became}"
        case Happening.SNOOZED:
            return f"snoozed until {wording.moment(datetime.fromtimestamp(details['until'], UTC), clinic, now)}"
        case Happening.NOTIFIED | Happening.NOT_NOTIFIED | Happening.OWED_AGAIN:
            return f"{Happening(event.happening).label}: {Mail(details['mail']).label}"
        case Happening.MERGED | Happening.UNMERGED:
            return _merged(event)
        case _:
            reasons = "; ".join(wording.reasons(details.get("suspicions", "")))
            suspected = f", and suspected of spam: {reasons}" if reasons else ""
            return f"{_deed(event)}{suspected}"


def _agreed(event: Event) -> str:
    who = [
        words for name, words in {"cleared": "a clinician", "agreed": "the patient"}.items() if name in event.details
    ]
    return f"; said that {' and '.join(who)} had agreed" if who else ""


def _deed(event: Event) -> str:
    match event.happening:
        case Happening.RECEIVED:
            return "sent this enquiry" if event.by == audit.PATIENT else "took this enquiry down"
        case Happening.CORRECTED:
            return f"corrected {' and '.join(event.details['result'].split(','))}"
        case Happening.CALL_TAKEN_BACK:
            return f"took back: {CallResult(event.details['result']).label}"
        case _:
            return str(Happening(event.happening).label)


def _call(call: CallAttempt, clinic: Clinic, now: datetime) -> str:
    did = "texted" if call.result == CallResult.TEXTED else f"called: {CallResult(call.result).label}"
    again = f"; next call proposed {wording.moment(call.next_at, clinic, now)}" if call.next_at else ""
    return f"{did} (taken back)" if call.taken_back_at else f"{did}{again}"


def _merged(event: Event) -> str:
    undone = event.happening == Happening.UNMERGED
    if "to" in event.details:
        return f"{'taken out of' if undone else 'merged into'} {grouped(event.details['to'].upper())}"
    other = grouped(event.details["from"].upper())
    if undone:
        return f"undid the merge of {other} into this enquiry"
    taken = event.details["taken"]
    values = f", which took {taken} of its answers" if taken else ""
    return f"merged {other} into this enquiry{values}"
