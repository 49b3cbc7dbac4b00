"""The queue shows what is pressing first, one list for each question that staff ask, and finds by POST alone."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from enquiries import audit, handling, workflow
from enquiries.desk import home, queue, wording
from enquiries.desk.queue import Tab
from enquiries.models import Delivery, Enquiry, Event, Happening, Notification, Outcome, Status
from enquiries.reference import grouped
from enquiries.roles import Role
from enquiries.spam import Reason
from tests.enquiries.cast import NOW, PATIENT, received, suspected
from treatments.catalogue import Catalogue

from .conftest import SignIn

pytestmark = pytest.mark.django_db

LIST = "/desk/enquiries/enquiry/"
BY = audit.staff(7)


def names(browser: Client, tab: Tab) -> list[str]:
    page = unescape(browser.get(f"{LIST}?tab={tab}").text)
    return [part.split("</bdi>")[0] for part in page.split('<th scope="row">')[1:] for part in [part.split("<bdi>")[1]]]


def asked(content: Catalogue, name: str, *, hours_ago: int = 0) -> Enquiry:
    return received(content, now=NOW - timedelta(hours=hours_ago), name=name)


@pytest.fixture
def everything(content: Catalogue, reception: Client) -> None:
    """One enquiry for each list."""
    me = User.objects.get(username="receptionist")
    asked(content, "New")
    asked(content, "Late", hours_ago=96)
    handling.assign(enquiry=asked(content, "Mine", hours_ago=1), to=me, by=BY, now=NOW)
    handling.snooze(enquiry=asked(content, "Asleep"), until=NOW + timedelta(days=1), by=BY, now=NOW, knowingly=True)
    workflow.move(enquiry=asked(content, "Waiting"), to=Status.WAITING, by=BY, now=NOW)
    workflow.move(enquiry=asked(content, "Done"), to=Status.CLOSED, by=BY, now=NOW, outcome=Outcome.DECLINED)
    suspected(content)
    failed = asked(content, "Bounced", hours_ago=2)
    Notification.objects.filter(enquiry=failed, kind="alert").update(state=Delivery.FAILED, last_error="SMTPError")


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("tab", "expected"),
    [
        (Tab.TO_DO, ["Late", "Bounced", "Mine", "New"]),
        (Tab.NEW, ["Late", "Bounced", "Mine", "New"]),
        (Tab.OVERDUE, ["Late"]),
        (Tab.MINE, ["Mine"]),
        (Tab.UNASSIGNED, ["Late", "Bounced", "New"]),
        (Tab.SNOOZED, ["Asleep"]),
        (Tab.WAITING, ["Waiting"]),
        (Tab.SPAM, ["Best Pills"]),
        (Tab.FAILED_MAIL, ["Bounced"]),
        (Tab.SETTLED, ["Done"]),
    ],
)
def test_each_list_shows_its_own_the_most_pressing_first(reception: Client, tab: Tab, expected: list[str]) -> None:
    assert names(reception, tab) == expected
    counted = reception.get(f"{LIST}counts/").json()
    if tab is not Tab.SETTLED:
        assert counted[tab] == len(expected)


def test_due_today_ends_with_the_clinics_day(reception: Client, content: Catalogue) -> None:
    # Eight opening hours from Friday noon end on Monday afternoon.
    asked(content, "Today", hours_ago=70)
    asked(content, "Tomorrow")
    assert names(reception, Tab.TODAY) == ["Today"]


def test_waiting_is_said_in_working_hours_and_in_words(reception: Client, content: Catalogue) -> None:
    asked(content, "Late", hours_ago=96)
    page = reception.get(LIST).text
    assert "due--late" in page
    assert "overdue by" in page
    assert "working hours ago" in page


def test_a_waiting_enquiry_comes_back_when_its_reminder_is_due(
    reception: Client, sign_in: SignIn, content: Catalogue
) -> None:
    workflow.move(enquiry=asked(content, "Waiting"), to=Status.WAITING, by=BY, now=NOW)
    assert names(reception, Tab.TO_DO) == []
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        assert names(sign_in(Role.RECEPTIONIST), Tab.TO_DO) == ["Waiting"]


def test_searching_names_nobody_in_an_address_and_is_an_event(reception: Client, enquiry: Enquiry) -> None:
    answer = reception.post(f"{LIST}search/", {"typed": "featherstonehaugh"})
    assert answer.headers["Location"] == f"{LIST}{enquiry.pk}/change/"
    event = Event.objects.get(happening=Happening.SEARCHED)
    assert event.details == {"found": 1, "result": "name"}


def test_several_finds_are_shown_by_a_token_that_says_nothing(
    reception: Client, content: Catalogue, enquiry: Enquiry
) -> None:
    received(content, message="And my knee.")
    answer = reception.post(f"{LIST}search/", {"typed": "0123"})
    assert "0123" not in answer.headers["Location"]
    page = reception.get(answer.headers["Location"]).text
    assert page.count(PATIENT) == 2


def test_a_search_that_finds_nothing_says_what_to_try(reception: Client, enquiry: Enquiry) -> None:
    answer = reception.post(f"{LIST}search/", {"typed": "nobody"}, follow=True)
    assert "Nothing was found. No name and no email address begins like this" in answer.text
    assert "It may be spelt another way" in answer.text


def test_a_misheard_name_opens_nobodys_record_and_is_offered_to_choose_from(
    reception: Client, enquiry: Enquiry
) -> None:
    answer = reception.post(f"{LIST}search/", {"typed": "Wilhelmeena"}, follow=True)
    assert "Did you mean one of these?" in answer.text
    assert f'href="{LIST}{enquiry.pk}/change/"' in answer.text
    assert "Wilhelmeena" not in answer.text
    assert not Event.objects.filter(happening=Happening.OPENED).exists()
    assert Event.objects.get(happening=Happening.SEARCHED).details == {"found": 1, "result": "misheard-name"}


def test_a_link_that_is_no_reference_offers_no_names(reception: Client, content: Catalogue) -> None:
    received(content, name="Abcd Efgh")
    answer = reception.get(LIST, {"q": "Abcd Efgj"}, follow=True)
    assert "There is no enquiry with this reference" in answer.text


def test_suspected_spam_says_why_in_plain_words_and_in_which_order(reception: Client, content: Catalogue) -> None:
    suspected(content)
    page = reception.get(LIST, {"tab": "suspected-spam"}).text
    assert "filled in a field that people cannot see" in page
    assert "honeypot" not in page
    assert "Enquiries, newest first" in page
    assert set(wording.SUSPICIONS) == set(Reason)


def mistyped(enquiry: Enquiry) -> str:
    return enquiry.reference[:-1] + ("7" if enquiry.reference[-1] != "7" else "9")


def test_a_mistyped_reference_opens_nobodys_record_and_asks_which_was_meant(
    reception: Client, enquiry: Enquiry
) -> None:
    wrong = mistyped(enquiry)
    answer = reception.post(f"{LIST}search/", {"typed": wrong})
    said = f"There is no {grouped(wrong)}. Did you mean {grouped(enquiry.reference)}, {PATIENT}?"
    assert answer.status_code == 200
    assert said in unescape(answer.text)
    assert f'href="{LIST}{enquiry.pk}/change/"' in answer.text
    assert reception.get(LIST, {"q": wrong}).status_code == 200
    assert not Event.objects.filter(happening=Happening.OPENED).exists()
    right = reception.post(f"{LIST}search/", {"typed": grouped(enquiry.reference).lower()})
    assert right.headers["Location"] == f"{LIST}{enquiry.pk}/change/"


def test_a_mistyped_reference_is_kept_in_no_session(reception: Client, enquiry: Enquiry) -> None:
    reception.post(f"{LIST}search/", {"typed": mistyped(enquiry)})
    assert "found" not in reception.session


def test_how_many_were_found_and_by_what_is_told(reception: Client, content: Catalogue, enquiry: Enquiry) -> None:
    received(content, message="And my knee.")
    assert "2 enquiries found by phone number." in reception.post(f"{LIST}search/", {"typed": "0123"}, follow=True).text


def test_too_short_a_search_says_what_to_type(reception: Client, enquiry: Enquiry) -> None:
    answer = reception.post(f"{LIST}search/", {"typed": "0"}, follow=True)
    assert "Type at least 4 digits" in answer.text


def test_the_link_in_receptions_mail_leads_to_the_enquiry(reception: Client, enquiry: Enquiry) -> None:
    assert reception.get(LIST, {"q": enquiry.reference}).headers["Location"] == f"{LIST}{enquiry.pk}/change/"
    answer = reception.get(LIST, {"q": PATIENT}, follow=True)
    assert "There is no enquiry with this reference." in answer.text


def test_pages_are_turned_without_counting(
    reception: Client, content: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE", 2)
    for number in range(3):
        asked(content, f"Patient {number}", hours_ago=3 - number)
    first = reception.get(LIST).text
    assert "Next page" in first
    assert "Previous page" not in first
    second = reception.get(LIST, {"page": 2}).text
    assert "Patient 2" in second
    assert "Next page" not in second
    for wrong in ("0", "-1", "x", "99999999"):
        assert reception.get(LIST, {"page": wrong}).status_code == 200


@pytest.mark.parametrize("address", ["/desk/", LIST, "record"])
def test_the_number_of_queries_does_not_grow_with_the_enquiries(
    reception: Client, content: Catalogue, enquiry: Enquiry, address: str
) -> None:
    where = f"{LIST}{enquiry.pk}/change/" if address == "record" else address
    asked(content, "Patient before")
    reception.get(where)
    with CaptureQueriesContext(
        connection,
    ) as few:
        reception.get(where)
    for number in range(12):
        asked(content, f"Patient {number}")
    with CaptureQueriesContext(connection) as many:
        reception.get(where)
    assert len(many) == len(few)


@pytest.mark.parametrize("tab", [Tab.SPAM, Tab.SETTLED, Tab.TO_DO])
def test_no_list_is_sorted_without_an_index(content: Catalogue, reception: Client, tab: Tab) -> None:
    if connection.vendor == "postgresql":
        # So few rows it would rather sort, unless it is asked what it would do with many.
        connection.cursor().execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    account = User.objects.get()
    plan = queue.chosen(tab, account=account, clinic=content.clinic, now=NOW)[:50].explain()
    assert "USE TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_home_shows_the_next_ten_and_how_many_of_each(reception: Client, content: Catalogue) -> None:
    for number in range(11):
        asked(content, f"Patient {number}", hours_ago=number)
    page = unescape(reception.get("/desk/").text)
    assert '<strong data-count="new">11</strong>' in page
    assert "Patient 10" in page
    assert "Patient 0<" not in page
    assert "Pages due for review" in page


def test_home_says_which_pages_are_due_for_review(reception: Client, content: Catalogue) -> None:
    late = home.reviews(content=content, now=NOW + timedelta(days=400))["reviews"]
    assert [review.title for review in late]
    assert home.reviews(content=content, now=NOW)["reviews"] == []
