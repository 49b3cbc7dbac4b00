"""Whether to call now: what the patient wished, against what was promised."""

from datetime import datetime
from zoneinfo import ZoneInfo

from treatments.schema.clinic import Clinic

from enquiries import calls, opening
from enquiries.models import Channel, Enquiry

from . import wording


def advice(enquiry: Enquiry, *, clinic: Clinic, now: datetime) -> str:
    """Return when to call where that is not now, or where it is although it does not suit them; "" for all others.

    A promised answer comes before a wish, because somebody who waits for it hears nothing otherwise. Raises
    opening.NeverOpen.
    """
    if enquiry.contact_by != Channel.PHONE:
        return ""
    first = opening.within(now, clinic)
    closed = first > now
    call = f"call {wording.moment(first, clinic, now)}" if closed else "call now"
    if not enquiry.good_times or calls.band_of(first, ZoneInfo(clinic.time_zone)) in enquiry.good_times:
        return f"We are closed now: {call}." if closed else ""
    suits = calls.next_wished(enquiry=enquiry, now=first, clinic=clinic)
    if suits is None:
        return f"It never suits them while we are open: {call} all the same."
    when = wording.moment(suits, clinic, now)
    if enquiry.answered_at is not None or suits <= enquiry.promised_by:
        return f"{'We are closed now' if closed else 'It does not suit them now'}. Wait until {when}."
    late = "is late already" if enquiry.promised_by <= now else "ends before it suits them"
    return f"What we promised {late}: {call}, although it does not suit them. If nobody answers, it suits them {when}."
