"""The day sheet lists today's calls for paper, the most pressing first, and is on record as a look at each."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from enquiries import audit, calls, handling, workflow
from enquiries.models import CallResult, Channel, Enquiry, Event, Happening, Need, Status, TimeOfDay
from enquiries.roles import Role
from tests.enquiries.cast import NOW, received
from treatments.catalogue import Catalogue

from .conftest import SignIn

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/enquiries/enquiry/day-sheet/"


def ask(content: Catalogue, number: int, *, hours: float = 24, **changes: Any) -> Enquiry:
    return received(
        content,
        now=NOW - timedelta(hours=hours),
        name=f"Patient {number}",
        phone=f"020 7946 {number:04d}",
        message=f"Elbow {number}",
        **changes,
    )


def names(page: str) -> list[str]:
    return [part.split("</bdi>")[0] for part in page.split('<th scope="row"><bdi>')[1:]]


def test_the_calls_of_today_in_the_order_in_which_they_press(reception: Client, content: Catalogue) -> None:
    # Friday afternoon's promise ends on Monday, and Monday's own on Tuesday.
    ask(content, 1, hours=70)
    ask(content, 2, hours=75)
    ask(content, 3, hours=1)
    assert names(reception.get(ADDRESS).text) == ["Patient 2", "Patient 1"]


def test_what_must_not_be_missed_stands_on_paper_too(reception: Client, content: Catalogue) -> None:
    by = audit.staff(7)
    sciatic, wrong = ask(content, 1, hours=75, condition="sciatica"), ask(content, 2, hours=75)
    handling.note(enquiry=sciatic, text="Rings back at ten.", by=by, now=NOW)
    calls.log(enquiry=wrong, result=CallResult.WRONG_NUMBER, by=by, now=NOW, clinic=content.clinic)
    page = reception.get(ADDRESS).text
    assert "We do not offer this: book nothing" in page
    assert "Note: Rings back at ten." in page
    assert f"<s><bdi>{wrong.phone}</bdi></s> wrong number: do not call" in page


def test_what_is_said_on_the_telephone_stands_on_it(reception: Client, content: Catalogue) -> None:
    ask(content, 1, hours=75, needs=frozenset({Need.INTERPRETER, Need.WHEELCHAIR}), language="Polish")
    ask(content, 2, hours=75, may_leave_message=True, may_say_clinic=True)
    page = reception.get(ADDRESS).text
    for words in ("020 7946 0001", "Leave no message", "Do not say who calls", "Polish", "wheelchair access"):
        assert words in page
    for words in ("May leave a message", "May say who calls"):
        assert words in page
    assert "Elbow 1" not in page


def test_when_it_suits_them_and_a_number_to_press_stand_on_it(reception: Client, content: Catalogue) -> None:
    ask(content, 1, hours=75, good_times=(TimeOfDay.MORNING,), good_times_note="not Tuesdays")
    page = reception.get(ADDRESS).text
    assert "Good times: <bdi>morning, before 12: not Tuesdays</bdi>" in page
    assert '<a href="tel:+442079460001">' in page
    assert "As it was at 10 am." in page


def test_only_calls_that_wait_for_us_are_on_it(reception: Client, content: Catalogue) -> None:
    by = "staff:1"
    workflow.move(enquiry=ask(content, 1, hours=75), to=Status.WAITING, by=by, now=NOW)
    workflow.move(enquiry=ask(content, 2, hours=75), to=Status.BOOKED, by=by, now=NOW)
    handling.snooze(enquiry=ask(content, 3, hours=75), until=NOW + timedelta(hours=2), by=by, now=NOW, knowingly=True)
    ask(content, 4, hours=75, contact_by=Channel.EMAIL)
    ask(content, 5, hours=75, contact_by=Channel.TEXT)
    assert names(reception.get(ADDRESS).text) == []
    assert "No call is due today." in reception.get(ADDRESS).text


def test_a_call_proposed_for_this_afternoon_is_on_it(reception: Client, content: Catalogue) -> None:
    again = ask(content, 1, hours=75)
    calls.log(enquiry=again, result=CallResult.NO_ANSWER, by="staff:1", now=NOW, clinic=content.clinic)
    assert again.due_at.date() == NOW.date()
    assert names(reception.get(ADDRESS).text) == ["Patient 1"]


def test_each_enquiry_on_it_was_opened_by_whoever_looked(reception: Client, content: Catalogue) -> None:
    shown, later = ask(content, 1, hours=75), ask(content, 2, hours=1)
    reception.get(ADDRESS)
    event = Event.objects.get(happening=Happening.OPENED)
    assert (event.reference, event.details) == (shown.reference, {"reason": "day-sheet"})
    assert event.by.startswith("staff:")
    assert not Event.objects.filter(reference=later.reference, happening=Happening.OPENED).exists()


def test_it_is_kept_nowhere(reception: Client) -> None:
    assert "no-store" in reception.get(ADDRESS).headers["Cache-Control"]


def test_there_is_an_end_to_it(reception: Client, content: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enquiries.desk.day_sheet.MOST", 1)
    ask(content, 1, hours=75)
    ask(content, 2, hours=75)
    page = reception.get(ADDRESS).text
    assert len(names(page)) == 1
    assert "There are more calls than fit here." in page


def test_the_owner_has_no_sheet(sign_in: SignIn, content: Catalogue) -> None:
    ask(content, 1, hours=75)
    owner = sign_in(Role.OWNER)
    assert owner.get(ADDRESS).status_code == 403
    assert "Calls today" not in owner.get("/desk/").text
    assert not Event.objects.filter(happening=Happening.OPENED).exists()
