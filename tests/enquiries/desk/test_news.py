"""What comes up about a snoozed enquiry is flagged and wakes nobody; whoever asks twice is marked."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from enquiries import audit, handling, merging, workflow
from enquiries.desk import news
from enquiries.models import Delivery, Enquiry, Outcome, Status
from tests.enquiries.cast import NOW, received, suspected
from treatments.catalogue import Catalogue

pytestmark = pytest.mark.django_db

LIST = "/desk/enquiries/enquiry/"
BY = audit.staff(7)
EARLIER = NOW - timedelta(hours=2)


@pytest.fixture
def snoozed(content: Catalogue) -> Enquiry:
    """Asked yesterday, and put off this morning until Wednesday."""
    enquiry = received(content, now=NOW - timedelta(days=1))
    handling.snooze(enquiry=enquiry, until=NOW + timedelta(days=2), by=BY, now=EARLIER, knowingly=True)
    return enquiry


def words(enquiry: Enquiry, **seen: Any) -> list[str]:
    account = seen.get("by") or User(pk=99)
    stored = Enquiry.objects.get(pk=enquiry.pk)
    return [badge.words for badge in news.of([stored], account=account, now=NOW)[enquiry.pk]]


def test_a_second_enquiry_by_the_same_person_is_new_and_the_snooze_goes_on(
    content: Catalogue, snoozed: Enquiry
) -> None:
    assert words(snoozed) == []
    again = received(content, message="I am back already.")
    assert words(snoozed) == [news.NEW_ENQUIRY, news.ASKED_AGAIN]
    assert words(again) == [news.ASKED_AGAIN]
    assert Enquiry.objects.get(pk=snoozed.pk).snoozed_until == NOW + timedelta(days=2)


def test_a_family_with_one_telephone_is_not_somebody_who_asked_twice(content: Catalogue, snoozed: Enquiry) -> None:
    daughter = received(content, message="My knee.", name="Somebody Else")
    assert (words(snoozed), words(daughter)) == ([], [])


def test_a_note_is_new_to_everybody_but_its_author(snoozed: Enquiry) -> None:
    author = User.objects.create_user("ben")
    handling.note(enquiry=snoozed, text="She rang.", by=audit.staff(author.pk), now=NOW)
    assert words(snoozed) == [news.NEW_NOTE]
    assert words(snoozed, by=author) == []


def test_what_was_there_before_the_snooze_is_not_new(content: Catalogue) -> None:
    enquiry = received(content, now=NOW - timedelta(days=1))
    received(content, now=NOW - timedelta(hours=3), message="And my knee.")
    handling.note(enquiry=enquiry, text="Away.", by=BY, now=NOW - timedelta(hours=3))
    handling.snooze(enquiry=enquiry, until=NOW + timedelta(days=2), by=BY, now=EARLIER, knowingly=True)
    assert words(enquiry) == [news.ASKED_AGAIN]


def test_failed_mail_is_marked_wherever_its_enquiry_stands(snoozed: Enquiry) -> None:
    snoozed.notifications.filter(kind="alert").update(state=Delivery.FAILED, last_error="SMTPError")
    assert words(snoozed) == [news.MAIL_FAILED]


@pytest.mark.parametrize("end", ["closed", "merged", "spam"])
def test_what_is_settled_or_suspected_makes_nobody_ask_twice(content: Catalogue, snoozed: Enquiry, end: str) -> None:
    if end == "spam":
        suspected(content)
    else:
        again = received(content, message="And my knee.")
        if end == "merged":
            merging.merge(enquiry=again, into=snoozed, taken=(), by=BY, now=NOW)
        else:
            workflow.move(enquiry=again, to=Status.CLOSED, by=BY, now=NOW, outcome=Outcome.DECLINED)
    assert words(snoozed) == []


def test_the_list_and_the_record_flag_it_until_somebody_has_seen_it(
    reception: Client, content: Catalogue, snoozed: Enquiry
) -> None:
    received(content, message="I am back already.")
    assert news.NEW_ENQUIRY in reception.get(LIST, {"tab": "snoozed"}).text
    assert "Seen, keep it snoozed" in reception.get(f"{LIST}{snoozed.pk}/change/").text
    answer = reception.post(f"{LIST}{snoozed.pk}/act/seen/", {"version": snoozed.version, "last_event": 0}, follow=True)
    page = unescape(answer.text)
    assert "Seen. It stays snoozed until Wed 25 Nov, 10 am." in page
    assert news.NEW_ENQUIRY not in page
    assert Enquiry.objects.get(pk=snoozed.pk).snoozed_until == NOW + timedelta(days=2)
