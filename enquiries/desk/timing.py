"""Whether to call now: what the patient wished, against what was promised."""

from datetime import datetime
from zoneinfo import ZoneInfo

from treatments.schema.clinic import Clinic

from enquiries import calls
from enquiries.models import Channel, Enquiry

from . import wording


def advice(enquiry: Enquiry, *, clinic: Clinic, now: datetime) -> str:
    """Return what to do where the clock does not suit them now; "" where it does, or where nobody is to be called.

    A promised answer comes before a wish, because somebody who waits for it hears nothing otherwise. Raises
    opening.NeverOpen.
    """
    zone = ZoneInfo(clinic.time_zone)
    if enquiry.contact_by != Channel.PHONE or not enquiry.good_times or calls.band_of(now, zone) in enquiry.good_times:
        return ""
    suits = calls.next_wished(enquiry=enquiry, now=now, clinic=clinic)
    if suits is None:
        return "It never suits them while we are open: call now all the same."
    when = wording.moment(suits, clinic, now)
    if enquiry.answered_at is not None or suits <= enquiry.promised_by:
        return f"It does not suit them now. Wait until {when}."
    late = "is late already" if enquiry.promised_by <= now else "ends before it suits them"
    return f"It does not suit them now, but what we promised {late}: call now. If nobody answers, it suits them {when}."
