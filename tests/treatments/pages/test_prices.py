"""Only prices that hold today are shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.treatments import mini
from treatments import catalogue
from treatments.pages.prices import cheapest, in_force, items_in_force, packages_in_force

DEAR = """\
  - id: pkg-dear
    name: Course for two areas
    summary: A course for two sore places.
    session_plan: two-visit
    total_pence: 50000
    stages: [{seq: 1, label: First visit, pence: 50000, due: at-visit}]
    appointments: [{seq: 1, minutes: 60, week_offset: 0}, {seq: 2, minutes: 30, week_offset: 2}]
    includes: [consultation, ultrasound-scan]
    excludes: []
    areas_max: 2
    refund_rule: You pay only for visits you come to.
    valid_from: 2026-10-01
items:
"""


@pytest.mark.parametrize(
    ("today", "holds"),
    [
        (date(2026, 9, 30), False),
        (date(2026, 10, 1), True),
        (date(2027, 12, 31), True),
        (date(2028, 1, 1), False),
    ],
)
def test_a_price_holds_from_its_first_day_to_its_last(today: date, holds: bool) -> None:
    content = mini.whole()
    assert in_force(content.packages["pkg-one-area"], today) is holds
    assert [row.package.id for row in packages_in_force(content, content.packages, today)] == ["pkg-one-area"] * holds


def test_a_price_without_a_last_day_holds_on() -> None:
    content = mini.whole()
    assert [each.id for each in items_in_force(content, content.items, date(2040, 1, 1))] == ["item-assessment"]


def test_a_package_tells_its_payments_visits_and_what_it_includes() -> None:
    content = mini.whole()
    (row,) = packages_in_force(content, content.packages, mini.TODAY)
    assert row.total == "£360"
    assert [(stage.label, stage.amount) for stage in row.stages] == [("First visit", "£200"), ("Second visit", "£160")]
    assert [visit.name for visit in row.visits] == ["First", "Second"]
    assert "Ultrasound scan" in row.includes


def test_the_cheapest_is_the_one_that_costs_least_in_all(tmp_path: Path) -> None:
    folder = mini.copy(tmp_path)
    mini.change(folder, "prices.yaml", "items:\n", DEAR)
    content = catalogue.read(folder, today=mini.TODAY)
    lowest = cheapest(packages_in_force(content, ["pkg-dear", "pkg-one-area"], mini.TODAY))
    assert lowest is not None
    assert lowest.package.id == "pkg-one-area"
    assert cheapest([]) is None
