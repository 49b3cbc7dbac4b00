"""The clinic's answers to reception's questions stand beside the enquiries that raise them, and all on one page."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from enquiries.desk import how
from enquiries.models import Callee, Channel, Need
from enquiries.roles import Role
from tests.enquiries.cast import received
from treatments.catalogue import Catalogue
from treatments.schema.reception import SITUATIONS, Situation

from .conftest import SignIn

pytestmark = pytest.mark.django_db

MOTHER: dict[str, Any] = {
    "for_someone_else": True,
    "relation": "son",
    "patient_name": "Agnes",
    "whom_to_call": Callee.ASKER,
}
RAISED: dict[Situation, dict[str, Any]] = {
    "needs-a-clinician": {"tell_us_first": ("pregnancy",)},
    "interpreter": {"needs": frozenset({Need.INTERPRETER}), "language": "Polish"},
    "sign-language": {"needs": frozenset({Need.BSL})},
    "text-relay": {"needs": frozenset({Need.TEXT_RELAY})},
    "other-needs": {"needs": frozenset({Need.WHEELCHAIR})},
    "any-call": {"contact_by": Channel.PHONE},
    "unnamed-caller": {"may_say_clinic": False},
    "asked-for-text": {"contact_by": Channel.TEXT},
    "asked-for-email": {"contact_by": Channel.EMAIL},
    "for-someone-else": {**MOTHER, "patient_agreed": "agreed"},
    "patient-not-asked": {**MOTHER, "patient_agreed": "not-asked"},
    "patient-cannot-decide": {**MOTHER, "patient_agreed": "cannot"},
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_an_answer_stands_beside_the_enquiry_that_raises_it_and_beside_no_other(
    content: Catalogue, situation: Situation
) -> None:
    raised = received(content, **{"may_say_clinic": True, **RAISED[situation]})
    other_way = Channel.EMAIL if situation != "asked-for-email" else Channel.TEXT
    plain = received(content, contact_by=other_way, message="Another.", may_say_clinic=True)
    assert how.HOLDS[situation](raised, content)
    assert not how.HOLDS[situation](plain, content)


def test_an_answer_to_two_questions_at_once_is_given_once(content: Catalogue) -> None:
    asked = received(content, tell_us_first=("pregnancy",), **MOTHER, patient_agreed="cannot")
    questions = [answer.question for answer in how.answers(asked, content)]
    assert len(questions) == len(set(questions)) > 1


def test_the_page_of_an_enquiry_says_how_to_get_an_interpreter(reception: Client, content: Catalogue) -> None:
    asked = received(content, needs=frozenset({Need.INTERPRETER}), language="Polish")
    page = unescape(reception.get(f"/desk/enquiries/enquiry/{asked.pk}/change/").text)
    (answer,) = [each for each in content.reception.answers if "interpreter" in each.when]
    assert f"<summary>{answer.question}</summary>" in page
    assert answer.line is not None
    assert f'href="tel:{answer.line.e164}"' in page


def test_every_answer_stands_on_one_page(reception: Client, content: Catalogue) -> None:
    page = unescape(reception.get("/desk/enquiries/enquiry/how/").text)
    assert all(answer.question in page for answer in content.reception.answers)
    assert content.people[content.reception.clinicians[0]].display_name in page


def test_whoever_does_not_see_enquiries_is_refused(sign_in: SignIn) -> None:
    assert sign_in(Role.OWNER).get("/desk/enquiries/enquiry/how/").status_code == 403
