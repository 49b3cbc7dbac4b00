"""Nobody is booked before everybody who must say yes has said it."""

import pytest

from enquiries import audit, booking, workflow
from enquiries.booking import Assured
from enquiries.models import Agreement, Callee, Enquiry, Event, Happening, Status
from enquiries.workflow import NotCleared
from treatments.catalogue import Catalogue

from .cast import NOW, received

pytestmark = pytest.mark.django_db

RECEPTION = audit.staff(7)


def for_a_mother(content: Catalogue, agreed: Agreement) -> Enquiry:
    return received(
        content,
        for_someone_else=True,
        relation="son",
        patient_name="Agnes Example",
        whom_to_call=Callee.ASKER,
        patient_agreed=agreed,
    )


def book(enquiry: Enquiry, **said: bool) -> None:
    workflow.move(enquiry=enquiry, to=Status.BOOKED, by=RECEPTION, now=NOW, assured=Assured(**said))


def test_a_patient_who_asks_for_themselves_is_booked_at_once(content: Catalogue) -> None:
    enquiry = received(content)
    assert booking.missing(enquiry, booking.NOTHING_SAID) == ""
    book(enquiry)
    assert Event.objects.get(happening=Happening.MOVED).details == {"from": "new", "to": "booked"}


def test_a_patient_who_was_not_asked_is_booked_only_after_saying_yes_and_it_is_kept(content: Catalogue) -> None:
    enquiry = for_a_mother(content, Agreement.NOT_ASKED)
    with pytest.raises(NotCleared, match="Have they said yes to you"):
        book(enquiry, clinician_agreed=True)
    assert Enquiry.objects.get().status == Status.NEW
    book(enquiry, patient_agreed=True)
    assert Enquiry.objects.get().patient_agreed == Agreement.AGREED
    assert Event.objects.get(happening=Happening.MOVED).details == {"from": "new", "to": "booked", "agreed": True}


def test_for_somebody_who_cannot_decide_a_clinician_says_yes(content: Catalogue) -> None:
    enquiry = for_a_mother(content, Agreement.CANNOT)
    with pytest.raises(NotCleared, match="cannot decide this alone"):
        book(enquiry, patient_agreed=True)
    book(enquiry, clinician_agreed=True)
    assert Enquiry.objects.get().patient_agreed == Agreement.CANNOT


def test_what_is_not_offered_is_booked_only_with_a_clinicians_yes(content: Catalogue) -> None:
    with pytest.raises(NotCleared, match="do not offer"):
        book(received(content), offered=False)
