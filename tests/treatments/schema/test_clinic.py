"""Opening hours do not overlap, and closures end after they begin."""

from __future__ import annotations

from typing import Any

from tests.treatments.schema.faults import faults_of
from treatments.schema.clinic import Closure, Interval, Keeping, Location

ACCESS = dict.fromkeys(("step_free", "hearing_loop", "parking", "public_transport", "chaperone", "interpreter"), "Yes")
MORNING = {"day": "monday", "opens": "08:30", "closes": "12:30"}
LOCATION: dict[str, Any] = {
    "id": "quay",
    "name": "Quay",
    "address": ["1 Quay"],
    "postcode": "ZZ99 9ZZ",
    "phones": [{"label": "Main", "number": "020 7946 0101", "e164": "+442079460101", "hours": "Weekdays"}],
    "opening": [MORNING, {"day": "monday", "opens": "13:00", "closes": "18:00"}],
    "access": ACCESS,
}


def test_a_lunch_break_is_the_gap_between_two_stretches() -> None:
    assert faults_of(Location, LOCATION) == []


def test_stretches_that_overlap_are_refused() -> None:
    (fault,) = faults_of(Location, LOCATION, opening=[MORNING, {"day": "monday", "opens": "12:00", "closes": "18:00"}])
    assert fault == "opening: two stretches overlap on monday; let one end before the next"


def test_a_day_opens_before_it_closes() -> None:
    (fault,) = faults_of(Interval, MORNING, opens="13:00")
    assert fault == "opens: 13:00 is not before closes (12:30); swap them"


def test_a_closure_ends_after_it_begins() -> None:
    (fault,) = faults_of(Closure, {"first": "2026-12-28", "last": "2026-12-24", "reason": "Winter"})
    assert fault == "first: 2026-12-28 is after last (2026-12-24); swap them"


def test_what_people_send_is_not_kept_for_ever() -> None:
    (fault,) = faults_of(Keeping, {}, closed_enquiry_months=120)
    assert fault.startswith("closed_enquiry_months: ")
