"""A claim of benefit says in whom, against what and for how long; a share says of how many; a mechanism says may."""

from __future__ import annotations

from typing import Any

import pytest

from tests.treatments.schema.faults import faults_of
from treatments.schema.evidence import Arm, Claim, Effect, Source

CLAIM: dict[str, Any] = {
    "id": "knee",
    "text": "Pain fell more than with salt water.",
    "type": "benefit",
    "result": "for",
    "topic": "conditions",
    "people": 90,
    "population": "Adults with knee arthritis",
    "comparator": "Salt water",
    "outcome": "Pain and function",
    "followup_weeks": 52,
    "certainty": "low",
    "verdict": "qualify",
    "sources": ["trial"],
    "approved_by": "clinician",
    "approved_on": "2026-11-21",
}
SOURCE: dict[str, Any] = {
    "id": "trial",
    "title": "A trial",
    "short": "Somebody, 2013",
    "publisher": "A journal",
    "kind": "rct",
    "year": 2013,
    "doi": "10.1000/182",
    "confirmed": "read",
    "accessed": "2026-11-21",
}


def test_a_whole_claim_is_accepted() -> None:
    assert faults_of(Claim, CLAIM) == []


def test_a_claim_without_a_source_is_refused() -> None:
    """V2."""
    (fault,) = faults_of(Claim, CLAIM, sources=[])
    assert fault.startswith("sources: Tuple should have at least 1 item")


@pytest.mark.parametrize("field", ["population", "comparator", "outcome", "followup_weeks"])
def test_a_benefit_says_in_whom_against_what_and_for_how_long(field: str) -> None:
    (fault,) = faults_of(Claim, CLAIM, **{field: ...})
    assert fault == f"{field}: is missing although the claim is a benefit; add it, or the reader cannot judge the claim"


@pytest.mark.parametrize("text", ["46% got better.", "46 per cent got better.", "46 in 100 got better."])
def test_a_share_says_of_how_many_people(text: str) -> None:
    """V14."""
    (fault,) = faults_of(Claim, CLAIM, text=text, people=...)
    assert fault == "people: is missing although the text holds a share; say how many people were studied"
    assert faults_of(Claim, CLAIM, text=text) == []


def test_a_mechanism_stated_as_fact_is_refused() -> None:
    (fault,) = faults_of(Claim, CLAIM, type="mechanism", text="Sugar makes new collagen.")
    assert fault == "text: a mechanism stated without doubt; say 'may' or 'is thought to'"
    assert faults_of(Claim, CLAIM, type="mechanism", text="Sugar may help collagen to form.") == []


def test_an_effect_lies_inside_its_range() -> None:
    effect = {"value": 10.3, "unit": "points", "ci_low": 1.5, "ci_high": 19.2, "direction": "favours-treatment"}
    assert faults_of(Effect, effect) == []
    assert faults_of(Effect, effect, value=20.0) == [
        "value: 20 lies outside 1.5 to 19.2; correct the value or its range"
    ]


def test_each_group_of_a_study_has_an_id_of_its_own() -> None:
    sugar = {"id": "sugar-water", "group": "Sugar water", "value": 46, "unit": "in 100 people"}
    salt = {"id": "salt-water", "group": "Salt water", "value": 36, "unit": "in 100 people"}
    assert faults_of(Claim, CLAIM, arms=[sugar, salt]) == []
    assert faults_of(Claim, CLAIM, arms=[sugar, {**salt, "id": "sugar-water"}]) == [
        "arms: 'sugar-water' stands twice; give each group an id of its own"
    ]


def test_a_group_is_not_called_like_another_figure_of_its_claim() -> None:
    people = {"id": "people", "group": "Everybody", "value": 46, "unit": "in 100 people"}
    assert faults_of(Arm, people) == [
        "id: 'people' is already the name of another figure of a claim; name the group, such as 'salt-water'"
    ]


def test_a_source_nobody_can_look_up_is_refused() -> None:
    (fault,) = faults_of(Source, SOURCE, doi=...)
    assert fault == "doi: neither doi nor url is given; give one, so that a reader can look it up"
