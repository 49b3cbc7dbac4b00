"""Merges an enquiry into another by the same person, with the values that staff choose, and takes it back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from . import audit, workflow
from .models import OPEN, CallAttempt, Channel, Enquiry, Happening, Merge, Need, Note, Outcome, Status
from .reference import grouped
from .workflow import MovedMeanwhile, change

NEEDS_WITH_WORDS = {Need.INTERPRETER: "language", Need.OTHER: "other_need"}

PARTS: Mapping[str, tuple[str, ...]] = {
    "about": ("condition", "treatment"),
    "package": ("package", "price_seen_pence"),
    "name": ("name",),
    "contact-by": ("contact_by",),
    "phone": ("phone", "phone_e164"),
    "email": ("email",),
    "good-times": ("good_times", "good_times_note"),
    "may-leave-message": ("may_leave_message",),
    "may-say-clinic": ("may_say_clinic",),
    "someone-else": ("for_someone_else", "relation", "patient_name", "whom_to_call", "patient_agreed"),
    **{
        f"needs-{need.value.replace('_', '-')}": (f"needs_{need}", *filter(None, [NEEDS_WITH_WORDS.get(need)]))
        for need in Need
    },
}
"""What is taken from one or the other as a whole: fields that the database lets stand only together.

What they wrote is no part: each text stays with its own enquiry, and both are shown. What they told us first is kept
from both, because it is about their safety.
"""

RESTORED = ("due_at", "snoozed_until", "fingerprint", "answered_at")
"""What closing changes beside the status, and undoing restores."""


class MergeRefused(Exception):
    """These two cannot become one, or not with these values; the words say why."""


@transaction.atomic
def merge(*, enquiry: Enquiry, into: Enquiry, taken: Collection[str], by: str, now: datetime) -> Merge:
    """Close an enquiry as a duplicate of another, which takes the parts named from it and is due when the sooner was.

    A snooze of the other survives. Raises MergeRefused, or MovedMeanwhile when either was changed since it was read.
    """
    _hold(enquiry, into)
    check(enquiry=enquiry, into=into)
    changes = _changes(enquiry, into, taken)
    before = {
        "enquiry": {"status": enquiry.status, **_values(enquiry, RESTORED)},
        "into": _values(into, changes),
    }
    workflow.move(enquiry=enquiry, to=Status.CLOSED, by=by, now=now, outcome=Outcome.DUPLICATE)
    change(enquiry=enquiry, merged_into=into)
    change(enquiry=into, **changes)
    _record(Happening.MERGED, enquiry, into, by=by, now=now, taken=taken)
    return Merge.objects.create(enquiry=enquiry, into=into, at=now, by=by, into_version=into.version, before=before)


@transaction.atomic
def unmerge(*, enquiry: Enquiry, into: Enquiry, by: str, now: datetime) -> None:
    """Make two of them again: each says what it said before, and what was done to the other since stays done.

    Raises MergeRefused, or MovedMeanwhile when either was changed since it was read.
    """
    _hold(enquiry, into)
    made = Merge.objects.filter(enquiry=enquiry, into=into).first()
    if made is None:
        raise MergeRefused("These two are not merged.")
    if into.merges.filter(pk__gt=made.pk).exists():
        raise MergeRefused("Another enquiry was merged after this one: undo that merge first.")
    change(enquiry=into, **_kept(made, into))
    change(enquiry=enquiry, merged_into=None)
    _reopen(enquiry, made.before["enquiry"], by=by, now=now)
    made.delete()
    _record(Happening.UNMERGED, enquiry, into, by=by, now=now)


def check(*, enquiry: Enquiry, into: Enquiry) -> None:
    """Raise MergeRefused, in words for the desk, unless the one may be merged into the other."""
    if enquiry.pk == into.pk:
        raise MergeRefused("An enquiry cannot be merged with itself.")
    if enquiry.demo != into.demo:
        raise MergeRefused("A demonstration cannot be merged with an enquiry of a patient.")
    for each in (enquiry, into):
        _check_one(each)
    if enquiry.duplicates.exists():
        raise MergeRefused(
            f"Others were merged into {grouped(enquiry.reference)} before: keep that one, or undo those merges first."
        )


def alike(enquiry: Enquiry, into: Enquiry, part: str) -> bool:
    """Return whether both say the same in a part."""
    return all(getattr(enquiry, name) == getattr(into, name) for name in PARTS[part])


def family(enquiry: Enquiry) -> list[Enquiry]:
    """Return an enquiry with those that were merged into it, the first asked first after itself."""
    return [enquiry, *duplicates(enquiry)]


def duplicates(enquiry: Enquiry) -> list[Enquiry]:
    """Return the enquiries that were merged into this one, the first asked first."""
    # Sorted here: asked for an order, the database would rather walk through all enquiries in that order.
    return sorted(enquiry.duplicates.all(), key=lambda each: each.received_at)


def calls(enquiry: Enquiry) -> QuerySet[CallAttempt]:
    """Return the calls to a person that count, whichever of their merged enquiries they were made for."""
    return CallAttempt.objects.filter(enquiry__in=family(enquiry), taken_back_at__isnull=True)


def notes(enquiry: Enquiry) -> QuerySet[Note]:
    """Return the notes about a person, whichever of their merged enquiries they were written on."""
    return Note.objects.filter(enquiry__in=family(enquiry))


def _hold(enquiry: Enquiry, into: Enquiry) -> None:
    # Always in the same order: two people who merge the same two, each the other way round, do not wait for each other.
    found = Enquiry.objects.select_for_update().filter(pk__in=[enquiry.pk, into.pk]).order_by("pk")
    versions = dict(found.values_list("pk", "version"))
    for each in (enquiry, into):
        if versions.get(each.pk) != each.version:
            raise MovedMeanwhile(each.reference)


def _check_one(enquiry: Enquiry) -> None:
    name = grouped(enquiry.reference)
    if enquiry.suspected:
        raise MergeRefused(f"{name} is suspected of being spam: release it first.")
    if enquiry.merged_into_id is not None:
        raise MergeRefused(f"{name} was merged already.")
    if Status(enquiry.status) not in OPEN:
        raise MergeRefused(f"{name} is {enquiry.get_status_display()}: reopen it first, so that nothing is lost.")


def _changes(enquiry: Enquiry, into: Enquiry, taken: Collection[str]) -> dict[str, Any]:
    if not set(taken) <= set(PARTS):
        raise MergeRefused("Choose for each line which of the two is right.")
    changes = {name: getattr(enquiry, name) for part in taken for name in PARTS[part]}
    check_reachable({name: changes.get(name, getattr(into, name)) for name in ("contact_by", "phone", "email")})
    return {
        **changes,
        "tell_us_first": list(dict.fromkeys([*into.tell_us_first, *enquiry.tell_us_first])),
        "due_at": into.due_at if into.snoozed_until else min(into.due_at, enquiry.due_at),
        "answered_at": min(filter(None, [into.answered_at, enquiry.answered_at]), default=None),
    }


def check_reachable(said: Mapping[str, str]) -> None:
    """Raise MergeRefused when somebody would want to be reached by what they would not have any more."""
    if said["contact_by"] == Channel.EMAIL and not said["email"]:
        raise MergeRefused("They want an answer by email: keep the email address.")
    if said["contact_by"] != Channel.EMAIL and not said["phone"]:
        raise MergeRefused("They want a call or a text message: keep the phone number.")


def _values(enquiry: Enquiry, names: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(enquiry, name) for name in names}
    # In full: Django's own way of writing moments as JSON loses microseconds.
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _read(kept: Mapping[str, Any]) -> dict[str, Any]:
    fields = {each.name: each for each in Enquiry._meta.concrete_fields}  # noqa: SLF001 - Django's own door
    return {name: fields[name].to_python(value) for name, value in kept.items()}


def _kept(made: Merge, into: Enquiry) -> dict[str, Any]:
    kept = _read(made.before["into"])
    if into.version == made.into_version:
        return kept
    # Somebody called or moved it since: when it is due and whether it was answered is theirs to say.
    return {name: value for name, value in kept.items() if name not in RESTORED}


def _reopen(enquiry: Enquiry, before: Mapping[str, Any], *, by: str, now: datetime) -> None:
    status = Status(before["status"])
    workflow.move(enquiry=enquiry, to=Status.CONTACTING if status is Status.WAITING else status, by=by, now=now)
    if status is Status.WAITING:
        workflow.move(enquiry=enquiry, to=status, by=by, now=now)
    kept = _read({name: before[name] for name in RESTORED})
    if kept["fingerprint"] and Enquiry.objects.filter(fingerprint=kept["fingerprint"]).exists():
        # The same words were sent again meanwhile, and stand for themselves.
        kept["fingerprint"] = ""
    change(enquiry=enquiry, **kept)


def _record(
    happening: Happening, enquiry: Enquiry, into: Enquiry, *, by: str, now: datetime, taken: Collection[str] = ()
) -> None:
    for one, other, end in ((enquiry, into, "to"), (into, enquiry, "from")):
        details: dict[str, audit.Detail] = {end: other.reference.lower()}
        if happening is Happening.MERGED:
            details["taken"] = len(taken)
        audit.record(reference=one.reference, happening=happening, by=by, now=now, details=details)
