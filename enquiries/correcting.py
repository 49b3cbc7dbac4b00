"""Corrects how somebody is reached, once it turns out to be wrong: what stood there before stays in a note."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from . import audit, finding, handling, merging, phones
from .models import Enquiry, Happening
from .workflow import MoveRefused, change, check_unmerged

NAMES = {"phone": "Phone", "email": "Email"}


@transaction.atomic
def correct(*, enquiry: Enquiry, phone: str, email: str, by: str, now: datetime, region: str) -> tuple[str, ...]:
    """Write down the right phone number and address, file the enquiry under them, and return which of them changed.

    The event says which changed, and a note, which goes when the enquiry goes, from what to what. Raises
    phones.NotAPhoneNumber, MoveRefused and MovedMeanwhile.
    """
    check_unmerged(enquiry)
    given = {"phone": phone, "email": email}
    before = {name: str(getattr(enquiry, name)) for name in given}
    changed = tuple(name for name in given if given[name] != before[name])
    _check(enquiry, given, changed)
    change(enquiry=enquiry, **given, phone_e164=phones.normalise(phone, region=region) if phone else "")
    finding.file_anew(enquiry)
    details: dict[str, audit.Detail] = {"result": ",".join(changed)}
    audit.record(reference=enquiry.reference, happening=Happening.CORRECTED, by=by, now=now, details=details)
    words = "\n".join(_line(name, before[name], given[name]) for name in changed)
    handling.note(enquiry=enquiry, text=words, by=by, now=now)
    return changed


def _check(enquiry: Enquiry, given: Mapping[str, str], changed: tuple[str, ...]) -> None:
    if not changed:
        raise MoveRefused("Nothing was changed: write the right phone number or email address over the old one.")
    try:
        merging.check_reachable({**given, "contact_by": enquiry.contact_by})
    except merging.MergeRefused as why:
        raise MoveRefused(str(why)) from why


def _line(name: str, before: str, after: str) -> str:
    return f"{NAMES[name]} corrected from {before or 'none'} to {after or 'none'}."
