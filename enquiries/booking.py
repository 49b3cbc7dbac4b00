"""What must be sure before a visit is booked: a clinician's yes where health asks for it, and the patient's own."""

from dataclasses import dataclass

from .models import Agreement, Enquiry


@dataclass(frozen=True, slots=True)
class Assured:
    """What whoever books says is so: whether the clinic offers what was asked for, and who has said yes."""

    offered: bool = True
    clinician_agreed: bool = False
    patient_agreed: bool = False


NOTHING_SAID = Assured()


def asks_clinician(enquiry: Enquiry, *, offered: bool) -> bool:
    """Return whether a clinician must say yes before anything is booked."""
    return bool(enquiry.tell_us_first) or not offered or enquiry.patient_agreed == Agreement.CANNOT


def asks_patient(enquiry: Enquiry) -> bool:
    """Return whether somebody asked for a patient who has not been asked."""
    return enquiry.patient_agreed == Agreement.NOT_ASKED


def missing(enquiry: Enquiry, assured: Assured) -> str:
    """Return in words for the desk what is not sure yet; "" when a visit may be booked."""
    if asks_clinician(enquiry, offered=assured.offered) and not assured.clinician_agreed:
        return f"{_why(enquiry)} Has a clinician said yes to booking? Ask, then tick that it is so."
    if asks_patient(enquiry) and not assured.patient_agreed:
        return "The patient had not been asked. Have they said yes to you? Ask them, then tick that it is so."
    return ""


def said(enquiry: Enquiry, assured: Assured) -> dict[str, bool]:
    """Return what an event keeps of who said yes, where that was asked for."""
    asked = {"cleared": asks_clinician(enquiry, offered=assured.offered), "agreed": asks_patient(enquiry)}
    return {name: True for name, is_so in asked.items() if is_so}


def _why(enquiry: Enquiry) -> str:
    if enquiry.tell_us_first:
        return "They told us something first."
    if enquiry.patient_agreed == Agreement.CANNOT:
        return "The patient cannot decide this alone."
    return "We do not offer what they ask about."
