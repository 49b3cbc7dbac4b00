"""Somebody who asks is given all that is held about them, and nothing of anybody else."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from enquiries import calls, handling, retention
from enquiries.models import CallResult, Enquiry, Event, Happening
from tests.enquiries.cast import NOW, received
from treatments.catalogue import Catalogue

pytestmark = pytest.mark.django_db


def export(*enquiries: Enquiry) -> dict[str, Any]:
    told = retention.export(enquiries=enquiries, reason="patient-request", by="staff:7", now=NOW)
    read: dict[str, Any] = json.loads(json.dumps(told, cls=DjangoJSONEncoder))
    return read


def test_everything_that_is_personal_is_told(content: Catalogue) -> None:
    enquiry = received(content)
    handling.note(enquiry=enquiry, text="Prefers mornings.", by="staff:7", now=NOW)
    calls.log(enquiry=enquiry, result=CallResult.NO_ANSWER, by="staff:7", now=NOW, clinic=content.clinic)
    (told,) = export(enquiry)["enquiries"]
    assert set(Enquiry.personal) - {"fingerprint", "confirmation_token"} <= set(told)
    assert (told["message"], told["notes"][0]["text"]) == (enquiry.message, "Prefers mornings.")
    assert told["calls"][0]["result"] == "no-answer"
    assert [each["happening"] for each in told["history"]] == ["received", "noted", "moved", "called"]


def test_every_table_that_hangs_on_an_enquiry_is_told(content: Catalogue) -> None:
    (told,) = export(received(content))["enquiries"]
    links = [
        field
        for model in apps.get_app_config("enquiries").get_models()
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model is Enquiry
    ]
    assert {link.related_query_name() for link in links} <= set(told)


def test_nothing_that_opens_a_page_is_handed_out(content: Catalogue) -> None:
    enquiry = received(content)
    assert enquiry.confirmation_token not in json.dumps(export(enquiry))


def test_each_export_is_on_record_without_a_name(content: Catalogue) -> None:
    enquiry = received(content)
    export(enquiry)
    event = Event.objects.get(happening=Happening.EXPORTED)
    assert (event.reference, event.by, event.details) == (enquiry.reference, "staff:7", {"reason": "patient-request"})


def test_the_same_person_is_known_by_number_or_address_and_nobody_else_is(content: Catalogue) -> None:
    first = received(content)
    again = received(content, phone="", contact_by="email", email=first.email.upper(), message="By mail this time.")
    received(content, phone="020 7946 0999", email="other@example.org", message="Somebody else's elbow.")
    assert set(retention.of_same_person(first)) == {first, again}
