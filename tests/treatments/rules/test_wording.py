"""Nothing promised, nothing pressed, no number typed twice, short sentences, known words."""

from __future__ import annotations

import pytest

from tests.treatments.rules.conftest import Break

TREATMENT = "treatments/prolotherapy.yaml"
AFTER = "after_note: Rest for a day."


def test_a_banned_phrase_is_found_where_it_stands(broken: Break) -> None:
    """V9."""
    assert broken((TREATMENT, AFTER, "after_note: It is guaranteed to be Painless.")) == [
        "en/treatments/prolotherapy.yaml:52:19 after_note: says 'guaranteed'; say what is known and how sure it is",
        "en/treatments/prolotherapy.yaml:52:36 after_note: says 'Painless'; say that it can hurt",
    ]


@pytest.mark.parametrize("field", ["meta_description", "title"])
def test_a_banned_phrase_is_found_in_titles_and_descriptions(broken: Break, field: str) -> None:
    """V9."""
    old = {"meta_description": "what can go wrong and", "title": "title: Prolotherapy"}[field]
    (fault,) = broken((TREATMENT, old, f"{old} is painless"))
    assert f" {field}: says 'painless'" in fault


def test_a_phrase_may_stand_where_it_is_denied(broken: Break) -> None:
    assert broken((TREATMENT, AFTER, "after_note: We cannot guarantee that.")) == []


def test_a_title_of_a_study_says_what_its_authors_said(broken: Break) -> None:
    assert broken(("evidence/sources/all.yaml", "title: A trial of", "title: A painless trial of")) == []


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("£360", "price.pkg-one-area.total"),
        ("2 visits", "prolotherapy.visits"),
        ("2 weeks", "prolotherapy.gap.min"),
        ("20 minutes", "prolotherapy.wait.minutes"),
        ("two visits", "prolotherapy.visits"),
        ("Two weeks", "prolotherapy.gap.min"),
        ("020 7946 0101", "clinic.phone"),
        ("+44 20 7946 0101", "clinic.phone"),
        ("02079460101", "clinic.phone"),
        ("Hello@example.org", "clinic.email"),
        ("complaints@example.org", "clinic.complaints-email"),
    ],
)
def test_a_number_that_a_field_holds_is_not_typed_again(broken: Break, typed: str, figure: str) -> None:
    """V8."""
    assert broken((TREATMENT, AFTER, f"after_note: It is {typed} in all.")) == [
        f"en/treatments/prolotherapy.yaml:52:19 after_note: {typed!r} is typed; write {{{figure}}}"
    ]


def test_a_number_that_no_field_holds_may_be_typed(broken: Break) -> None:
    assert broken((TREATMENT, AFTER, "after_note: Rest for 3 days and 7 weeks.")) == []


def test_a_number_of_somebody_else_may_be_typed(broken: Break) -> None:
    assert broken((TREATMENT, AFTER, "after_note: Ring 020 7946 0999, or one of the two people at work.")) == []


def test_an_exception_that_is_written_down_holds_for_its_words_alone(broken: Break) -> None:
    assert broken((TREATMENT, AFTER, "after_note: Sit down for 60 minutes.")) == []
    (fault,) = broken((TREATMENT, "Sit down for 60 minutes.", "Sit down for 30 minutes."))
    assert "'30 minutes' is typed" in fault


@pytest.mark.parametrize(
    ("name", "old"),
    [
        ("home.yaml", "We tell you when we do not know."),
        ("prices.yaml", "A course for one sore place."),
        ("clinic.yaml", "Demonstration site."),
    ],
)
def test_no_medicine_is_named_on_the_home_page_in_prices_or_banners(broken: Break, name: str, old: str) -> None:
    """V10."""
    (fault,) = broken((name, old, f"Glucose. {old}"))
    assert fault.endswith("names the medicine 'Glucose'; say 'injection', and name it on the treatment's page")


def test_a_medicine_may_be_named_on_the_treatments_own_page(broken: Break) -> None:
    assert broken((TREATMENT, AFTER, "after_note: The glucose stays.")) == []


def test_a_sentence_too_long_to_follow_is_refused(broken: Break) -> None:
    """V13."""
    found = broken((TREATMENT, AFTER, f"after_note: We ask you {'to sit ' * 12}now."))
    assert found[0] == (
        "en/treatments/prolotherapy.yaml:52:13 after_note: a sentence of 28 words, 'We ask you to sit to …'; "
        "make it two; the most is 25"
    )


def test_a_list_is_read_item_by_item(broken: Break) -> None:
    items = "".join("  - We ask you to sit down for a while\n" for _ in range(6))
    assert broken((TREATMENT, f"{AFTER}\n", f"after_note: |\n{items}")) == []


HARD = (
    "Musculoskeletal practitioners individualise rehabilitation programmes considering physiological characteristics."
)


def test_body_text_that_is_hard_to_read_is_refused(broken: Break) -> None:
    """V13."""
    (fault,) = broken((TREATMENT, AFTER, f"after_note: {HARD} {HARD} {HARD}"))
    assert " after_note: reads at grade " in fault
    assert fault.endswith("24 words; use shorter words and sentences; the most is 7")


def test_words_that_are_explained_weigh_less(broken: Break) -> None:
    assert broken((TREATMENT, AFTER, f"after_note: {'We give prolotherapy injections here. ' * 5}")) == []
