"""Nobody injects without training and cover, and a register can be checked."""

from __future__ import annotations

from typing import Any

from tests.treatments.schema.faults import faults_of
from treatments.schema.people import REQUIRED_TRAINING, Person

PERSON: dict[str, Any] = {
    "schema_version": 1,
    "demo": True,
    "jurisdiction": "UK",
    "authored_by": "An editor",
    "reviewed_by": "somebody",
    "last_reviewed": "2026-11-21",
    "next_review": "2027-11-21",
    "id": "somebody",
    "display_name": "Demo Clinician",
    "role": "Doctor",
    "regulator": "GMC",
    "register_url": "https://www.gmc-uk.org/",
    "about": "A doctor.",
    "languages": ["English"],
    "training": [{"topic": topic, "body": "A school", "year": 2020} for topic in sorted(REQUIRED_TRAINING)],
    "indemnity": True,
    "may_inject": True,
    "may_prescribe": True,
    "interests": "None.",
}


def test_a_trained_and_covered_person_may_inject() -> None:
    assert faults_of(Person, PERSON) == []


def test_nobody_injects_without_cover() -> None:
    (fault,) = faults_of(Person, PERSON, indemnity=False)
    assert fault.startswith("indemnity: is false although the person injects")


def test_nobody_injects_without_the_three_trainings() -> None:
    (fault,) = faults_of(Person, PERSON, training=PERSON["training"][:1])
    assert fault.startswith("training: resuscitation, ultrasound missing although the person injects")


def test_a_regulated_person_can_be_looked_up() -> None:
    (fault,) = faults_of(Person, PERSON, register_url=...)
    assert fault == "register_url: is missing although the regulator is GMC; link the register's search page"


def test_somebody_at_reception_needs_none_of_it() -> None:
    changes = {"regulator": "none", "register_url": ..., "training": [], "indemnity": False, "may_inject": False}
    assert faults_of(Person, PERSON, **changes) == []
