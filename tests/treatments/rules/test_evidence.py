"""Sources were read, claims rest on trials, and nothing is offered or promised without them."""

from __future__ import annotations

from tests.treatments.rules.conftest import Break

SOURCES = "evidence/sources/all.yaml"
CLAIMS = "evidence/claims/elbow.yaml"
COMPLAINTS = "pages/complaints.yaml"


def test_a_claim_names_a_source_that_exists(broken: Break) -> None:
    """V2."""
    found = broken((CLAIMS, "sources: [elbow-trial-2019]", "sources: [elbow-trial-2018]"))
    assert found[-1].endswith(
        "claims.0.sources.0: there is no source 'elbow-trial-2018'; did you mean 'elbow-trial-2019'?"
    )


def test_a_source_that_nothing_rests_on_is_a_warning(broken: Break) -> None:
    """V2."""
    extra = (
        "  - {id: unused, title: T, short: S, publisher: P, kind: web, year: 2020, url: 'https://example.org/', "
        "confirmed: read, accessed: 2026-11-01}\n  - id: survey-2006\n"
    )
    assert broken((SOURCES, "  - id: survey-2006\n", extra)) == [
        "en/evidence/sources/all.yaml:21:10 warning: sources.1.id: source 'unused' is used nowhere; cite it or remove it"
    ]


def test_a_source_that_is_only_recalled_is_refused_wherever_it_is_used(broken: Break) -> None:
    """V11."""
    found = broken((SOURCES, "confirmed: read", "confirmed: recalled"))
    told = "source 'elbow-trial-2019' is only recalled; read it and mark it confirmed, or cite another"
    assert all(fault.endswith(told) for fault in found)
    assert f"en/conditions/tennis-elbow.yaml:23:59 evidence.summary: {told}" in found


def test_a_benefit_rests_on_a_controlled_study_in_people(broken: Break) -> None:
    found = broken((SOURCES, "kind: rct", "kind: case-series"))
    remedy = "add a randomised trial or a systematic review"
    assert found == [
        f"en/conditions/tennis-elbow.yaml:24:11 evidence.claims: offered without a controlled study in people; {remedy}",
        f"en/evidence/claims/elbow.yaml:22:14 claims.0.sources: a benefit without a controlled study in people; {remedy}",
    ]


def test_a_claim_that_was_dropped_is_used_nowhere(broken: Break) -> None:
    found = broken((CLAIMS, "verdict: qualify", "verdict: drop"))
    assert found == [
        "en/conditions/tennis-elbow.yaml:24:12 evidence.claims.0: claim 'elbow-physio' has the verdict drop; remove it",
        "en/treatments/prolotherapy.yaml:69:10 claims.0: claim 'elbow-physio' has the verdict drop; remove it",
    ]


def test_a_condition_that_is_not_offered_claims_no_benefit(broken: Break) -> None:
    """V16."""
    found = broken(
        (CLAIMS, "result: no-difference", "result: for"),
        ("conditions/sciatica.yaml", "We found no trial.}", "We found no trial., claims: [elbow-physio]}"),
    )
    assert [fault for fault in found if " warning: " not in fault] == [
        (
            "en/conditions/sciatica.yaml:18:63 evidence.claims.0: 'elbow-physio' claims a benefit although the treatment is "
            "not offered; remove the claim or change the status"
        )
    ]


def test_what_others_say_may_stand_in_a_quote_only(broken: Break) -> None:
    answered = "quote: We guarantee that it works., text: We found no study that says so.}"
    assert broken((COMPLAINTS, "text: We keep it short.}", answered)) == []


def test_the_same_words_of_our_own_are_refused(broken: Break) -> None:
    """V9."""
    (found,) = broken((COMPLAINTS, "We keep it short.", "We guarantee that it works."))
    assert "sections.0.text: says 'guarantee'" in found


def test_a_quote_is_answered_with_a_source_or_by_saying_that_there_is_none(broken: Break) -> None:
    (found,) = broken((COMPLAINTS, "text: We keep", "quote: It always works., text: We keep"))
    assert found.endswith(
        "sections.0.text: answers what others say without a source; cite one as [@its-id], or say 'We found no study'"
    )
