"""Every sign has its action, numbers can be compared, and only those who may inject perform."""

from __future__ import annotations

from tests.treatments.rules.conftest import Break

FLAGS = "safety/red-flags.yaml"
TREATMENT = "treatments/prolotherapy.yaml"


def test_an_urgency_says_what_to_do_in_every_jurisdiction(broken: Break) -> None:
    """V3."""
    found = broken(("clinic.yaml", "jurisdictions: [UK]", "jurisdictions: [UK, EU]"))
    assert [fault.split(" ", 2)[2] for fault in found] == [
        f"level {urgency!r} has no action for EU; add EU: with heading, instruction and number"
        for urgency in ("call-999", "ae-now", "same-day", "clinic-next-day")
    ]


def test_an_urgency_that_a_sign_uses_is_described(broken: Break) -> None:
    """V3."""
    (fault,) = broken((FLAGS, "    urgency: clinic-next-day\n    timing", "    urgency: gp-first\n    timing"))
    assert fault == (
        "en/safety/red-flags.yaml:37:14 red_flags.2.urgency: level 'gp-first' is not described; add it to levels"
    )


def test_a_treatment_shows_every_sign_that_needs_999(broken: Break) -> None:
    (fault,) = broken((TREATMENT, "red_flags: [severe-allergy, ", "red_flags: ["))
    assert fault.endswith("red_flags: red flag 'severe-allergy' needs 999 and is not listed; add '- severe-allergy'")


def test_frequencies_of_one_list_are_out_of_the_same_number(broken: Break) -> None:
    """V14."""
    counted = "frequency: {kind: measured, numerator: 1, denominator: 1000, setting: a count}"
    old = "frequency: {kind: not-known, setting: nobody has counted it well}"
    (fault,) = broken(("safety/risks.yaml", old, counted))
    assert fault.endswith("risks.1: 'infection' is out of 1,000, others out of 100; use one denominator in the list")


def test_nobody_performs_who_may_not_inject(broken: Break) -> None:
    (fault,) = broken(("people/demo-clinician-a.yaml", "may_inject: true", "may_inject: false"))
    assert fault.endswith("performed_by.0: 'demo-clinician-a' may not inject; name somebody who may")
