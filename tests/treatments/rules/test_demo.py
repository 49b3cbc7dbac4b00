"""Invented people, numbers and addresses can be told from real ones at a glance."""

from __future__ import annotations

import pytest

from tests.treatments.rules.conftest import Break


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("people/demo-clinician-a.yaml", "display_name: Demo C", "display_name: C", "display_name: 'Clinician A' in a demo; begin it with 'Demo '"),
        ("people/demo-clinician-a.yaml", "registration: DEMO-A", "registration: 7A", "registration: '7A (not a registration)' in a demo; remove it or begin it with 'DEMO-'"),
        ("clinic.yaml", "+442079460101", "+442071234567", "locations.0.phones.0.e164: +442071234567 may be somebody's number; use one from +442079460000 to +442079460999"),
        ("clinic.yaml", "hello@example.org", "hello@clinic.uk", "email: 'hello@clinic.uk' may be somebody's; use an address at example.org"),
        ("clinic.yaml", "banner: Demonstration site. Not a real clinic.", "banner: null", "banner: is missing in a demo; say that the site is a demonstration"),
        ("clinic.yaml", "regulator_registration: null", "regulator_registration: 1-101", "regulator_registration: given in a demo; write null"),
    ],
)  # fmt: skip
def test_a_demonstration_reaches_and_resembles_nobody(broken: Break, name: str, old: str, new: str, fault: str) -> None:
    """V12."""
    (found,) = broken((name, old, new))
    assert found.split(" ", 1)[1] == fault


def test_a_real_clinic_uses_its_own_number(broken: Break) -> None:
    assert broken(("clinic.yaml", "demo: true", "demo: false"), ("clinic.yaml", "+442079460101", "+442071234567")) == []
