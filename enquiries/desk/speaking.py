"""How to speak to whoever asked: whom to ask for, what a machine or a text message may say, and what never to say."""

from dataclasses import dataclass

from treatments.catalogue import Catalogue

from enquiries import calls, reference
from enquiries.models import Callee, Channel, Enquiry


@dataclass(frozen=True, slots=True)
class Voice:
    """How to speak to whoever picks up, and what may be left on a machine or sent as a text message.

    `asked_about_messages` is false for whoever asked for a text or an email: the form asks them nothing of the sort.
    """

    ask_for: str
    asked_about_messages: bool
    may_leave_message: bool
    may_say_clinic: bool
    language: str
    greeting: str
    voicemail: str
    text: str


def voice(enquiry: Enquiry, content: Catalogue) -> Voice:
    """Return what to say on the telephone, and what not to."""
    name = _ask_for(enquiry)
    clinic = content.clinic
    asked = enquiry.contact_by == Channel.PHONE
    caller = f"from {clinic.short_name}" if enquiry.may_say_clinic else "with a message"
    return Voice(
        ask_for=name,
        asked_about_messages=asked,
        may_leave_message=asked and enquiry.may_leave_message,
        may_say_clinic=enquiry.may_say_clinic,
        language=enquiry.language,
        greeting=f"Hello, may I speak to {name}? My name is … {caller}.",
        voicemail=_voicemail(enquiry, content) if asked and enquiry.may_leave_message else "",
        text=_text(enquiry, content) if enquiry.contact_by == Channel.TEXT else "",
    )


def letter(enquiry: Enquiry, content: Catalogue) -> str:
    """Return the text message for whoever could not be reached: nothing in it says what they asked about."""
    phone = content.clinic.main.phones[0].number
    name = content.clinic.short_name
    signed = f"\n\n{name}" if enquiry.may_say_clinic or enquiry.contact_by == Channel.EMAIL else ""
    return (
        f"Hello,\n\nWe tried to call you {calls.ENOUGH} times and did not reach you. If you would still like to "
        f"talk to us, please call {phone} and give your reference, {reference.grouped(enquiry.reference)}. If we do "
        f"not hear from you, we close your enquiry, and you are welcome to ask again at any time.{signed}"
    )


def _ask_for(enquiry: Enquiry) -> str:
    return enquiry.patient_name if enquiry.whom_to_call == Callee.PATIENT else enquiry.name


def _voicemail(enquiry: Enquiry, content: Catalogue) -> str:
    leave = f"Hello, this is a message for {_ask_for(enquiry)}. Please call {content.clinic.main.phones[0].number}"
    who = f" and ask for {content.clinic.short_name}" if enquiry.may_say_clinic else ""
    return f"{leave}{who}. The reference is {reference.grouped(enquiry.reference)}. Thank you."


def _text(enquiry: Enquiry, content: Catalogue) -> str:
    # Others may read it on the screen of a telephone: it says neither what was asked nor, unless allowed, of whom.
    who = f", this is {content.clinic.short_name}" if enquiry.may_say_clinic else ""
    phone = content.clinic.main.phones[0].number
    return (
        f"Hello{who}. When would it suit you to talk? Please reply to this message, or call {phone} and give the "
        f"reference {reference.grouped(enquiry.reference)}. Thank you."
    )
