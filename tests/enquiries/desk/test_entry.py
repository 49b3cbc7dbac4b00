"""What somebody asks on the telephone or at the desk stands in the same queue, with the consent that was read out."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from enquiries import audit, consent, forms, promise, safety
from enquiries.desk import entry
from enquiries.models import Enquiry, Event, Happening, Source
from enquiries.reference import grouped
from tests.enquiries.cast import NOW, PATIENT
from treatments.catalogue import Catalogue

pytestmark = pytest.mark.django_db

ADD = "/desk/enquiries/enquiry/add/"


def said(browser: Client, **changes: Any) -> dict[str, Any]:
    """Return what the receptionist typed while the patient spoke."""
    page = browser.get(ADD).text
    found = re.search('name="submission" value="([^"]+)"', page)
    assert found is not None
    return {
        "submission": found[1],
        "source": "phone",
        "about": "condition:tennis-elbow",
        "name": PATIENT,
        "asking_for": "self",
        "contact_by": "phone",
        "phone": "020 7946 0123",
        "may_leave_message": "no",
        "may_say_clinic": "yes",
        "message": "Wants to know about sessions.",
        "consent": "on",
        **changes,
    }


def test_the_consent_to_read_out_stands_on_the_page(reception: Client) -> None:
    page = unescape(reception.get(ADD).text)
    assert consent.STATEMENT in page
    assert "I read it out, and they agreed" in page


def test_the_signs_that_cannot_wait_stand_on_the_page_with_what_to_do(reception: Client, content: Catalogue) -> None:
    page = " ".join(unescape(reception.get(ADD).text).split())
    for level in safety.by_urgency(content):
        assert f"<h3>{level.actions[0].heading}</h3>" in page
        for flag in level.red_flags:
            assert " ".join(str(flag.symptom).split())[:25] in page


def test_it_speaks_to_the_receptionist_and_says_what_may_be_left_out(reception: Client) -> None:
    page = unescape(reception.get(ADD).text)
    for words in ("Caller's name<", "For someone else", "How should we reach them?<", "own words? (optional)"):
        assert words in page
    assert "Your name" not in page


def test_the_reference_to_read_out_is_told_once_it_is_stored(reception: Client) -> None:
    page = reception.post(ADD, said(reception), follow=True).text
    assert f"Stored. Read them this reference: {grouped(Enquiry.objects.get().reference)}" in page


def test_questions_hide_until_they_matter_as_on_the_patients_form(reception: Client) -> None:
    assert set(entry.SHOWN_WHEN) == set(forms._WRONG)
    assert 'conditional" data-question="contact_by" data-answers="phone text"' in reception.get(ADD).text


@pytest.mark.parametrize("source", [Source.PHONE, Source.DESK])
def test_a_spoken_enquiry_is_promised_an_answer_like_any_other(
    reception: Client, content: Catalogue, source: Source
) -> None:
    answer = reception.post(ADD, said(reception, source=source.value))
    enquiry = Enquiry.objects.get()
    assert answer.headers["Location"] == f"/desk/enquiries/enquiry/{enquiry.pk}/change/"
    assert (enquiry.source, enquiry.name, enquiry.condition) == (source, PATIENT, "tennis-elbow")
    assert enquiry.promised_by == promise.promised_by(NOW, content.clinic)
    assert enquiry in Enquiry.objects.in_queue()
    assert not enquiry.demo
    event = Event.objects.get(happening=Happening.RECEIVED)
    assert event.by == audit.staff(User.objects.get(username="receptionist").pk)


def test_pressed_twice_it_is_one_enquiry(reception: Client) -> None:
    spoken = said(reception)
    first, second = reception.post(ADD, spoken), reception.post(ADD, spoken)
    assert first.headers["Location"] == second.headers["Location"]
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ({"consent": ""}, "Read the sentence out, and tick this if they agree"),
        ({"source": ""}, "Select how they asked"),
        ({"phone": "12"}, "Enter a phone number"),
        ({"name": ""}, "Enter the caller's name"),
        ({"may_leave_message": ""}, "Ask whether we may leave a message, and select Yes or No"),
    ],
    ids=["no consent", "no source", "no number", "no name", "no voicemail"],
)
def test_what_is_missing_is_named_and_nothing_typed_is_lost(
    reception: Client, wrong: dict[str, str], advice: str
) -> None:
    answer = reception.post(ADD, said(reception, **wrong))
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert advice in page
    assert "Wants to know about sessions." in page
    assert not Enquiry.objects.exists()
