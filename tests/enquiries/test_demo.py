"""The demonstration fills the desk with enquiries in every state, marked as such, and owes nobody mail."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from clinic import demo_staff
from clinic.signin.demo import PASSWORD
from enquiries import audit, demo, finding, intake
from enquiries.desk import news, queue
from enquiries.desk.queue import Tab
from enquiries.models import (
    Agreement,
    CallAttempt,
    CallResult,
    Channel,
    Delivery,
    Enquiry,
    Event,
    Notification,
    Outcome,
    Reply,
    Status,
)
from enquiries.roles import Role
from treatments.catalogue import Catalogue

from .cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(content: Catalogue) -> dict[Role, User]:
    return demo_staff.make()


@pytest.mark.parametrize("now", [NOW, datetime(2026, 12, 27, 3, 0, tzinfo=UTC)], ids=["a Monday", "a closed night"])
def test_every_list_of_the_desk_has_something_to_show(
    content: Catalogue, staff: dict[Role, User], now: datetime
) -> None:
    assert demo.fill(content=content, staff=staff, now=now) == len(demo.STATES)
    assert set(Enquiry.objects.values_list("status", flat=True)) == set(Status)
    assert set(Enquiry.objects.exclude(outcome="").values_list("outcome", flat=True)) == set(Outcome)
    for tab in set(Tab) - {Tab.TODAY}:
        account = staff[Role.RECEPTIONIST]
        assert queue.chosen(tab, account=account, clinic=content.clinic, now=now).exists(), tab


def test_everybody_was_reached_in_the_way_they_asked_for(content: Catalogue, staff: dict[Role, User]) -> None:
    demo.fill(content=content, staff=staff, now=NOW)
    unasked = Enquiry.objects.exclude(contact_by=Channel.PHONE)
    assert not unasked.filter(may_leave_message=True).exists()
    assert not unasked.filter(contact_by=Channel.EMAIL, may_say_clinic=True).exists()
    called = CallAttempt.objects.exclude(result=CallResult.TEXTED)
    assert set(called.values_list("enquiry__contact_by", flat=True)) == {Channel.PHONE}
    assert not called.filter(result=CallResult.VOICEMAIL, enquiry__may_leave_message=False).exists()
    texted = CallAttempt.objects.filter(result=CallResult.TEXTED)
    assert set(texted.values_list("enquiry__contact_by", flat=True)) == {Channel.TEXT}
    assert set(Reply.objects.values_list("enquiry__contact_by", flat=True)) == {Channel.EMAIL}
    assert not called.filter(result=CallResult.REACHED, enquiry__outcome=Outcome.NO_CONTACT).exists()
    assert not Enquiry.objects.exclude(treatment="").exclude(condition="").exists()


def test_among_the_new_ones_is_everything_that_needs_care(content: Catalogue, staff: dict[Role, User]) -> None:
    demo.fill(content=content, staff=staff, now=NOW)
    new = Enquiry.objects.filter(status=Status.NEW, suspected=False)
    not_offered = [each.id for each in content.conditions.values() if each.status == "not-offered"]
    assert new.filter(condition__in=not_offered).exists()
    assert not Enquiry.objects.filter(status=Status.BOOKED, condition__in=not_offered).exists()
    assert new.filter(contact_by=Channel.EMAIL, phone="").exists()
    assert new.filter(contact_by=Channel.TEXT).exists()
    assert new.filter(needs_interpreter=True).exists()
    assert new.filter(patient_agreed=Agreement.NOT_ASKED).exists()
    assert new.exclude(tell_us_first=[]).exists()
    shared = [(each, other) for each in new for other in finding.of_same_person(each) if other in new]
    by_one_name = {finding.is_by_same_name(each, other) for each, other in shared}
    assert by_one_name == {True, False}


def test_somebody_who_asked_twice_is_merged_and_others_wait_to_be(content: Catalogue, staff: dict[Role, User]) -> None:
    demo.fill(content=content, staff=staff, now=NOW)
    merged = Enquiry.objects.get(merged_into__isnull=False)
    assert merged.merged_into is not None
    assert merged.name == merged.merged_into.name
    waiting = list(Enquiry.objects.in_queue())
    told = news.of(waiting, account=staff[Role.RECEPTIONIST], now=NOW)
    words = {badge.words for badges in told.values() for badge in badges}
    assert {news.ASKED_AGAIN, news.NEW_NOTE, news.MAIL_FAILED} <= words


def test_few_are_overdue_while_the_clinic_works(content: Catalogue, staff: dict[Role, User]) -> None:
    demo.fill(content=content, staff=staff, now=NOW)
    counted = queue.counts(account=staff[Role.RECEPTIONIST], clinic=content.clinic, now=NOW)
    assert 0 < counted[Tab.OVERDUE] < counted[Tab.TO_DO] / 2


def test_every_enquiry_is_marked_and_none_owes_mail(content: Catalogue, staff: dict[Role, User]) -> None:
    demo.fill(content=content, staff=staff, now=NOW)
    assert not Enquiry.objects.filter(demo=False).exists()
    assert not Notification.objects.filter(state=Delivery.OWED).exists()
    machine = Enquiry.objects.filter(suspected=True)[0]
    intake.release(enquiry=machine, by=audit.staff(1), now=NOW)
    assert not Notification.objects.filter(state=Delivery.OWED).exists()


def test_nothing_of_the_demonstration_happened_in_the_future(content: Catalogue, staff: dict[Role, User]) -> None:
    demo.fill(content=content, staff=staff, now=NOW)
    assert not Event.objects.filter(at__gt=NOW).exists()


def test_a_second_start_adds_nothing(content: Catalogue, staff: dict[Role, User]) -> None:
    demo.fill(content=content, staff=staff, now=NOW)
    assert demo.fill(content=content, staff=staff, now=NOW + timedelta(days=1)) == 0


def test_demonstration_staff_sign_in_and_do_what_their_role_may(content: Catalogue, client: Client) -> None:
    call_command("demo", verbosity=0, skip_checks=True)
    account = User.objects.get(username="reception")
    assert account.check_password(PASSWORD)
    assert account.has_perm("enquiries.change_enquiry")
    assert not User.objects.get(username="owner").has_perm("enquiries.view_enquiry")
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_changed_password_is_left_alone(content: Catalogue) -> None:
    account = demo_staff.make()[Role.RECEPTIONIST]
    account.set_password("something of my own")
    account.save()
    assert demo_staff.make()[Role.RECEPTIONIST].check_password("something of my own")


def test_nothing_of_it_is_made_where_patients_are(settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not made"):
        call_command("demo", skip_checks=True)
    assert not User.objects.exists()
