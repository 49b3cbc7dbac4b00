"""The clinic's own answers to what an enquiry asks of reception, from the same content as the pages."""

from collections.abc import Callable, Mapping

from treatments.catalogue import Catalogue
from treatments.schema.people import Person
from treatments.schema.reception import SITUATIONS, Answer, Situation

from enquiries import booking
from enquiries.models import Agreement, Channel, Enquiry

from . import wording

type Holds = Callable[[Enquiry, Catalogue], bool]


def _is_called(enquiry: Enquiry) -> bool:
    return enquiry.contact_by == Channel.PHONE


HOLDS: Mapping[Situation, Holds] = {
    "needs-a-clinician": lambda enquiry, content: booking.asks_clinician(
        enquiry, offered=not wording.not_offered(enquiry, content)
    ),
    "interpreter": lambda enquiry, _: enquiry.needs_interpreter,
    "sign-language": lambda enquiry, _: enquiry.needs_bsl,
    "text-relay": lambda enquiry, _: enquiry.needs_text_relay,
    "other-needs": lambda enquiry, _: any(need in wording.OTHER_NEEDS for need in enquiry.needs),
    "any-call": lambda enquiry, _: _is_called(enquiry),
    "unnamed-caller": lambda enquiry, _: _is_called(enquiry) and not enquiry.may_say_clinic,
    "asked-for-text": lambda enquiry, _: enquiry.contact_by == Channel.TEXT,
    "asked-for-email": lambda enquiry, _: enquiry.contact_by == Channel.EMAIL,
    "for-someone-else": lambda enquiry, _: enquiry.for_someone_else,
    "patient-not-asked": lambda enquiry, _: booking.asks_patient(enquiry),
    "patient-cannot-decide": lambda enquiry, _: enquiry.patient_agreed == Agreement.CANNOT,
}
"""When each situation of the content holds."""


def answers(enquiry: Enquiry, content: Catalogue) -> list[Answer]:
    """Return what to do with this enquiry, each answer once, in the order of the situations."""
    holding = [each for each in SITUATIONS if HOLDS[each](enquiry, content)]
    known = content.reception.answers
    found = [answer for situation in holding for answer in known if situation in answer.when]
    return list({answer.question: answer for answer in found}.values())


def clinicians(content: Catalogue) -> list[Person]:
    """Return whom reception asks before something is booked."""
    return [content.people[each] for each in content.reception.clinicians]
