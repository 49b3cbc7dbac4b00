"""What readers, sharers and search engines are told, by whatever page or template, keeps to the wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.repository import ROOT
from tests.treatments import real
from tests.treatments.reading import UNSEEN, Reading, words
from treatments import pages
from treatments.catalogue import Catalogue
from treatments.labels import LABELS
from treatments.pages.base import documents
from treatments.reading import measure
from treatments.rules.wording import said
from treatments.schema.wording import Wording

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TOLD_TO_MACHINES = ("alt", "title", "aria-label", "content", "placeholder")
SHOP_WINDOW = ("/", "/costs/")
READ_AS_SENTENCES = ("p", "li", "dd", "td")
MARKUP = re.compile(r"{% comment %}.*?{% endcomment %}|{[{%#].*?[}%#]}|<[^>]*>", re.DOTALL)

type Site = dict[str, Reading]


@pytest.fixture(scope="module", params=["told", "withheld"])
def content(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return real.whole() if request.param == "told" else real.availability_only(tmp_path_factory.mktemp("content"))


@pytest.fixture(scope="module")
def house() -> Wording:
    (found,) = documents(real.whole(), Wording)
    return found


@pytest.fixture(scope="module")
def site(content: Catalogue) -> Site:
    return {each.context["page"].path: Reading(each.html()) for each in pages.every_page(content, now=NOW)}


def everything(read: Reading) -> str:
    """Return all that a page says, to eyes, ears and machines, without what others are quoted for."""
    quoted = {quote for each in read.classed("quoted") for quote in each.iter()}
    spoken = (each.get(name, "") for each in read.everything for name in TOLD_TO_MACHINES)
    shown = (words_of(each) for each in read.everything if each not in quoted)
    return "\n".join([*shown, *spoken, str(read.graph), read.title])


def words_of(element: object) -> str:
    tag, text, tail = (getattr(element, name, None) for name in ("tag", "text", "tail"))
    return f"{text or ''} {tail or ''}" if isinstance(tag, str) and tag not in UNSEEN else ""


def overclaims(house: Wording, text: str) -> Iterator[str]:
    for each in house.banned:
        yield from said(text, each.phrase, each.unless)


def test_no_page_says_a_banned_phrase_to_readers_or_machines(site: Site, house: Wording) -> None:
    """V9."""
    found = {path: [*overclaims(house, everything(read))] for path, read in site.items()}
    assert {path: phrases for path, phrases in found.items() if phrases} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "<p>It is painless.</p>",
        '<img src="/x.png" alt="A painless needle">',
        '<script type="application/ld+json">{"@graph": [{"description": "It is painless."}]}</script>',
        '<meta name="description" content="It is painless.">',
    ],
)
def test_a_banned_phrase_would_be_noticed_wherever_it_stands(house: Wording, planted: str) -> None:
    """V9."""
    page = f"<!doctype html><html><head><title>T</title></head><body>{planted}</body></html>"
    assert [*overclaims(house, everything(Reading(page)))] == ["painless"]


def test_no_template_and_no_label_says_a_banned_phrase(house: Wording) -> None:
    """V9."""
    folders = [ROOT / "templates", ROOT / "static" / "img"]
    files = [each for folder in folders for each in folder.rglob("*") if each.suffix in {".html", ".txt", ".svg"}]
    assert len(files) > 50
    texts = {str(each.relative_to(ROOT)): MARKUP.sub(" ", each.read_text(encoding="utf-8")) for each in files}
    texts |= {f"label {kind}": " ".join(labels.values()) for kind, labels in LABELS.items()}
    found = {name: [*overclaims(house, text)] for name, text in texts.items()}
    assert {name: phrases for name, phrases in found.items() if phrases} == {}


def test_home_and_prices_name_no_medicine_and_no_title_or_description_does(site: Site, house: Wording) -> None:
    """V10."""
    medicine = re.compile(rf"\b(?:{'|'.join(map(re.escape, house.medicines))})\b", re.IGNORECASE)
    windows = {path: everything(site[path]) for path in SHOP_WINDOW}
    heads = {path: f"{read.title} {read.meta('description')} {read.meta('og:title')}" for path, read in site.items()}
    banners = {path: " ".join(words(each) for each in read.classed("demo-banner")) for path, read in site.items()}
    told = [*windows.items(), *heads.items(), *banners.items()]
    assert [(path, hit[0]) for path, text in told for hit in medicine.finditer(text)] == []
    assert medicine.search(site["/treatments/prolotherapy/"].main)


def test_no_sentence_of_any_page_is_longer_than_the_house_allows(site: Site, house: Wording) -> None:
    """V13."""
    long = {}
    for path, read in site.items():
        for sentences in passages(read):
            longest = measure(sentences)
            if longest.longest_words > house.sentence_words_max:
                long[path] = longest.longest
    assert long == {}


def passages(read: Reading) -> Iterator[str]:
    """Yield each paragraph, item and cell of a page; titles of sources say what their authors said."""
    titles = {inner for each in read.classed("references") for inner in each.iter()}
    for each in read.all("main")[0].iter():
        inside = [inner for inner in each.iter() if inner is not each and inner.tag in READ_AS_SENTENCES]
        if each.tag in READ_AS_SENTENCES and not inside and each not in titles:
            yield words(each)
