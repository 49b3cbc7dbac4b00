"""A lead erases somebody on request, hands them a copy, or holds them back; each is confirmed and on record."""

import json
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from enquiries.models import Enquiry, Event, Happening, Hold, LedgerLine, RetentionRun
from enquiries.roles import Role
from tests.enquiries.cast import NOW, PATIENT, received
from tests.enquiries.retention.old import booked
from treatments.catalogue import Catalogue

from .conftest import SignIn

pytestmark = pytest.mark.django_db

LIST = "/desk/enquiries/enquiry/"


@pytest.fixture
def lead(sign_in: SignIn) -> Client:
    """A lead receptionist's browser."""
    return sign_in(Role.LEAD)


def keep(browser: Client, enquiry: Enquiry, verb: str, **given: Any) -> Any:
    return browser.post(f"{LIST}{enquiry.pk}/keeping/{verb}/", given)


def test_a_lead_erases_what_they_chose_once_they_typed_the_reference(
    lead: Client, content: Catalogue, enquiry: Enquiry
) -> None:
    again = received(content, message="And my heel.")
    spared = received(content, message="My sister's knee, from my phone.")
    typed = f"{enquiry.reference[:4].lower()} {enquiry.reference[4:]}"
    answer = keep(lead, enquiry, "erase", chosen=[enquiry.pk, again.pk], typed=typed)
    assert answer.status_code == 302
    assert Enquiry.objects.get() == spared
    assert sum(line.enquiries for line in LedgerLine.objects.all()) == 2
    events = Event.objects.filter(happening=Happening.ERASED)
    assert {event.reference for event in events} == {enquiry.reference, again.reference}
    assert {event.by for event in events} == {f"staff:{lead.session['_auth_user_id']}"}
    assert "Erased 2 enquiries." in lead.get(f"{LIST}retention/").text


@pytest.mark.parametrize(
    ("given", "advice"),
    [
        ({"chosen": [], "typed": "right"}, "Choose at least one enquiry."),
        ({"typed": ""}, "Type the reference to confirm that you mean it."),
        ({"typed": "7KM2HX9M"}, "This is not the reference of this enquiry."),
        ({"typed": "yes"}, "This is not the reference of this enquiry."),
    ],
    ids=str,
)
def test_nothing_is_erased_before_it_is_confirmed(
    lead: Client, enquiry: Enquiry, given: dict[str, Any], advice: str
) -> None:
    if given["typed"] == "right":
        given = given | {"typed": enquiry.reference}
    answer = keep(lead, enquiry, "erase", **{"chosen": [enquiry.pk]} | given)
    assert answer.status_code == 422
    assert advice in answer.text
    assert Enquiry.objects.exists()


def test_somebody_elses_cannot_be_slipped_in(lead: Client, content: Catalogue, enquiry: Enquiry) -> None:
    other = received(content, phone="020 7946 0999", email="other@example.org")
    answer = keep(lead, enquiry, "erase", chosen=[enquiry.pk, other.pk], typed=enquiry.reference)
    assert answer.status_code == 422
    assert Enquiry.objects.count() == 2


def test_of_several_of_which_one_is_held_none_is_erased(lead: Client, content: Catalogue, enquiry: Enquiry) -> None:
    again = received(content, message="And my heel.")
    keep(lead, again, "hold", reason="complaint")
    answer = keep(lead, enquiry, "erase", chosen=[enquiry.pk, again.pk], typed=enquiry.reference)
    assert answer.status_code == 409
    assert "held back from erasing: nothing was erased" in answer.text
    assert Enquiry.objects.count() == 2
    assert not Event.objects.filter(happening=Happening.ERASED).exists()


def test_a_hold_says_why_and_can_be_lifted(lead: Client, enquiry: Enquiry) -> None:
    assert "Choose the reason: it is recorded." in keep(lead, enquiry, "hold", reason="").text
    keep(lead, enquiry, "hold", reason="claim")
    assert "a legal claim is made or expected" in lead.get(f"{LIST}{enquiry.pk}/keeping/").text
    assert "held, because a legal claim is made or expected" in lead.get(f"{LIST}retention/").text
    keep(lead, enquiry, "let-go")
    assert not Hold.objects.exists()


def test_a_copy_is_handed_out_and_on_record(lead: Client, enquiry: Enquiry) -> None:
    answer = keep(lead, enquiry, "copy", chosen=[enquiry.pk])
    told = json.loads(answer.content)
    assert told["enquiries"][0]["name"] == PATIENT
    assert answer.headers["Content-Disposition"] == 'attachment; filename="what-we-hold.json"'
    assert "no-store" in answer.headers["Cache-Control"]
    event = Event.objects.get(happening=Happening.EXPORTED)
    assert (event.reference, event.details) == (enquiry.reference, {"reason": "patient-request"})


def test_neither_page_says_who_it_is(lead: Client, enquiry: Enquiry) -> None:
    booked()
    for page in ("retention/", f"{enquiry.pk}/keeping/"):
        assert PATIENT not in lead.get(f"{LIST}{page}").text


def test_the_page_says_the_rule_and_what_is_due(lead: Client) -> None:
    booked()
    page = lead.get(f"{LIST}retention/").text
    assert "Due to be erased: 1" in page
    assert "erased 12 months later" in page
    assert "It has not run yet." in page


def test_a_run_that_stopped_is_told_to_leads_at_home(lead: Client, reception: Client) -> None:
    RetentionRun.objects.create(day=NOW.date(), at=NOW, stopped="too-many")
    assert "too many were due at once" in lead.get("/desk/").text
    assert "too many were due at once" not in reception.get("/desk/").text


def test_a_form_kept_for_somebody_signed_out_goes_with_its_enquiry(
    lead: Client, reception: Client, enquiry: Enquiry
) -> None:
    path = f"{LIST}{enquiry.pk}/act/note/"
    for at in (path, f"{LIST}{enquiry.pk}7/act/note/"):
        session = Client().session
        session["desk_parked"] = {"owner": 1, "path": at, "fields": [["text", "Her daughter answers."]], "at": 0}
        session.save()
    before = Session.objects.count()
    keep(lead, enquiry, "erase", chosen=[enquiry.pk], typed=enquiry.reference)
    kept = [each.get_decoded().get("desk_parked", {}).get("path") for each in Session.objects.all()]
    assert path not in kept
    assert f"{LIST}{enquiry.pk}7/act/note/" in kept
    assert Session.objects.count() == before - 1


def test_only_leads_are_led_there(lead: Client, reception: Client, enquiry: Enquiry) -> None:
    address = f"{LIST}{enquiry.pk}/change/"
    assert "/keeping/" in lead.get(address).text
    assert "/keeping/" not in reception.get(address).text
