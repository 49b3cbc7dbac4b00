"""A figure is worded once: numbers, ranges, money and counts read the same wherever they stand."""

import pytest

from treatments import figures
from treatments.schema.evidence import Claim


@pytest.mark.parametrize(("value", "words"), [(2, "2"), (2.5, "2.5"), (1000, "1,000"), (0.5, "0.5")])
def test_numbers_lose_an_empty_decimal_and_gain_a_thousands_comma(value: float, words: str) -> None:
    assert figures.number(value) == words


def test_a_range_is_worded_with_to() -> None:
    assert figures.span(3, 6) == "3 to 6"


def test_a_range_of_one_value_is_that_value() -> None:
    assert figures.span(3, 3) == "3"


@pytest.mark.parametrize(
    ("pence", "words"),
    [(54000, "£540"), (650, "£6.50"), (0, "£0"), (123456, "£1,234.56")],
)
def test_pence_become_pounds(pence: int, words: str) -> None:
    assert figures.pounds(pence) == words


@pytest.mark.parametrize(("value", "words"), [(1, "1 week"), (2, "2 weeks"), (0.5, "0.5 weeks")])
def test_a_unit_follows_its_number(value: float, words: str) -> None:
    assert figures.counted(value, "week") == words


def test_each_group_of_a_study_is_a_figure_of_its_claim() -> None:
    claim = Claim.model_validate(
        {
            "id": "back",
            "text": "As many got better with salt water.",
            "type": "comparison",
            "result": "no-difference",
            "topic": "conditions",
            "people": 110,
            "arms": [{"id": "salt-water", "group": "Salt water", "value": 36, "unit": "in 100 people"}],
            "certainty": "low",
            "verdict": "qualify",
            "sources": ["trial"],
            "approved_by": "clinician",
            "approved_on": "2026-11-21",
        }
    )
    assert dict(figures.of_claim(claim)) == {"claim.back.people": "110", "claim.back.salt-water": "36"}
