"""What copying, pasting and editing leave behind is found by name."""

from __future__ import annotations

import pytest

from tests.treatments.rules.conftest import Break

TREATMENT = "treatments/prolotherapy.yaml"
AFTER = "after_note: Rest for a day."
NOTE = "en/treatments/prolotherapy.yaml:52"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "It\u00e2\u20ac\u2122s sore.",
            ":15 after_note: '\u00e2\u20ac\u2122' is garbled text; type the letters again and save the file as UTF-8",
        ),
        (
            "A caf\u00c3\u00a9.",
            ":18 after_note: '\u00c3\u00a9' is garbled text; type the letters again and save the file as UTF-8",
        ),
        ("Sore\u00a0knee.", ":17 after_note: '\\xa0' is a non-breaking space between words; type a plain space"),
        ("Rest for for a day.", ":18 after_note: 'for for' is doubled; remove one"),
        ("Rest for **for** a day.", ":13 after_note: 'for for' is doubled; remove one"),
        (
            "Rest now [1] please.",
            ":22 after_note: '[1]' points to a note that is not there; cite a source as [@its-id], or remove it",
        ),
        (
            "Rest now* please.",
            ":21 after_note: '*' points to a note that is not there; cite a source as [@its-id], or remove it",
        ),
        ("Rest knee-photo.jpg now.", ":18 after_note: 'knee-photo.jpg' is left over from a picture; remove it"),
        ("Rest knee_injection now.", ":18 after_note: 'knee_injection' is left over from a picture; remove it"),
        ("'Photo: a knee. Rest now.'", ":14 after_note: 'Photo:' is left over from a picture; remove it"),
    ],
)
def test_damage_is_told_at_its_character(broken: Break, text: str, fault: str) -> None:
    assert broken((TREATMENT, AFTER, f"after_note: {text}")) == [f"{NOTE}{fault}"]


@pytest.mark.parametrize(
    "text",
    [
        "Rest for 20\u00a0kg of load.",
        "We know that that is so.",
        "Caf\u00e9 and na\u00efve.",
        "Rest **well** now.",
        "See [1 of them](#x).",
    ],
)
def test_what_only_looks_like_damage_is_left_alone(broken: Break, text: str) -> None:
    assert broken((TREATMENT, AFTER, f"after_note: {text}")) == []


def test_a_heading_with_nothing_below_it_is_refused(broken: Break) -> None:
    text = "after_note: |\n  ### Rest\n\n  ### Walk\n  A little."
    assert broken((TREATMENT, AFTER, text)) == [
        "en/treatments/prolotherapy.yaml:53:7 after_note: the heading 'Rest' has nothing below it; write the section or remove it"
    ]


def test_a_section_of_blanks_is_refused(broken: Break) -> None:
    (fault,) = broken((TREATMENT, AFTER, "after_note: '   '"))
    assert fault == f"{NOTE}:13 after_note: is empty; write it, or remove the key if it is optional"


def test_a_term_listed_twice_is_refused_in_whatever_case(broken: Break) -> None:
    (fault,) = broken(("conditions/tennis-elbow.yaml", "golfers elbow]", "golfers elbow, Golfers Elbow]"))
    assert fault.endswith("synonyms.2: 'Golfers Elbow' is listed twice; remove one")


def test_a_term_that_is_explained_twice_is_refused(broken: Break) -> None:
    found = broken(("glossary.yaml", "term: Tendon", "term: collagen"))
    assert next(fault for fault in found if "terms" in fault).endswith(
        "terms.1: 'collagen' is listed twice; remove one"
    )


def test_a_question_that_is_asked_twice_is_refused(broken: Break) -> None:
    (fault,) = broken(("questions.yaml", "question: How many visits are there?", "question: Does it hurt?"))
    assert fault.endswith("questions.1: 'Does it hurt?' is listed twice; remove one")
