"""A crowd is made of enquiries that the database takes for real ones, all of them marked as demonstration."""

import pytest
from django.contrib.auth.models import User

from enquiries import crowd, finding
from enquiries.models import CallAttempt, Enquiry, Event, Handle, Note, Notification, Status
from enquiries.reference import parse
from treatments.catalogue import Catalogue

from .cast import NOW, received

pytestmark = pytest.mark.django_db


def grow(content: Catalogue, upto: int) -> list[int]:
    worker, _ = User.objects.get_or_create(username="reception")
    return list(crowd.fill(upto=upto, content=content, worker=worker, now=NOW))


def test_a_crowd_grows_to_the_number_asked_for_and_no_further(content: Catalogue) -> None:
    assert grow(content, 30) == [30]
    assert grow(content, 50) == [50]
    assert grow(content, 50) == []
    assert Enquiry.objects.filter(demo=True).count() == 50


def test_each_has_a_reference_that_can_be_read_and_all_that_an_enquiry_has(content: Catalogue) -> None:
    grow(content, 120)
    references = list(Enquiry.objects.values_list("reference", flat=True))
    assert [parse(each) for each in references] == references
    assert set(Enquiry.objects.values_list("status", flat=True)) == set(Status)
    assert set(Event.objects.values_list("reference", flat=True)) == set(references)
    assert all(model.objects.exists() for model in (CallAttempt, Note, Notification, Handle))


def test_each_is_found_as_it_would_be_had_it_been_received(content: Catalogue) -> None:
    grow(content, 20)
    one = Enquiry.objects.get(phone="01632 000007")
    assert finding.find("01632 000007").enquiries == (one.pk,)
    assert finding.find(one.email).enquiries == (one.pk,)


def test_whoever_asks_after_the_crowd_is_received_as_ever(content: Catalogue) -> None:
    grow(content, 20)
    assert received(content).pk > 20
