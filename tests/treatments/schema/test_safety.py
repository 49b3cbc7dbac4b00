"""Risks have a number or say that nobody knows; signs have one urgency, and escalate upwards only."""

from __future__ import annotations

from typing import Any

import pytest

from tests.treatments.schema.faults import faults_of
from treatments.schema.safety import Frequency, RedFlag, Risk

ESTIMATED: dict[str, Any] = {"kind": "estimated", "numerator": 70, "denominator": 100, "setting": "backs, estimate"}
NOT_KNOWN: dict[str, Any] = {"kind": "not-known", "setting": "nobody has counted"}
RISK: dict[str, Any] = {
    "id": "pain-after",
    "name_plain": "Pain",
    "severity": "mild",
    "frequency": ESTIMATED,
    "how_long": "A few days",
    "description": "It hurts.",
    "body_areas": ["all"],
    "source": "survey",
}
FLAG: dict[str, Any] = {
    "id": "fever",
    "symptom": "You feel hot and shivery.",
    "urgency": "same-day",
    "timing": "after",
    "body_areas": ["all"],
    "source": "leaflet",
}


def test_a_number_or_not_known_is_a_frequency() -> None:
    assert faults_of(Frequency, ESTIMATED) == []
    assert faults_of(Frequency, NOT_KNOWN) == []


def test_an_estimate_without_numbers_is_refused() -> None:
    (fault,) = faults_of(Frequency, ESTIMATED, numerator=...)
    assert fault == "kind: estimated without numerator and denominator; give both, or write not-known"


def test_more_people_than_there_are_is_refused() -> None:
    (fault,) = faults_of(Frequency, ESTIMATED, numerator=101)
    assert fault == "numerator: 101 is more than denominator (100); swap them"


def test_a_word_of_frequency_is_refused_where_nobody_knows() -> None:
    """V14: a word such as rare needs a number."""
    (fault,) = faults_of(Frequency, NOT_KNOWN, word="rare")
    assert fault == "word: given although the frequency is not known; remove it"


@pytest.mark.parametrize(
    ("numerator", "denominator", "word"),
    [(70, 100, "very common"), (10, 100, "very common"), (5, 100, "common"), (1, 100, "common"), (5, 1000, "uncommon")],
)
def test_the_word_of_its_band_fits(numerator: int, denominator: int, word: str) -> None:
    assert faults_of(Frequency, ESTIMATED, numerator=numerator, denominator=denominator, word=word) == []


def test_a_word_of_another_band_is_refused() -> None:
    """V14: the word must match the number."""
    (fault,) = faults_of(Frequency, ESTIMATED, numerator=5, word="rare")
    assert fault == "word: 'rare' does not fit 5 in 100; use the word of its band, or none"


def test_a_serious_risk_says_what_to_do() -> None:
    (fault,) = faults_of(Risk, RISK, severity="serious")
    assert fault.startswith("what_to_do: missing although the risk is serious")
    assert faults_of(Risk, RISK, severity="serious", what_to_do="fever") == []


def test_a_sign_without_an_urgency_is_refused() -> None:
    """V3: exactly one urgency."""
    assert faults_of(RedFlag, FLAG, urgency=...) == ["urgency: Field required"]


@pytest.mark.parametrize("urgency", ["same-day", "gp-first"])
def test_an_escalation_leads_upwards(urgency: str) -> None:
    (fault,) = faults_of(RedFlag, FLAG, escalation={"if": "you get worse", "urgency": urgency})
    assert fault == f"escalation: {urgency} is not more urgent than same-day; raise it or remove it"


def test_an_escalation_to_999_is_accepted() -> None:
    assert faults_of(RedFlag, FLAG, escalation={"if": "you get worse", "urgency": "call-999"}) == []
