"""People find what they look for as they type it, and help where there is nothing."""

from __future__ import annotations

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.treatments import mini
from tests.treatments.real import REVIEWED
from treatments import catalogue
from treatments.catalogue import Catalogue
from treatments.search import LONGEST_QUERY, Found, find, spelling
from treatments.search.finding import MOST_PAGES, MOST_WORDS, SECTIONS_PER_PAGE, index_of
from treatments.search.spelling import CANDIDATES, changes
from treatments.search.words import LONGEST_WORD


@pytest.fixture(scope="module")
def small() -> Catalogue:
    return mini.whole()


@pytest.fixture(scope="module")
def real() -> Catalogue:
    return catalogue.read(settings.CONTENT_DIR, today=REVIEWED)


def first_url(found: Found) -> str:
    return found.pages[0].hits[0].url


def urls(found: Found) -> list[str]:
    return [hit.url for page in found.pages for hit in page.hits]


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("tennis elbow", "/conditions/tennis-elbow/"),
        ("tendonitis", "/conditions/tendinopathy/"),
        ("tendonosis", "/conditions/tendinopathy/"),
        ("golfers elbow", "/conditions/golfers-elbow/"),
        ("Golfer\u2019s elbow", "/conditions/golfers-elbow/"),
        ("plantar fascitis", "/conditions/plantar-heel-pain/"),
        ("policemans heel", "/conditions/plantar-heel-pain/"),
        ("KNEE OA", "/conditions/knee-osteoarthritis/"),
        ("wiplash", "/conditions/whiplash/"),
        ("prolotheraphy", "/treatments/prolotherapy/"),
        ("ultrasound guidance", "/techniques/ultrasound-guidance/"),
        ("privacy", "/privacy/"),
    ],
)
def test_people_find_a_page_as_they_type_its_name(real: Catalogue, typed: str, url: str) -> None:
    assert first_url(find(real, typed)) == url


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("how much does it cost", "/costs/"),
        ("collapsed lung", "/treatments/prolotherapy/#risks"),
        ("throat swelling", "/treatments/prolotherapy/#get-help"),
        ("parking", "/contact/#access"),
        ("physio", "/conditions/"),
        ("Rabago", "/evidence/#source-rabago-2013"),
        ("Demo Nurse", "/people/#person-demo-nurse-c"),
    ],
)
def test_people_find_the_section_that_says_it(real: Catalogue, typed: str, url: str) -> None:
    assert any(found.startswith(url) for found in urls(find(real, typed)))


def test_a_section_says_where_it_stands_and_marks_the_words(small: Catalogue) -> None:
    found = find(small, "collagen")
    titles = {page.title: page for page in found.pages}
    hit = next(hit for hit in titles["Prolotherapy"].hits if hit.heading == "How it is thought to work")
    assert hit.url == "/treatments/prolotherapy/#how-it-works"
    assert [piece.text for piece in hit.excerpt if piece.marked] == ["Collagen"]


def test_another_name_finds_pages_that_use_the_usual_one(small: Catalogue) -> None:
    assert "/treatments/prolotherapy/#what-it-is" in urls(find(small, "tendinitis"))


def test_a_corrected_word_is_told(small: Catalogue) -> None:
    found = find(small, "prolotheraphy")
    assert [(each.typed, each.used) for each in found.corrections] == [("prolotheraphy", "prolotherapy")]


def test_words_that_say_nothing_do_not_find_everything(small: Catalogue) -> None:
    assert urls(find(small, "what is a tendon")) == urls(find(small, "tendon"))


def test_a_query_of_such_words_alone_is_taken_at_its_word(small: Catalogue) -> None:
    assert find(small, "how long").pages


@pytest.mark.parametrize("typed", ["", "   ", "\0", "?!", "…"])
def test_nothing_typed_finds_nothing_and_suggests_nothing(small: Catalogue, typed: str) -> None:
    found = find(small, typed)
    assert (found.pages, found.suggestions) == ((), ())


def test_where_nothing_is_found_near_names_are_suggested(small: Catalogue) -> None:
    found = find(small, "tenbowelis")
    assert found.pages == ()
    assert ("Tennis elbow", "/conditions/tennis-elbow/") in [(each.name, each.url) for each in found.suggestions]


def test_a_long_query_is_cut_and_says_so(small: Catalogue) -> None:
    found = find(small, "elbow " * 1_000)
    assert found.cut
    assert len(found.query) <= LONGEST_QUERY
    assert found.pages
    assert not find(small, "elbow").cut


def test_a_page_shows_its_best_sections_only(real: Catalogue) -> None:
    found = find(real, "prolotherapy")
    assert len(found.pages) <= MOST_PAGES
    assert all(len(page.hits) <= SECTIONS_PER_PAGE for page in found.pages)


def test_the_index_is_made_once_for_a_catalogue(small: Catalogue) -> None:
    assert index_of(small) is index_of(small)
    assert index_of(small) is not index_of(mini.whole())


@given(st.text(max_size=2 * LONGEST_QUERY))
@hypothesis_settings(deadline=None)
def test_no_query_breaks_it(typed: str) -> None:
    found = find(WHOLE, typed)
    assert len(found.query) <= LONGEST_QUERY


WHOLE = mini.whole()
HOSTILE = ["ab" * 50, "a" * 100_000, " ".join(f"wz{n}" for n in range(500)), "\u0301" * 5_000, "<script>" * 99]


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_hostile_query_is_compared_with_no_more_words_than_an_honest_one(
    real: Catalogue, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []

    def counted(one: str, other: str) -> int:
        compared.append(other)
        assert len(one) <= LONGEST_WORD
        return changes(one, other)

    monkeypatch.setattr(spelling, "changes", counted)
    find(real, typed)
    assert len(compared) <= MOST_WORDS * CANDIDATES
