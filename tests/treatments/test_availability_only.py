"""With one line changed, no page of the real site says whether the treatment helps, and it still reads well."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from tests.treatments import real
from tests.treatments.reading import HEADINGS, Reading, squeezed, words
from treatments import pages
from treatments.catalogue import Catalogue
from treatments.results import tells_of_results
from treatments.schema.evidence import Claim
from treatments.search import find

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
RESULT = re.compile(
    r"points? on a|-point scale|in 100 people (?:in the|with)|worked no better"
    r"|no better than (?:salt|control|physio|a pretend|a dummy|exercise|what)|pain fell|half of their pain"
    r"|found a gain|gained more|ahead after|what (?:the )?research (?:found|shows)|improved by|said they felt better",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def told() -> Catalogue:
    return real.whole()


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return real.availability_only(tmp_path_factory.mktemp("content"))


@pytest.fixture(scope="module")
def site(silent: Catalogue) -> dict[str, Reading]:
    return {each.context["page"].path: Reading(each.html()) for each in pages.every_page(silent, now=NOW)}


@pytest.fixture(scope="module")
def results(told: Catalogue) -> list[Claim]:
    found = [claim for claim in told.claims.values() if tells_of_results(claim)]
    assert len(found) > 40
    return found


def plain(content: Catalogue, text: str) -> str:
    return squeezed(pages.base.renderer_of(content).plain(text))


def test_no_claim_that_tells_of_a_result_stands_on_any_page(
    told: Catalogue, results: list[Claim], site: dict[str, Reading]
) -> None:
    texts = {claim.id: plain(told, claim.text) for claim in results}
    everywhere = {path: squeezed(read.text) + squeezed(str(read.graph)) for path, read in site.items()}
    assert [(path, name) for path, page in everywhere.items() for name, text in texts.items() if text in page] == []


def test_no_figure_of_such_a_claim_is_left_to_be_used(results: list[Claim], silent: Catalogue) -> None:
    names = {claim.id for claim in results}
    assert [name for name in silent.figures if name.startswith("claim.") and name.split(".")[1] in names] == []


def test_no_passage_marked_as_a_result_stands_on_any_page(told: Catalogue, site: dict[str, Reading]) -> None:
    whole = [plain(told, each.evidence.summary) for each in told.conditions.values()]
    whole += [plain(told, each.what_the_research_says) for each in told.techniques.values()]
    whole += [
        squeezed(pages.base.renderer_of(told, scope=name).plain(each.research))
        for name, each in told.treatments.items()
    ]
    assert [(path, text[:60]) for path, read in site.items() for text in whole if text in squeezed(read.text)] == []


def test_nothing_sounds_like_a_result_of_the_treatment(site: dict[str, Reading]) -> None:
    heard = []
    for path, read in site.items():
        others = [words(each) for each in read.classed("options-table")]
        text = read.main
        for other in others:
            text = text.replace(other, "")
        heard += [f"{path}: {text[max(0, m.start() - 60) : m.end() + 40]}" for m in RESULT.finditer(text)]
    assert "\n".join(heard) == ""


def test_no_heading_stands_over_nothing(site: dict[str, Reading]) -> None:
    for path, read in site.items():
        (main,) = read.all("main")
        marks = [each for each in main.iter() if each.tag in HEADINGS or (each.text or "").strip()]
        empty = [
            "".join(one.itertext())
            for one, two in pairwise([*marks, main])
            if one.tag in HEADINGS and (two is main or (two.tag in HEADINGS and two.tag <= one.tag))
        ]
        assert empty == [], path


def test_each_list_and_paragraph_holds_something(site: dict[str, Reading]) -> None:
    for path, read in site.items():
        holders = [each for tag in ("p", "ul", "ol", "dd", "li", "td", "tbody") for each in read.all(tag)]
        empty = [each.tag for each in holders if not "".join(each.itertext()).strip() and not len(each)]
        assert empty == [], path


def test_the_reader_is_told_that_nothing_is_said_on_whether_it_helps(site: dict[str, Reading]) -> None:
    assert "We do not say whether it helps." in site["/treatments/prolotherapy/"].main
    assert "We do not say on this site whether a treatment helps" in site["/evidence/"].main
    assert "Whether it helps" not in site["/evidence/"].main


def test_risks_prices_and_the_signs_that_need_help_stay(
    told: Catalogue, silent: Catalogue, site: dict[str, Reading]
) -> None:
    page = squeezed(site["/treatments/prolotherapy/"].main)
    assert "£540" in page
    assert [
        risk for risk in told.treatments["prolotherapy"].risks if squeezed(told.risks[risk].name_plain) not in page
    ] == []
    assert silent.treatments["prolotherapy"].red_flags == told.treatments["prolotherapy"].red_flags


def test_every_question_that_is_left_has_an_answer(silent: Catalogue, told: Catalogue) -> None:
    assert len(silent.questions) >= 25
    assert set(silent.questions) <= set(told.questions)
    assert [name for name, each in silent.questions.items() if not each.answer.strip()] == []


def test_search_finds_no_result_either(results: list[Claim], silent: Catalogue, told: Catalogue) -> None:
    typed = "salt water trial knee points"
    assert "evidence" in str(find(told, typed).pages)
    told_of = {f"claim-{claim.id}" for claim in results}
    found = str(find(silent, typed).pages)
    assert [name for name in told_of if f"#{name}'" in found] == []


def test_with_results_told_nothing_of_the_marks_is_seen(told: Catalogue) -> None:
    shown = [each for each in pages.every_page(told, now=NOW) if ":::" in each.html()]
    assert shown == []
    assert told.results_told
