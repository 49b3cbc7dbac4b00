"""Many enquiries at once: chosen, confirmed, and each done or skipped with its reason."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from enquiries import audit, handling, workflow
from enquiries.desk import bulk, queue
from enquiries.models import Enquiry, Outcome, Status
from enquiries.reference import grouped
from tests.enquiries.cast import NOW, received, suspected
from treatments.catalogue import Catalogue

pytestmark = pytest.mark.django_db

LIST = "/desk/enquiries/enquiry/"
BY = audit.staff(7)


@pytest.fixture
def three(content: Catalogue) -> list[Enquiry]:
    return [received(content, name=f"Patient {number}") for number in range(3)]


def send(browser: Client, deed: str, enquiries: list[Enquiry], **given: Any) -> Any:
    chosen = [bulk.choice(each) for each in enquiries]
    return browser.post(f"{LIST}bulk/", {"deed": deed, "tab": "to-do", "chosen": chosen, **given})


def ticked(page: str) -> int:
    return page.count('form="bulk" checked')


def statuses() -> set[str]:
    return set(Enquiry.objects.values_list("status", flat=True))


def test_nothing_is_done_before_it_is_confirmed(reception: Client, three: list[Enquiry]) -> None:
    answer = send(reception, "close", three, outcome="declined")
    assert "This is done to 3 enquiries." in answer.text
    assert statuses() == {Status.NEW}
    send(reception, "close", three, outcome="declined", confirmed="yes")
    assert statuses() == {Status.CLOSED}


@pytest.mark.parametrize(
    ("deed", "given", "missing"),
    [
        ("", {}, "Choose what to do with them."),
        ("close", {}, "Choose the outcome"),
        ("snooze", {}, "Choose until when"),
        ("assign", {}, "Choose the colleague"),
        ("dance", {}, "Select a valid choice"),
    ],
)
def test_what_the_deed_needs_is_asked_for(
    reception: Client, three: list[Enquiry], deed: str, given: dict[str, str], missing: str
) -> None:
    answer = send(reception, deed, three, **given)
    assert answer.status_code == 422
    assert missing in answer.text.split('id="bulk-stop"')[1].split("</div>")[0]
    assert ticked(answer.text) == 3


def test_choosing_none_is_told(reception: Client, three: list[Enquiry]) -> None:
    answer = send(reception, "free", [])
    assert answer.status_code == 422
    assert "Choose at least one enquiry." in answer.text


def test_the_others_are_done_when_one_is_skipped_and_why_is_told(reception: Client, three: list[Enquiry]) -> None:
    handling.note(enquiry=Enquiry.objects.get(pk=three[0].pk), text="Mine.", by=BY, now=NOW)
    workflow.move(enquiry=three[1], to=Status.CLOSED, by=BY, now=NOW, outcome=Outcome.DECLINED)
    page = unescape(send(reception, "close", three, outcome="no-contact", confirmed="yes").text)
    assert "Somebody changed it meanwhile: look at it first." in page
    assert "An enquiry that is closed cannot become closed." in page
    assert page.count("Skipped.") == 2
    assert Enquiry.objects.get(pk=three[2].pk).outcome == Outcome.NO_CONTACT
    assert Enquiry.objects.get(pk=three[0].pk).status == Status.NEW


def test_a_whole_list_is_chosen_across_its_pages(
    reception: Client, three: list[Enquiry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE", 2)
    me = User.objects.get(username="receptionist")
    page = send(reception, "assign", [], to=me.pk, whole_list="on").text
    assert "This is done to 3 enquiries." in page
    chosen = [part.split('"')[0] for part in page.split('name="chosen" value="')[1:]]
    given = {"deed": "assign", "to": me.pk, "whole_list": "on", "confirmed": "yes", "tab": "to-do"}
    reception.post(f"{LIST}bulk/", {**given, "chosen": chosen})
    assert Enquiry.objects.filter(assigned_to=me).count() == 3


def test_many_are_snoozed_on_the_clinics_clock(reception: Client, three: list[Enquiry]) -> None:
    refused = send(reception, "snooze", three, until="2026-11-25T09:00", confirmed="yes")
    assert unescape(refused.text).count("We promised an answer before then") == len(three)
    send(reception, "snooze", three, until="2026-11-25T09:00", knowingly="on", confirmed="yes")
    assert set(Enquiry.objects.values_list("snoozed_until", flat=True)) == {NOW + timedelta(days=1, hours=23)}


def test_suspected_spam_is_released_or_closed_and_the_rest_is_left(
    reception: Client, content: Catalogue, three: list[Enquiry]
) -> None:
    machine = suspected(content)
    page = send(reception, "release", [machine, three[0]], confirmed="yes").text
    assert "It is not suspected of being spam." in page
    assert not Enquiry.objects.get(pk=machine.pk).suspected
    send(reception, "spam", [three[1]], confirmed="yes")
    assert Enquiry.objects.get(pk=three[1].pk).outcome == Outcome.SPAM


def test_whom_it_is_done_to_is_named_before_it_is_done(
    reception: Client, three: list[Enquiry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "NAMED", 2)
    page = send(reception, "free", three).text
    assert f"<bdi>Patient 0</bdi>, {grouped(three[0].reference)}" in page
    assert "Patient 2" not in page
    assert "and 1 more" in page


def test_going_back_keeps_the_choice(reception: Client, three: list[Enquiry]) -> None:
    answer = send(reception, "close", three[:2], outcome="declined", back="yes")
    assert (answer.status_code, ticked(answer.text)) == (200, 2)
    assert statuses() == {Status.NEW}


def test_nobody_is_a_choice_of_its_own(reception: Client, three: list[Enquiry]) -> None:
    handling.assign(enquiry=three[0], to=User.objects.get(), by=BY, now=NOW)
    send(reception, "free", [three[0]], confirmed="yes")
    assert Enquiry.objects.get(pk=three[0].pk).assigned_to is None


def test_a_choice_made_up_is_left_out(reception: Client, three: list[Enquiry]) -> None:
    given = {"deed": "free", "confirmed": "yes", "tab": "to-do", "chosen": ["x:1", "999:1", "1", "' or 1=1:1"]}
    assert "Skipped" not in reception.post(f"{LIST}bulk/", given).text
