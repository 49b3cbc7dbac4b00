"""The gate lets pass only who says "none of these"; everything else leads to help."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries import safety
from treatments.catalogue import Catalogue


def test_the_gate_asks_about_urgent_signs_the_most_urgent_first(small_content: Catalogue) -> None:
    assert [flag.id for flag in safety.red_flags(small_content)] == ["severe-allergy", "hot-swollen-joint"]


def test_none_of_these_lets_pass(small_content: Catalogue) -> None:
    assert safety.advice(["none"], small_content) is None


def test_a_sign_leads_to_what_to_do_about_it(small_content: Catalogue) -> None:
    advice = safety.advice(["hot-swollen-joint"], small_content)
    assert advice is not None
    assert advice.urgency == "same-day"
    assert [action.number for action in advice.actions] == ["111"]
    assert [flag.id for flag in advice.red_flags] == ["hot-swollen-joint"]


def test_of_two_signs_the_more_urgent_counts(small_content: Catalogue) -> None:
    advice = safety.advice(["hot-swollen-joint", "severe-allergy"], small_content)
    assert advice is not None
    assert advice.urgency == "call-999"
    assert len(advice.red_flags) == 2


@pytest.mark.parametrize(
    "answers", [[], [""], ["None"], ["unknown"], ["none", "unknown"], ["severe-allergy", "none"]], ids=str
)
def test_an_answer_that_is_missing_unknown_or_contradicts_itself_leads_to_the_emergency_number(
    small_content: Catalogue, answers: list[str]
) -> None:
    advice = safety.advice(answers, small_content)
    assert advice is not None
    assert advice.urgency == "call-999"
    assert advice.actions[0].number == "999"


@given(answers=st.lists(st.one_of(st.text(), st.sampled_from(["none", "severe-allergy", "hot-swollen-joint"]))))
def test_nothing_but_none_of_these_lets_pass(small_content: Catalogue, answers: list[str]) -> None:
    assert (safety.advice(answers, small_content) is None) == (set(answers) == {"none"})


def test_to_be_read_out_each_sign_stands_once_under_its_advice_the_most_urgent_first(small_content: Catalogue) -> None:
    levels = safety.by_urgency(small_content)
    assert [(level.urgency, [flag.id for flag in level.red_flags]) for level in levels] == [
        ("call-999", ["severe-allergy"]),
        ("same-day", ["hot-swollen-joint"]),
    ]


def test_each_jurisdiction_of_the_clinic_has_its_own_numbers(small_content: Catalogue) -> None:
    assert [action.number for action in safety.actions("call-999", _with_greece(small_content))] == ["999", "112"]


def _with_greece(content: Catalogue) -> Catalogue:
    level = content.levels["call-999"]
    greek = level.actions["UK"].model_copy(update={"number": "112"})
    level = level.model_copy(update={"actions": {**level.actions, "GR": greek}})
    clinic = content.clinic.model_copy(update={"jurisdictions": ("UK", "GR")})
    return replace(content, clinic=clinic, levels={**content.levels, "call-999": level})
