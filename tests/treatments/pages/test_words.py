"""Questions and words stand where others may link to them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.treatments import mini
from tests.treatments.reading import Reading
from treatments import catalogue
from treatments.pages.words import glossary, page, question_sections, questions

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_group_of_questions_has_an_anchor_made_of_its_heading() -> None:
    assert [(each.id, each.heading) for each in question_sections(mini.whole())] == [
        ("about-before-you-decide", "Before you decide")
    ]


def test_every_question_can_be_linked_to_and_its_figures_are_filled_in() -> None:
    read = Reading(questions(mini.whole(), now=NOW).html())
    assert {"question-does-it-hurt", "question-how-many-visits"} <= set(read.ids)
    assert "There are 2 visits, 2 weeks apart." in read.main


def test_words_stand_under_their_letter_without_the_misspellings_that_search_knows() -> None:
    built = glossary(mini.whole(), now=NOW)
    assert [(letter.id, [term.id for term in letter.terms]) for letter in built.context["letters"]] == [
        ("letter-c", ["collagen"]),
        ("letter-t", ["tendon"]),
    ]
    assert "tendinitis" not in Reading(built.html()).main


def test_a_page_of_words_lists_sources_only_where_it_cites(tmp_path: Path) -> None:
    folder = mini.copy(tmp_path)
    mini.change(folder, "pages/privacy.yaml", "text: We keep it short.", "text: 'It is short [@survey-2006].'")
    content = catalogue.read(folder, today=mini.TODAY)
    assert "source-1" in Reading(page(content, "privacy", now=NOW).html()).ids
    assert "references" not in Reading(page(content, "complaints", now=NOW).html()).ids


def test_a_page_of_words_says_which_version_it_is() -> None:
    assert "Version 1.0 of this page." in Reading(page(mini.whole(), "privacy", now=NOW).html()).main
