"""The real content is whole, and answers and words are what a hurried reader needs."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest
from django.conf import settings

from tests.treatments.real import REVIEWED
from treatments import catalogue
from treatments.catalogue import Catalogue
from treatments.loading import load
from treatments.prose import Renderer
from treatments.schema.words import FaqTag

LONGEST_ANSWER = 120
"""Words a reader takes in on a phone without losing the thread."""


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return catalogue.read(settings.CONTENT_DIR, today=REVIEWED)


def test_every_content_file_loads_and_agrees_with_the_others() -> None:
    found = catalogue.examine(load(settings.CONTENT_DIR), today=REVIEWED)
    assert [str(fault) for fault in found if fault.severity == "error"] == []


def test_everything_says_that_it_is_a_demonstration() -> None:
    loaded = load(settings.CONTENT_DIR)
    assert [file.path for file in loaded.files if not file.document.demo] == []


def test_questions_cover_every_tag(content: Catalogue) -> None:
    asked = {tag for question in content.questions.values() for tag in question.tags}
    assert asked == set(get_args(FaqTag))


def test_no_answer_is_longer_than_a_reader_bears(content: Catalogue) -> None:
    plain = _renderer(content).plain
    lengths = {name: len(plain(question.answer).split()) for name, question in content.questions.items()}
    assert {name: words for name, words in lengths.items() if words > LONGEST_ANSWER} == {}


def test_no_question_is_asked_twice(content: Catalogue) -> None:
    asked = Counter(question.question.casefold() for question in content.questions.values())
    assert [question for question, times in asked.items() if times > 1] == []


def test_terms_stand_in_the_order_of_the_alphabet(content: Catalogue) -> None:
    terms = [term.term.casefold() for term in content.terms.values()]
    assert terms == sorted(terms)


def test_no_term_is_explained_twice(content: Catalogue) -> None:
    explained = Counter(term.term.casefold() for term in content.terms.values())
    assert [term for term, times in explained.items() if times > 1] == []


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("tendonitis", "tendinitis"),
        ("tendonosis", "tendinosis"),
        ("golfers elbow", "golfers-elbow"),
        ("planter fasciitis", "plantar-fascia"),
        ("cortisone", "steroid-injection"),
        ("dvt", "blood-clot-in-the-leg"),
        ("prp", "platelet-rich-plasma"),
        ("informed consent", "consent"),
    ],
)
def test_a_word_as_people_type_it_is_known(content: Catalogue, typed: str, term: str) -> None:
    assert typed in {spelling.casefold() for spelling in content.terms[term].also}


def test_every_technique_says_plainly_whether_it_is_offered(content: Catalogue) -> None:
    answers = {name: technique.offered.split(".")[0] for name, technique in content.techniques.items()}
    assert {name for name, answer in answers.items() if answer == "Yes"} == {"ultrasound-guidance"}
    assert {answer for name, answer in answers.items() if name != "ultrasound-guidance"} == {"No"}


def _renderer(content: Catalogue) -> Renderer:
    return Renderer(figures=content.figures, link=lambda kind, name: f"/{kind}/{name}/")
