"""What a study found is kept in its field: beside its citation, the number is never typed again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.treatments import mini
from tests.treatments.rules.conftest import Break

TREATMENT = "treatments/prolotherapy.yaml"
AFTER = "after_note: Rest for a day."
CITED = "[@elbow-trial-2019]"
QUANTITIES = """\
schema_version: 1
demo: true
jurisdiction: UK
authored_by: Demo content team
reviewed_by: demo-clinician-a
last_reviewed: 2026-11-01
next_review: 2027-11-01
quantities:
  - {id: leaflet-days, value: 9, unit: days, about: How early the leaflet is sent}
"""


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("120 people", "source.elbow-trial-2019.people"),
        ("52 weeks", "source.elbow-trial-2019.followup-weeks"),
        ("12 months", "source.elbow-trial-2019.months"),
        ("twelve months", "source.elbow-trial-2019.months"),
    ],
)
def test_a_number_of_what_is_cited_is_not_typed_again(broken: Break, typed: str, figure: str) -> None:
    """V8."""
    assert broken((TREATMENT, AFTER, f"after_note: We saw {typed}. {CITED}")) == [
        f"en/treatments/prolotherapy.yaml:52:20 after_note: {typed!r} is typed; write {{{figure}}}"
    ]


@pytest.mark.parametrize("text", [f"We saw 121 people. {CITED}", "We saw 120 people.", f"We saw 120 weeks. {CITED}"])
def test_a_number_that_no_field_of_what_is_cited_holds_may_be_typed(broken: Break, text: str) -> None:
    assert broken((TREATMENT, AFTER, f"after_note: '{text}'")) == []


def test_a_claim_takes_its_numbers_from_its_own_fields(broken: Break) -> None:
    """V8."""
    old = "text: At one year it was no better than physiotherapy."
    (fault,) = broken(("evidence/claims/elbow.yaml", old, "text: After 52 weeks it was no better than physiotherapy."))
    assert fault.endswith("claims.0.text: '52 weeks' is typed; write {claim.elbow-physio.weeks}")


def test_a_quantity_of_no_study_is_kept_in_the_list_of_quantities(tmp_path: Path) -> None:
    """V8."""
    folder = listed(tmp_path, QUANTITIES)
    mini.change(folder, TREATMENT, AFTER, "after_note: Read it {quantity.leaflet-days} days before.")
    assert mini.faults(folder) == []
    mini.change(folder, TREATMENT, "{quantity.leaflet-days} days", "9 days")
    assert mini.faults(folder) == [
        "en/treatments/prolotherapy.yaml:52:21 after_note: '9 days' is typed; write {quantity.leaflet-days}"
    ]


def test_a_quantity_is_called_after_its_unit(tmp_path: Path) -> None:
    (fault,) = mini.faults(listed(tmp_path, QUANTITIES.replace("id: leaflet-days", "id: leaflet")))
    assert fault.endswith("quantities.0.id: 'leaflet' does not end with its unit; call it leaflet-days")


def listed(to: Path, text: str) -> Path:
    """Return a copy of the small clinic with this list of quantities."""
    folder = mini.copy(to)
    (folder / "quantities").mkdir()
    (folder / "quantities" / "often.yaml").write_text(text, encoding="utf-8")
    return folder
