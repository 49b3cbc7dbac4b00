"""The day sheet: today's calls on paper, for reception when the computer is busy or down."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from treatments.catalogue import Catalogue
from treatments.schema.clinic import Clinic

from enquiries import audit, merging
from enquiries.calls import latest, number_is_wrong
from enquiries.models import Channel, Enquiry, EnquiryQuerySet, Happening, Need, Status
from enquiries.reference import grouped

from . import speaking, wording

MOST = 100
"""More than anybody calls in a day; the sheet says so when there are more."""


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the sheet."""

    when: str
    is_late: bool
    reference: str
    ask_for: str
    phone: str
    dialled: str
    good_times: str
    may_leave_message: bool
    may_say_clinic: bool
    language: str
    needs: tuple[str, ...]
    told_first: bool
    about: str
    not_offered: bool
    patient: str
    number_is_wrong: bool
    note: str
    who: str
    demo: bool


@transaction.atomic
def calls(*, content: Catalogue, by: str, now: datetime) -> tuple[list[Call], bool]:
    """Return today's calls, the most pressing first, and whether there are more; that each was shown is an event."""
    found = list(_due_today(content.clinic, now).select_related("assigned_to")[: MOST + 1])
    for enquiry in found[:MOST]:
        details: dict[str, audit.Detail] = {"reason": "day-sheet"}
        audit.record(reference=enquiry.reference, happening=Happening.OPENED, by=by, now=now, details=details)
    return [_call(each, content, now) for each in found[:MOST]], len(found) > MOST


def _due_today(clinic: Clinic, now: datetime) -> EnquiryQuerySet:
    here = wording.local(now, clinic)
    tomorrow = datetime.combine(here.date() + timedelta(days=1), time(0), here.tzinfo)
    waiting_for_us = ~Q(status=Status.WAITING) | Q(due_at__lte=now)
    return (
        Enquiry.objects.in_queue().awake(now=now).filter(waiting_for_us, contact_by=Channel.PHONE, due_at__lt=tomorrow)
    )


def _call(enquiry: Enquiry, content: Catalogue, now: datetime) -> Call:
    assigned, due = enquiry.assigned_to, wording.due(enquiry, clinic=content.clinic, now=now)
    called, noted = latest(enquiry), merging.notes(enquiry).order_by("-at", "-pk").first()
    said_elsewhere = {Need.INTERPRETER, Need.OTHER}
    return Call(
        when=due.words,
        is_late=due.tone == "late",
        reference=grouped(enquiry.reference),
        ask_for=speaking.voice(enquiry, content).ask_for,
        phone=enquiry.phone,
        dialled=enquiry.phone_e164,
        good_times=wording.good_times(enquiry),
        may_leave_message=enquiry.may_leave_message,
        may_say_clinic=enquiry.may_say_clinic,
        language=enquiry.language,
        needs=tuple(need.label for need in enquiry.needs if need not in said_elsewhere),
        told_first=bool(enquiry.tell_us_first),
        about=wording.about(enquiry, content),
        not_offered=bool(wording.not_offered(enquiry, content)),
        patient=wording.patient(enquiry),
        number_is_wrong=called is not None and number_is_wrong(called, enquiry=enquiry),
        note=noted.text if noted else "",
        who=wording.account_name(assigned) if assigned else "",
        demo=enquiry.demo,
    )
