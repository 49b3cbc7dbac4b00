"""A leaflet says on paper what the treatment's page says, and a code tells one version from another."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

import pytest

from tests.treatments import mini, real
from tests.treatments.reading import Reading, squeezed, words
from treatments import pages
from treatments.catalogue import Catalogue
from treatments.figures import pounds
from treatments.pages.leaflet import LETTERS, qr, version_code
from treatments.results import tells_of_results

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NAME = "prolotherapy"


@pytest.fixture(scope="module")
def told() -> Catalogue:
    return real.whole()


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return real.availability_only(tmp_path_factory.mktemp("content"))


@pytest.fixture(scope="module", params=["leaflet", "large-print"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def read(told: Catalogue, kind: str) -> Reading:
    return leaflet(told, kind)


def leaflet(content: Catalogue, kind: str = "leaflet") -> Reading:
    (name,) = content.treatments
    return Reading(pages.PRINTED[kind](content, name, now=NOW).html())


def test_it_is_well_formed_in_usual_and_in_large_print(read: Reading) -> None:
    assert read.errors == []
    assert [level for level, _ in read.headings][:2] == [1, 2]
    assert len(read.all("main")) == 1


def test_it_holds_every_sign_that_the_page_of_the_treatment_shows(told: Catalogue, read: Reading) -> None:
    built = pages.MANY["treatment"](told, NAME, now=NOW)
    signs = [sign for card in built.context["care_cards"] for sign in card.signs]
    assert [sign.id for sign in signs] == list(told.treatments[NAME].red_flags)
    plain, text = built.context["renderer"].plain, squeezed(read.main)
    for card in built.context["care_cards"]:
        assert squeezed(plain(card.instruction)) in text
        for sign in card.signs:
            assert squeezed(plain(sign.symptom)) in text, sign.id
            assert squeezed(sign.escalation_heading) in text


def test_it_holds_every_price_that_holds_today(told: Catalogue, read: Reading) -> None:
    treatment = told.treatments[NAME]
    for name in treatment.packages:
        package = told.packages[name]
        for pence in (package.total_pence, *(stage.pence for stage in package.stages)):
            assert pounds(pence) in read.main
    assert [name for name in treatment.items if squeezed(told.items[name].name) not in squeezed(read.main)] == []


def test_it_names_every_risk_and_every_reason_not_to_have_it(told: Catalogue, read: Reading) -> None:
    treatment, text = told.treatments[NAME], squeezed(read.main).lower()
    named = [told.risks[name].name_plain for name in treatment.risks]
    named += [told.contraindications[name].name for name in treatment.contraindications]
    assert [name for name in named if squeezed(name).lower() not in text] == []


def test_it_says_that_it_is_a_demonstration_and_is_kept_out_of_search_engines(told: Catalogue, read: Reading) -> None:
    assert squeezed(told.clinic.banner or "").lower() in squeezed(read.main).lower()
    assert read.meta("robots") == "noindex"


def test_it_leads_to_the_page_with_its_sources_by_address_and_by_code(read: Reading) -> None:
    address = "http://localhost:8000/treatments/prolotherapy/"
    assert address in read.links
    (code,) = [each for each in read.everything if each.tag.endswith("svg")]
    assert words(title_of(code)) == f"Square code that leads to {address}"


def title_of(svg: Element) -> Element:
    return next(each for each in svg.iter() if each.tag.endswith("title"))


def test_the_code_is_black_on_white_with_the_margin_that_cameras_need() -> None:
    svg = qr("https://clinic.example.org/treatments/prolotherapy/")
    assert 'fill="#fff"' in svg
    assert 'stroke="#000"' in svg
    assert re.search(r'stroke="#000" d="M4 4\.5h7', svg)
    assert "style=" not in svg


def test_what_may_not_be_told_stands_on_no_leaflet(told: Catalogue, silent: Catalogue) -> None:
    text = squeezed(leaflet(silent).main)
    plain = pages.base.renderer_of(told, scope=NAME).plain
    claims = [claim.text for claim in told.claims.values() if tells_of_results(claim)]
    assert len(claims) > 40
    assert [each for each in (*claims, told.treatments[NAME].research) if squeezed(plain(each)) in text] == []
    assert squeezed("We do not say here whether it helps.") in text
    assert squeezed("What the research shows") not in text
    assert squeezed("What the research shows") in squeezed(leaflet(told).main)


def test_the_version_is_the_same_while_the_words_are(told: Catalogue) -> None:
    assert code_of(leaflet(told)) == code_of(leaflet(told, "large-print")) == code_of(leaflet(real.whole()))


def test_the_version_changes_with_a_price(told: Catalogue) -> None:
    name = told.treatments[NAME].packages[0]
    dearer = told.packages[name].model_copy(update={"total_pence": 99000})
    changed = replace(told, packages={**told.packages, name: dearer})
    assert code_of(leaflet(changed)) != code_of(leaflet(told))


def code_of(read: Reading) -> str:
    (line,) = read.classed("leaflet__version")
    return words(line).rpartition(" ")[2]


def test_a_code_is_short_and_of_letters_that_nobody_mistakes() -> None:
    codes = {version_code(f"{number}") for number in range(1000)}
    assert len(codes) == 1000
    assert {len(code) for code in codes} == {6}
    assert set("".join(codes)) <= set(LETTERS)
    assert not set(LETTERS) & set("01OILAEU")


def test_the_small_clinic_has_leaflets_too() -> None:
    assert leaflet(mini.whole()).errors == []


def test_there_is_no_leaflet_of_what_is_not_offered(told: Catalogue) -> None:
    with pytest.raises(pages.NoSuchPage):
        pages.PRINTED["leaflet"](told, "cupping", now=NOW)
