"""Prices add up, are not free by accident, and know no was-price."""

from __future__ import annotations

from typing import Any

import pytest

from tests.treatments.schema.faults import faults_of
from treatments.schema.prices import Item, Package

PACKAGE: dict[str, Any] = {
    "id": "pkg",
    "name": "Course",
    "summary": "Three visits.",
    "session_plan": "plan",
    "total_pence": 54000,
    "stages": [
        {"seq": 1, "label": "First", "pence": 24000, "due": "at-visit"},
        {"seq": 2, "label": "Second", "pence": 30000, "due": "at-visit"},
    ],
    "appointments": [{"seq": 1, "minutes": 60, "week_offset": 0}],
    "includes": ["consultation", "ultrasound-scan"],
    "excludes": [],
    "areas_max": 1,
    "refund_rule": "Pay for visits you come to.",
    "valid_from": "2026-10-01",
}
ITEM: dict[str, Any] = {
    "id": "item",
    "name": "Talk",
    "minutes": 30,
    "pence": 6000,
    "note": "A talk.",
    "valid_from": "2026-10-01",
}


def test_stages_that_add_up_are_accepted() -> None:
    assert faults_of(Package, PACKAGE) == []


def test_a_total_that_is_not_the_sum_of_its_stages_is_refused() -> None:
    """V5."""
    (fault,) = faults_of(Package, PACKAGE, total_pence=50000)
    assert fault == "total_pence: 50000 but the stages add up to 54000; correct the total or a stage"


def test_a_price_below_nothing_is_refused() -> None:
    """V5."""
    assert faults_of(Item, ITEM, pence=-1) == ["pence: Input should be greater than or equal to 0"]


def test_money_with_a_fraction_of_a_penny_is_refused() -> None:
    assert faults_of(Item, ITEM, pence=60.5) == ["pence: Input should be a valid integer"]


def test_nothing_is_free_by_accident() -> None:
    (fault,) = faults_of(Item, ITEM, pence=0)
    assert fault == "pence: 0 without unconditional_free: true; say so, or give the price"
    assert faults_of(Item, ITEM, pence=0, unconditional_free=True) == []


def test_a_price_ends_after_it_begins() -> None:
    (fault,) = faults_of(Item, ITEM, valid_to="2026-09-01")
    assert fault == "valid_from: 2026-10-01 is after valid_to (2026-09-01); swap them"


@pytest.mark.parametrize("key", ["was_price", "discount", "expires_in", "stock"])
def test_keys_that_press_people_are_unknown(key: str) -> None:
    assert faults_of(Package, PACKAGE, **{key: 1}) == [f"{key}: Extra inputs are not permitted"]
