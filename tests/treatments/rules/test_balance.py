"""Benefits stand beside risks, and what disappointed is told as well."""

from __future__ import annotations

from tests.treatments.rules.conftest import Break

CLAIMS = "evidence/claims/elbow.yaml"


def test_research_that_tells_hopeful_results_alone_is_worth_a_look(broken: Break) -> None:
    """V20."""
    assert broken((CLAIMS, "result: no-difference", "result: for")) == [
        "en/treatments/prolotherapy.yaml:68:11 warning: research: rests on 1 hopeful results and 0 others; tell what disappointed as well"
    ]


def test_a_benefit_without_a_treatments_risks_near_it_is_worth_a_look(broken: Break) -> None:
    """V19."""
    found = broken(
        (CLAIMS, "result: no-difference", "result: for"),
        ("treatments/prolotherapy.yaml", "[tennis-elbow, hip-pain, sciatica]", "[hip-pain, sciatica]"),
    )
    assert (
        "en/conditions/tennis-elbow.yaml:24:11 warning: evidence.claims: a benefit is told and no risk; "
        "list the condition on a treatment with risks"
    ) in found
