"""Conditions are found by the names people and clinicians use, and by where it hurts."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.treatments import mini
from treatments.pages.condition import a_to_z, areas, condition, sections

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_names_stand_under_their_letter_and_a_clinical_name_says_what_it_is() -> None:
    letters = a_to_z(mini.whole().conditions.values())
    assert {letter.letter: [(link.name, link.of) for link in letter.names] for letter in letters} == {
        "H": [("Hip pain", "")],
        "L": [("Lateral epicondylalgia", "Tennis elbow")],
        "S": [("Sciatica", "")],
        "T": [("Tennis elbow", "")],
    }


def test_misspellings_are_left_to_the_search() -> None:
    names = [link.name for letter in a_to_z(mini.whole().conditions.values()) for link in letter.names]
    assert "golfers elbow" not in names


def test_parts_of_the_body_stand_from_head_to_foot() -> None:
    assert [area.id for area in areas(mini.whole().conditions.values())] == ["area-elbow", "area-low-back", "area-hip"]


def test_a_section_is_absent_where_the_file_says_nothing() -> None:
    content = mini.whole()
    assert "guidelines" not in {section.id for section in sections(content.conditions["sciatica"])}
    assert "natural-course" in {section.id for section in sections(content.conditions["tennis-elbow"])}


def test_only_what_may_be_treated_may_be_asked_for_and_has_a_price() -> None:
    contexts = {name: condition(mini.whole(), name, now=NOW).context for name in mini.whole().conditions}
    assert {name: context["may_ask"] for name, context in contexts.items()} == {
        "hip-pain": True,
        "sciatica": False,
        "tennis-elbow": True,
    }
    assert contexts["sciatica"]["from_package"] is None
    assert contexts["sciatica"]["treatments"] == []
    assert contexts["tennis-elbow"]["from_package"].total == "£360"
