"""Names like one that was misheard are offered, the likeliest first, among those who wait for an answer."""

import pytest

from enquiries import misheard, workflow
from enquiries.models import Agreement, Callee, Enquiry, Status
from treatments.catalogue import Catalogue

from .cast import NOW, received

pytestmark = pytest.mark.django_db


def asked(content: Catalogue, *names: str) -> dict[str, Enquiry]:
    return {name: received(content, name=name, message=name) for name in names}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Jools Baker", "Jules Baker"),
        ("Jewels", "Jules Baker"),
        ("Dire", "Ann Dyer"),
        ("carterr", "Anne Carter"),
        ("Okafour", "Maureen Okafor"),
        ("Zoey", "Zoë Ash"),
    ],
)
def test_the_likeliest_name_comes_first_and_none_is_exact(content: Catalogue, typed: str, meant: str) -> None:
    people = asked(content, "Jules Baker", "Anne Carter", "Ann Dyer", "Maureen Okafor", "Zoë Ash")
    found = misheard.near(typed)
    assert (found.enquiries[0], found.exact) == (people[meant].pk, False)


@pytest.mark.parametrize("typed", ["Jools Carter", "Xylophone", "%", ""])
def test_a_name_of_which_one_word_is_like_nothing_is_not_offered(content: Catalogue, typed: str) -> None:
    asked(content, "Jules Baker", "Anne Carter")
    assert misheard.near(typed).enquiries == ()


def test_a_patient_somebody_asked_for_is_offered_too(content: Catalogue) -> None:
    other = received(
        content,
        name="Anne Carter",
        for_someone_else=True,
        relation="son",
        patient_name="Jules Baker",
        whom_to_call=Callee.PATIENT,
        patient_agreed=Agreement.AGREED,
    )
    assert misheard.near("Jools").enquiries == (other.pk,)


def test_few_are_offered_and_none_who_was_answered(content: Catalogue) -> None:
    people = asked(content, *(f"Jules {letter * 3}" for letter in "abcdefg"))
    workflow.move(enquiry=people["Jules ggg"], to=Status.BOOKED, by="staff:1", now=NOW)
    offered = misheard.near("Jools").enquiries
    assert len(offered) == misheard.OFFERED
    assert people["Jules ggg"].pk not in offered
