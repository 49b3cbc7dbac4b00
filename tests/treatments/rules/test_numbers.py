"""A share says of how many, shares of one list can be compared, and "rare" says how rare."""

from __future__ import annotations

import pytest

from tests.treatments.rules.conftest import Break

TREATMENT = "treatments/prolotherapy.yaml"
AFTER = "after_note: Rest for a day."


@pytest.mark.parametrize("word", ["rare", "very common", "uncommon", "seldom"])
def test_a_word_of_frequency_carries_its_number(broken: Break, word: str) -> None:
    """V14."""
    assert broken((TREATMENT, AFTER, f"after_note: Harm is {word}.")) == [
        (
            f"en/treatments/prolotherapy.yaml:52:21 after_note: says {word!r} without a number; "
            "say how many in 100, or use another word"
        )
    ]


@pytest.mark.parametrize("text", ["A bruise is common, 5 in 100 of 171 people.", "It is the most common cause."])
def test_with_its_number_or_as_a_comparison_it_may_stand(broken: Break, text: str) -> None:
    assert broken((TREATMENT, AFTER, f"after_note: '{text}'")) == []


@pytest.mark.parametrize("share", ["12 in 100", "3% of people", "1 in 10,000"])
def test_a_share_says_of_how_many_people(broken: Break, share: str) -> None:
    """V14."""
    assert broken((TREATMENT, AFTER, f"after_note: In a study {share} were sore.")) == [
        (
            f"en/treatments/prolotherapy.yaml:52:24 after_note: {share!r} does not say of how many people; "
            "add {source.….people} of the study it comes from"
        )
    ]


@pytest.mark.parametrize("people", ["{source.elbow-trial-2019.people} people", "171 people"])
def test_with_the_number_of_people_beside_it_a_share_may_stand(broken: Break, people: str) -> None:
    assert broken((TREATMENT, AFTER, f"after_note: 'Of {people}, 12 in 100 were sore.'")) == []


def test_shares_of_one_list_are_out_of_the_same_number(broken: Break) -> None:
    """V14."""
    first = ("benefit: Many get better.", "benefit: 'Of 50 people, 3 in 10 get better.'")
    second = ("benefit: It helps many.", "benefit: 'Of 50 people, 12 in 100 get better.'")
    (fault,) = broken((TREATMENT, *first), (TREATMENT, *second))
    assert fault.endswith("options.1.benefit: '12 in 100' stands in a list out of 10; say how many in 10")
