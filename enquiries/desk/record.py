"""The page of one enquiry: what they wrote, what they saw, how to speak to them, and what the desk may do next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import QuerySet
from treatments.catalogue import Catalogue

from enquiries import audit, booking, calls, consent, finding, merging, presence, reference, workflow
from enquiries.models import CallAttempt, CallResult, Enquiry, Event, Happening, Need, Status, TimeOfDay

from . import acting, crib, filters, forms, how, news, queue, replying, speaking, timeline, timing, wording
from .filters import TO_DO, Shows

EARLIER = 10
STOOD = "stood"
"""In the address of a button: where the enquiry stood in its list, so that "next" leads on from there."""


def context(
    enquiry: Enquiry,
    *,
    account: User,
    content: Catalogue,
    now: datetime,
    shows: Shows = TO_DO,
    stood: datetime | None = None,
) -> dict[str, Any]:
    """Return what the template of one enquiry shows.

    `shows` is the list that it was opened from, and `stood` its place there before the last press of a button.
    """
    return {
        "enquiry": enquiry,
        **_who_asks(enquiry, content),
        **_promised(enquiry, content, now),
        **_in_the_list(enquiry, shows, stood=stood, account=account, content=content, now=now),
        **_came_up(enquiry, account=account, content=content, now=now),
        **_happened(enquiry, content, now),
        **_others(enquiry, account=account, content=content, now=now),
        **_steps(enquiry),
        **_calling(enquiry, account=account, content=content, now=now),
        "seen": what_they_saw(enquiry, content),
        "crib": crib.sheet(enquiry, content),
        "answers": how.answers(enquiry, content),
        **_booking(enquiry, content),
        "snooze_offers": acting.snooze_offers(content.clinic, now),
    }


def _who_asks(enquiry: Enquiry, content: Catalogue) -> dict[str, Any]:
    return {
        "reference": reference.grouped(enquiry.reference),
        "spoken": " ".join(reference.spoken(enquiry.reference)),
        "about": wording.about(enquiry, content),
        "patient": enquiry.patient_name or enquiry.name,
        "patient_is_another": wording.patient(enquiry),
        "good_times": [TimeOfDay(each).label for each in enquiry.good_times],
        "needs": [need.label for need in enquiry.needs if need not in {Need.INTERPRETER, Need.OTHER}],
        "told_first": wording.told_first(enquiry, content),
        "not_offered": wording.not_offered(enquiry, content),
        "suspicions": wording.suspicions(enquiry),
        "assigned": wording.account_name(enquiry.assigned_to) if enquiry.assigned_to else "",
    }


def _promised(enquiry: Enquiry, content: Catalogue, now: datetime) -> dict[str, Any]:
    return {
        "due": wording.due(enquiry, clinic=content.clinic, now=now),
        "received": wording.moment(enquiry.received_at, content.clinic, now),
        "promised": wording.moment(enquiry.promised_by, content.clinic, now),
        "promise": wording.promise(enquiry, clinic=content.clinic, now=now),
        "is_snoozed": bool(enquiry.snoozed_until and enquiry.snoozed_until > now),
    }


def _in_the_list(
    enquiry: Enquiry, shows: Shows, *, stood: datetime | None, account: User, content: Catalogue, now: datetime
) -> dict[str, Any]:
    listed = filters.found(shows, account=account, clinic=content.clinic, now=now)
    place = stood or queue.place(enquiry, listed)
    return {
        "neighbours": queue.neighbours(enquiry, listed, stood=stood),
        "list_name": queue.LABELS[shows.tab],
        "list_query": shows.query,
        "here_query": urlencode({**shows.given, **({STOOD: place.isoformat()} if place else {})}),
    }


def _came_up(enquiry: Enquiry, *, account: User, content: Catalogue, now: datetime) -> dict[str, Any]:
    came_up = news.of([enquiry], account=account, now=now)[enquiry.pk]
    return {
        "badges": (*came_up, *wording.badges(enquiry, content)),
        "is_new_since_snooze": any(badge.words in {news.NEW_ENQUIRY, news.NEW_NOTE} for badge in came_up),
    }


def _happened(enquiry: Enquiry, content: Catalogue, now: datetime) -> dict[str, Any]:
    told = timeline.entries(enquiry, clinic=content.clinic, now=now)
    return {
        "last_event": last_event(enquiry),
        "story": [entry for entry in told if entry.kind != Happening.OPENED],
        "latest_note": next((entry for entry in told if entry.kind == Happening.NOTED), None),
        "openings": [entry for entry in told if entry.kind == Happening.OPENED],
        "mail": timeline.mail(enquiry, clinic=content.clinic, now=now),
    }


def _others(enquiry: Enquiry, *, account: User, content: Catalogue, now: datetime) -> dict[str, Any]:
    same, others_called = earlier(enquiry, account=account, content=content, now=now)
    here = presence.others(enquiries=[enquiry.pk], account=account, now=now).get(enquiry.pk, [])
    return {
        "others": [wording.account_name(each) for each in here],
        "earlier": same,
        "also_open": [row for row in same if row.is_open],
        "others_called": others_called,
        "others_open": [row for row in others_called if row.is_open],
        "duplicates": duplicates(enquiry, content=content, now=now),
    }


def _steps(enquiry: Enquiry) -> dict[str, Any]:
    return {
        "is_open": enquiry.settled_at is None and not enquiry.suspected,
        "is_settled": enquiry.settled_at is not None,
        "moves": [move for move in forms.MOVES if move.to in workflow.MOVES[Status(enquiry.status)]],
    }


def _booking(enquiry: Enquiry, content: Catalogue) -> dict[str, Any]:
    return {
        "asks_clinician": booking.asks_clinician(enquiry, offered=not wording.not_offered(enquiry, content)),
        "asks_patient": booking.asks_patient(enquiry),
        "clinicians": how.clinicians(content),
    }


def _calling(enquiry: Enquiry, *, account: User, content: Catalogue, now: datetime) -> dict[str, Any]:
    called, by = calls.latest(enquiry), audit.staff(account.pk)
    unreached = calls.unreached(enquiry)
    tried_enough = unreached >= calls.ENOUGH
    voice = speaking.voice(enquiry, content)
    return {
        "voice": voice,
        # Whoever wants no message left wants none sent either.
        "may_text": bool(voice.text) or (tried_enough and voice.may_leave_message and not enquiry.email),
        "letter": speaking.letter(enquiry, content),
        "tries": acting.tries(enquiry, clinic=content.clinic, now=now),
        "tried_enough": tried_enough,
        "tried_again": unreached > calls.ENOUGH,
        "was_reached": called is not None and _agreed_nothing_yet(called, enquiry),
        "timing": timing.advice(enquiry, clinic=content.clinic, now=now),
        "number_is_wrong": called is not None and calls.number_is_wrong(called, enquiry=enquiry),
        "undo_call": called if called and calls.may_take_back(called, enquiry=enquiry, by=by, now=now) else None,
        "reply": replying.panel(enquiry, tried_enough=tried_enough, clinic=content.clinic, now=now),
    }


def _agreed_nothing_yet(called: CallAttempt, enquiry: Enquiry) -> bool:
    if called.result != CallResult.REACHED:
        return False
    # Whoever was waited for and called stays so, until something is agreed.
    was_waited_for = enquiry.status == Status.WAITING and called.enquiry_version == enquiry.version
    return enquiry.status == Status.CONTACTING or was_waited_for


def stood_in(query: Mapping[str, str]) -> datetime | None:
    """Return where an enquiry stood in its list, as the address of a button says; None when it says nothing clear."""
    try:
        stood = datetime.fromisoformat(query.get(STOOD, ""))
    except ValueError:
        return None
    return stood if stood.tzinfo else None


def what_they_saw(enquiry: Enquiry, content: Catalogue) -> dict[str, Any]:
    """Return the content, price and consent that they saw, and whether the site says something else now."""
    package = content.packages.get(enquiry.package)
    price_now = package.total_pence if package else None
    return {
        "package": package.name if package else enquiry.package,
        "price_pence": enquiry.price_seen_pence,
        "price_now_pence": price_now if price_now != enquiry.price_seen_pence else None,
        "version": enquiry.content_version,
        "is_older": enquiry.content_version != content.version,
        "consent": enquiry.consent_version,
        "consent_words": consent.STATEMENT if enquiry.consent_version == consent.version(content) else "",
    }


def earlier(
    enquiry: Enquiry, *, account: User, content: Catalogue, now: datetime
) -> tuple[list[queue.Row], list[queue.Row]]:
    """Return other enquiries with the same number or address: those under the same name, and those under another.

    What was merged is shown with its whole, and a demonstration never stands beside what a patient asked.
    """
    same = finding.of_same_person(enquiry).filter(merged_into__isnull=True, demo=enquiry.demo)
    found = list(same.select_related("assigned_to")[:EARLIER])
    named = {each.pk for each in found if finding.is_by_same_name(each, enquiry)}
    rows = queue.rows(found, account=account, content=content, now=now)
    return [row for row in rows if row.pk in named], [row for row in rows if row.pk not in named]


def duplicates(enquiry: Enquiry, *, content: Catalogue, now: datetime) -> list[dict[str, Any]]:
    """Return the enquiries that were merged into this one, with what each person wrote and saw then."""
    return [
        {
            "enquiry": each,
            "reference": reference.grouped(each.reference),
            "about": wording.about(each, content),
            "received": wording.moment(each.received_at, content.clinic, now),
            "promised": wording.moment(each.promised_by, content.clinic, now),
        }
        for each in merging.duplicates(enquiry)
    ]


def last_event(enquiry: Enquiry) -> int:
    """Return the number of the latest event, by which a later save tells what happened since."""
    return _events(enquiry).order_by("-pk").values_list("pk", flat=True).first() or 0


def since(enquiry: Enquiry, *, event: int, content: Catalogue, now: datetime) -> list[timeline.Entry]:
    """Return what was done to an enquiry after an event, the latest first; a look at it is no change."""
    later = _events(enquiry).filter(pk__gt=event).exclude(happening=Happening.OPENED)
    first = later.order_by("at").values_list("at", flat=True).first()
    told = timeline.entries(enquiry, clinic=content.clinic, now=now)
    return [each for each in told if first and each.at >= first and each.kind != Happening.OPENED]


def _events(enquiry: Enquiry) -> QuerySet[Event]:
    return Event.objects.filter(reference=enquiry.reference)
