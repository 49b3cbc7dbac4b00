"""Sections that say most about what is looked for come first."""

from __future__ import annotations

from treatments.search.ranking import Entry, Ranking
from treatments.search.words import stem

KNEE = Entry("Knee pain", "/knee/", "", "A sore joint.", ("bad knee",))
KNEE_COURSE = Entry("Knee pain", "/knee/#course", "How it goes", "A knee often gets better. The knee needs time.")
ELBOW = Entry("Elbow pain", "/elbow/", "", "A sore place at the elbow, and once a knee. " + "Words and words. " * 20)
ENTRIES = (ELBOW, KNEE_COURSE, KNEE)


def found(*words: str, entries: tuple[Entry, ...] = ENTRIES) -> list[str]:
    wanted = [{stem(word): 1.0} for word in words]
    return [entry.url for _, entry in Ranking(entries).best(wanted)]


def test_a_page_named_so_comes_before_one_that_only_mentions_it() -> None:
    assert found("knee") == ["/knee/", "/knee/#course", "/elbow/"]


def test_what_has_all_words_comes_before_what_has_one_of_them() -> None:
    assert found("elbow", "knee")[0] == "/elbow/"


def test_another_name_counts() -> None:
    assert found("bad") == ["/knee/"]


def test_what_nobody_wrote_is_not_found() -> None:
    assert found("hip") == []
    assert not Ranking(ENTRIES).knows("hip")


def test_a_word_that_stands_for_another_counts_for_less() -> None:
    ranking = Ranking(ENTRIES)
    (itself, _), *_ = ranking.best([{"elbow": 1.0}])
    (instead, _), *_ = ranking.best([{"elbow": 0.5}])
    assert instead == itself / 2


def test_what_helps_less_than_a_page_comes_after_it() -> None:
    term = Entry("Words", "/words/#knee", "Knee pain", "A sore joint.", ("bad knee",), worth=0.7)
    assert found("knee", entries=(term, KNEE))[0] == "/knee/"


def test_nothing_is_found_where_there_is_nothing() -> None:
    assert found("knee", entries=()) == []
