"""Conditions, plans and prices agree with each other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.treatments import mini
from tests.treatments.rules.conftest import Break

TREATMENT = "treatments/prolotherapy.yaml"
PRICES = "prices.yaml"


def test_a_condition_that_the_treatment_leaves_out_is_named(broken: Break) -> None:
    """V1."""
    (fault,) = broken((TREATMENT, "[tennis-elbow, hip-pain, sciatica]", "[tennis-elbow, hip-pain]"))
    assert fault.endswith("conditions: condition 'sciatica' is not listed; add '- sciatica'")


def test_a_condition_stands_on_the_page_once(broken: Break) -> None:
    """V1."""
    (fault,) = broken((TREATMENT, "[tennis-elbow, hip-pain, sciatica]", "[tennis-elbow, hip-pain, sciatica, hip-pain]"))
    assert fault.endswith("conditions.3: 'hip-pain' is listed twice; remove one")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{seq: 2, minutes: 30, week_offset: 2}", "{seq: 2, minutes: 45, week_offset: 2}"),
        ("{seq: 2, minutes: 30, week_offset: 2}", "{seq: 2, minutes: 30, week_offset: 3}"),
        ("      - {seq: 2, minutes: 30, week_offset: 2}\n", ""),
    ],
)
def test_a_package_pays_for_the_visits_of_its_plan(broken: Break, old: str, new: str) -> None:
    """V6."""
    assert broken((PRICES, old, new)) == [
        (
            "en/prices.yaml:22:7 packages.0.appointments: not the visits of plan 'two-visit'; "
            "make them: visit 1 of 60 minutes in week 0, visit 2 of 30 minutes in week 2"
        )
    ]


@pytest.mark.parametrize("included", ["consultation", "ultrasound-scan"])
def test_a_package_includes_consultation_and_scan(broken: Break, included: str) -> None:
    """V7."""
    (fault,) = broken((PRICES, f"{included}, ", ""))
    assert fault == f"en/prices.yaml:24:15 packages.0.includes: {included} is not included; add '- {included}'"


def test_a_treatment_has_a_price_that_is_in_force(tmp_path: Path) -> None:
    found = mini.faults(mini.copy(tmp_path), today=date(2028, 1, 1))
    assert any(
        fault.endswith("packages: no package is valid on 2028-01-01; renew a price in prices.yaml") for fault in found
    )


def test_a_plan_stands_beside_one_that_differs(broken: Break) -> None:
    plan = "plans/two-visit.yaml"
    changes = [(plan, f"n_min: {sessions}, gap_weeks_min: 4", "n_min: 2, gap_weeks_min: 2") for sessions in (3, 4, 5)]
    (fault,) = broken(*changes)
    assert fault.endswith("published_ranges: every range is the same as this plan; add one that differs")
