"""What is in the syringe is fully described where it is offered, and only mentioned where it is not."""

from __future__ import annotations

from typing import Any

from tests.treatments.schema.faults import faults_of
from treatments.schema.treatment import Solution

BLOOD: dict[str, Any] = {
    "name": "Platelet-rich plasma",
    "plain_name": "A part of your own blood",
    "contains_anaesthetic": False,
    "offered": False,
    "note": "Not offered.",
}


def test_a_solution_that_is_not_offered_need_only_be_mentioned() -> None:
    assert faults_of(Solution, BLOOD) == []


def test_a_solution_that_is_offered_says_how_strong_it_is() -> None:
    (fault,) = faults_of(Solution, BLOOD, offered=True)
    assert fault == "strength_min_pct: is missing although this is offered; find out and say it"


def test_a_solution_that_is_offered_says_how_it_is_licensed() -> None:
    (fault,) = faults_of(Solution, BLOOD, offered=True, strength_min_pct=10.0, strength_max_pct=20.0)
    assert fault == "licence: is missing although this is offered; find out and say it"


def test_half_a_range_of_strengths_is_refused() -> None:
    (fault,) = faults_of(Solution, BLOOD, strength_min_pct=10.0)
    assert fault == "strength_min_pct: and strength_max_pct belong together; give both, or neither"


def test_strengths_stand_in_order() -> None:
    (fault,) = faults_of(Solution, BLOOD, strength_min_pct=25.0, strength_max_pct=10.0)
    assert fault.startswith("strength_min_pct: 25 is more than strength_max_pct (10)")
