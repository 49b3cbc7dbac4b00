"""The page of a treatment words each figure from the field that holds it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from tests.treatments import mini, real
from treatments import catalogue, pages
from treatments.pages.treatment import HEADINGS, condition_groups, glance, treatment
from treatments.schema.treatment import Section

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_every_section_of_the_schema_has_a_heading_in_its_order() -> None:
    assert [name for name in HEADINGS if name != "get-help"] == list(get_args(Section))


def test_the_summary_is_worded_from_the_plan_and_the_prices() -> None:
    context = treatment(mini.whole(), "prolotherapy", now=NOW).context
    assert {row.label: row.value for row in context["glance"]} == {
        "Sessions": "2 planned; you can stop after any",
        "Time between sessions": "2 weeks, or up to 6 weeks if you ask",
        "Visits": "3: 60 minutes, then 30 minutes each (2 if you ask for injections at the first)",
        "Afterwards": "Sore for a few days",
        "Given by": "Doctor",
        "Price of a course": "£360 (Course for one area)",
    }


def test_every_line_of_the_summary_leads_to_a_section() -> None:
    built = treatment(mini.whole(), "prolotherapy", now=NOW).context
    assert {row.section for row in built["glance"]} <= {section.id for section in built["page"].sections}


def test_without_a_price_in_force_no_price_is_told() -> None:
    content = mini.whole()
    rows = glance(content.treatments["prolotherapy"], content.plans["two-visit"], ["Doctor"], None)
    assert "Price of a course" not in {row.label for row in rows}


def test_a_treatment_nobody_asked_about_has_no_section_for_questions(tmp_path: Path) -> None:
    folder = mini.copy(tmp_path)
    for _ in range(2):
        mini.change(folder, "questions.yaml", "        treatments: [prolotherapy]\n", "")
    built = treatment(catalogue.read(folder, today=mini.TODAY), "prolotherapy", now=NOW)
    assert "questions" not in {section.id for section in built.context["page"].sections}
    assert 'id="questions"' not in built.html()


def test_conditions_stand_by_what_we_do_about_them() -> None:
    groups = condition_groups(list(mini.whole().conditions.values()))
    assert {group.status: [link.condition.id for link in group.links] for group in groups} == {
        "offered": ["tennis-elbow"],
        "assess-first": ["hip-pain"],
        "not-offered": ["sciatica"],
    }


def test_risks_say_how_often_or_that_nobody_knows() -> None:
    rows = treatment(mini.whole(), "prolotherapy", now=NOW).context["risks"]
    assert [(row.frequency, row.what_to_do_heading) for row in rows] == [
        ("70 in 100", ""),
        ("Not known", "Get help today"),
    ]


def test_its_changes_are_its_own_and_not_those_of_files_it_shows(tmp_path: Path) -> None:
    folder = mini.copy(tmp_path)
    changes = "changes: [{on: 2026-11-03, what: Clearer risks.}]\n"
    mini.change(folder, "treatments/prolotherapy.yaml", "id: prolotherapy\n", f"id: prolotherapy\n{changes}")
    page = treatment(catalogue.read(folder, today=mini.TODAY), "prolotherapy", now=NOW).context["page"]
    assert [change.what for change in page.changes] == ["Clearer risks."]


def test_a_change_later_than_the_review_is_told_beside_it() -> None:
    content = real.whole()
    told = "The reviewer has not seen what changed since."
    assert told in pages.MANY["treatment"](content, "prolotherapy", now=NOW).html()
    assert told not in pages.MANY["condition"](content, "tennis-elbow", now=NOW).html()
