"""A wrong number or address is corrected, found again, and told in a note that goes with the person."""

import pytest

from enquiries import audit, correcting, finding, phones, workflow
from enquiries.models import Channel, Enquiry, Event, Happening, Note, Outcome, Status
from enquiries.workflow import MovedMeanwhile, MoveRefused
from treatments.catalogue import Catalogue

from .cast import NOW, received

pytestmark = pytest.mark.django_db

BY = audit.staff(7)
WRONG, RIGHT = "020 7946 0123", "020 7946 0777"


@pytest.fixture
def enquiry(content: Catalogue) -> Enquiry:
    return received(content)


def correct(enquiry: Enquiry, *, phone: str = RIGHT, email: str = "wilhelmina@example.org") -> tuple[str, ...]:
    return correcting.correct(enquiry=enquiry, phone=phone, email=email, by=BY, now=NOW, region="GB")


def test_it_is_found_by_the_right_number_and_no_more_by_the_wrong_one(enquiry: Enquiry) -> None:
    assert correct(enquiry) == ("phone",)
    assert Enquiry.objects.get().phone_e164 == "+442079460777"
    assert finding.find(RIGHT).enquiries == (enquiry.pk,)
    assert finding.find(WRONG).enquiries == ()


def test_the_note_says_what_stood_there_and_the_event_says_nothing_personal(enquiry: Enquiry) -> None:
    correct(enquiry, email="mina@example.org")
    assert Note.objects.get().text == (
        f"Phone corrected from {WRONG} to {RIGHT}.\nEmail corrected from wilhelmina@example.org to mina@example.org."
    )
    assert Event.objects.get(happening=Happening.CORRECTED).details == {"result": "phone,email"}


def test_what_cannot_be_right_is_refused(content: Catalogue, enquiry: Enquiry) -> None:
    with pytest.raises(MoveRefused, match="Nothing was changed"):
        correct(enquiry, phone=WRONG)
    with pytest.raises(MoveRefused, match="keep the phone number"):
        correct(enquiry, phone="")
    with pytest.raises(phones.NotAPhoneNumber):
        correct(enquiry, phone="12")
    by_mail = received(content, contact_by=Channel.EMAIL, message="By mail.")
    with pytest.raises(MoveRefused, match="keep the email address"):
        correct(by_mail, email="")
    assert not Note.objects.exists()


def test_whoever_saw_an_older_version_corrects_nothing(enquiry: Enquiry) -> None:
    as_seen = Enquiry.objects.get()
    workflow.move(enquiry=enquiry, to=Status.CLOSED, by=BY, now=NOW, outcome=Outcome.DECLINED)
    with pytest.raises(MovedMeanwhile):
        correct(as_seen)
    assert Enquiry.objects.get().phone == WRONG
