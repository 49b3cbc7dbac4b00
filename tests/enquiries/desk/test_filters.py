"""A list is narrowed by what staff ask for and by nothing unknown, and the neighbours follow the list."""

from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from enquiries import audit, handling, intake, workflow
from enquiries.desk import filters, queue
from enquiries.desk.queue import Tab
from enquiries.models import Channel, Enquiry, Need, Source, Status
from enquiries.roles import Role
from tests.enquiries.cast import NOW, received, submission, suspected, traces
from treatments.catalogue import Catalogue

from .conftest import SignIn

pytestmark = pytest.mark.django_db

LIST = "/desk/enquiries/enquiry/"
BY = audit.staff(7)


def names(browser: Client, **asked: str) -> list[str]:
    page = unescape(browser.get(LIST, asked).text)
    return [part.split("</bdi>")[0].split("<bdi>")[1] for part in page.split('<th scope="row">')[1:]]


@pytest.fixture
def three(content: Catalogue, reception: Client) -> None:
    """A call about an elbow, an email about a hip that needs Greek, and a call taken by reception at the desk."""
    received(content, now=NOW - timedelta(hours=3), name="Elbow")
    received(
        content,
        now=NOW - timedelta(hours=2),
        name="Hip",
        treatment="",
        condition="hip-pain",
        package="",
        contact_by=Channel.EMAIL,
        needs=frozenset({Need.INTERPRETER}),
        language="Greek",
    )
    asked = submission(name="Walked in", treatment="", condition="", package="", tell_us_first=("blood-thinners",))
    spoken = intake.receive(submission=asked, traces=traces(), content=content, now=NOW, by=BY, source=Source.DESK)
    me = User.objects.get(username="receptionist")
    handling.assign(enquiry=Enquiry.objects.get(reference=spoken.reference), to=me, by=BY, now=NOW)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["Elbow", "Hip", "Walked in"]),
        ({"about": "condition:hip-pain"}, ["Hip"]),
        ({"about": "treatment:prolotherapy"}, ["Elbow"]),
        ({"about": "not-sure"}, ["Walked in"]),
        ({"by": "email"}, ["Hip"]),
        ({"who": "me"}, ["Walked in"]),
        ({"who": "nobody"}, ["Elbow", "Hip"]),
        ({"need": "interpreter"}, ["Hip"]),
        ({"need": "told-first"}, ["Walked in"]),
        ({"need": "no-message"}, ["Elbow", "Walked in"]),
        ({"source": "desk"}, ["Walked in"]),
        ({"by": "phone", "who": "nobody"}, ["Elbow"]),
        ({"about": "treatment:leeches", "who": "99999", "by": "pigeon"}, ["Elbow", "Hip", "Walked in"]),
    ],
    ids=str,
)
def test_a_list_is_narrowed(reception: Client, asked: dict[str, str], expected: list[str]) -> None:
    assert names(reception, **asked) == expected


@pytest.mark.usefixtures("three")
def test_what_the_list_is_narrowed_by_is_said_and_so_is_what_is_not_known(reception: Client) -> None:
    page = unescape(reception.get(LIST, {"by": "email", "about": "treatment:leeches"}).text)
    assert "Only how to reach: email." in page
    assert "About: what was asked for is no longer known" in page


@pytest.mark.usefixtures("three")
def test_the_longest_waiting_come_first_when_asked_for(reception: Client) -> None:
    first = Enquiry.objects.get(name="Elbow")
    workflow.change(enquiry=first, due_at=NOW + timedelta(days=9))
    assert names(reception) == ["Hip", "Walked in", "Elbow"]
    assert names(reception, order="waiting") == ["Elbow", "Hip", "Walked in"]


def test_neither_order_is_sorted_without_an_index(content: Catalogue, reception: Client) -> None:
    if connection.vendor == "postgresql":
        connection.cursor().execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    shows = filters.read({"order": "waiting", "by": "phone"}, content=content, staff=())
    plan = filters.found(shows, account=User.objects.get(), clinic=content.clinic, now=NOW)[:50].explain()
    assert "USE TEMP B-TREE" not in plan
    assert "Sort" not in plan


@pytest.mark.usefixtures("three")
def test_a_colleagues_enquiries_are_asked_for_by_name(reception: Client, sign_in: SignIn) -> None:
    me = User.objects.get(username="receptionist")
    assert names(sign_in(Role.LEAD), who=str(me.pk)) == ["Walked in"]
    User.objects.filter(pk=me.pk).update(is_active=False)
    assert len(names(sign_in(Role.LEAD), who=str(me.pk))) == 3


@pytest.mark.usefixtures("three")
def test_next_and_previous_follow_the_list_that_was_left(reception: Client) -> None:
    elbow, hip, walked_in = Enquiry.objects.order_by("received_at")
    plain = unescape(reception.get(f"{LIST}{elbow.pk}/change/").text)
    assert f'{LIST}{hip.pk}/change/?tab=to-do" rel="next"' in plain
    by_phone = unescape(reception.get(f"{LIST}{elbow.pk}/change/?tab=new&by=phone").text)
    assert f'{LIST}{walked_in.pk}/change/?tab=new&by=phone" rel="next"' in by_phone


@pytest.mark.usefixtures("three")
def test_a_button_leads_back_to_the_page_with_its_list(reception: Client) -> None:
    elbow = Enquiry.objects.get(name="Elbow")
    given = {"version": elbow.version, "last_event": 0, "result": "no-answer"}
    answer = reception.post(f"{LIST}{elbow.pk}/act/call/?tab=new&by=phone", given)
    assert answer.headers["Location"] == f"{LIST}{elbow.pk}/change/?tab=new&by=phone"


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("stood", ["", "yesterday", "2026-11-23T10:00:00"])
def test_next_leads_on_from_where_it_stood_before_the_call_sent_it_to_the_end(reception: Client, stood: str) -> None:
    elbow, hip, walked_in = Enquiry.objects.order_by("received_at")
    page = unescape(reception.get(f"{LIST}{elbow.pk}/change/").text)
    form = page.split(f'action="{LIST}{elbow.pk}/act/call/')[1].split('"')[0]
    given = {"version": elbow.version, "last_event": 0, "result": "no-answer"}
    done = reception.post(f"{LIST}{elbow.pk}/act/call/{form}", given).headers["Location"]
    workflow.change(enquiry=Enquiry.objects.get(pk=elbow.pk), due_at=NOW + timedelta(days=9))
    assert f'{LIST}{hip.pk}/change/?tab=to-do" rel="next"' in unescape(reception.get(done).text)
    # An address that says nothing sensible about it goes by where it stands now.
    plain = unescape(reception.get(f"{LIST}{elbow.pk}/change/", {"stood": stood}).text)
    assert f'{LIST}{walked_in.pk}/change/?tab=to-do" rel="prev"' in plain


def test_suspected_spam_is_gone_through_newest_first(reception: Client, content: Catalogue) -> None:
    old, new = suspected(content, now=NOW - timedelta(days=1)), suspected(content)
    found = queue.chosen(Tab.SPAM, account=User.objects.get(), clinic=content.clinic, now=NOW)
    assert queue.neighbours(new, found) == {"previous": None, "next": old.pk}
    assert queue.neighbours(old, found) == {"previous": new.pk, "next": None}


def test_what_was_never_settled_has_no_neighbours_among_what_was(content: Catalogue, reception: Client) -> None:
    open_one, done = received(content), received(content, message="And my knee.")
    workflow.move(enquiry=done, to=Status.BOOKED, by=BY, now=NOW)
    found = queue.chosen(Tab.SETTLED, account=User.objects.get(), clinic=content.clinic, now=NOW)
    assert queue.neighbours(open_one, found) == {"previous": None, "next": None}


@pytest.mark.usefixtures("three")
def test_a_whole_narrowed_list_is_chosen_and_nothing_else(reception: Client) -> None:
    given = {"deed": "free", "whole_list": "on", "tab": "to-do", "by": "phone"}
    page = reception.post(f"{LIST}bulk/", given).text
    assert "This is done to 2 enquiries." in page
    assert 'name="by" value="phone"' in page
