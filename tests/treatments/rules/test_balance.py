"""Benefits stand beside risks, and what disappointed is told as well."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("{claim.elbow-physio.people} people did better.", 1),
        ("{claim.elbow-physio.people} people did better. Some were sore for days.", 0),
    ],
)
def test_the_figure_of_a_benefit_stands_beside_a_risk(broken: Break, text: str, faults: int) -> None:
    """V19."""
    results = f"research: |\n  {text}\n  [@elbow-trial-2019]"
    found = broken(
        (CLAIMS, "result: no-difference", "result: for"),
        ("treatments/prolotherapy.yaml", "research: One trial found little difference [@elbow-trial-2019].", results),
    )
    told = "research: holds the figure of a benefit and no risk; say in the same section what can go wrong"
    assert len([fault for fault in found if fault.endswith(told)]) == faults


def test_an_answer_that_rests_on_a_benefit_names_a_risk(broken: Break) -> None:
    """V19."""
    asked = (
        "questions.yaml",
        "        tags: [visits, gap]\n",
        "        tags: [visits, gap]\n        claims: [elbow-physio]\n",
    )
    found = broken((CLAIMS, "result: no-difference", "result: for"), asked)
    assert any(
        fault.endswith("answer: rests on a benefit and names no risk; say in the same section what can go wrong")
        for fault in found
    )
