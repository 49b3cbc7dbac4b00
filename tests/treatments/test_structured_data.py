"""Search engines are told what a page says, safely and no more."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tests.treatments import mini
from treatments import structured_data
from treatments.pages.base import renderer_of

SMALL = mini.whole()
TREATMENT = SMALL.treatments["prolotherapy"]
texts = st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10)


@given(st.dictionaries(st.text(), texts))
def test_whatever_content_says_it_stays_inside_its_element_and_is_read_back_whole(node: dict[str, object]) -> None:
    script = structured_data.script([node])
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(script)
    assert json.loads(script)["@graph"] == [node]


def test_a_treatment_is_indicated_only_for_conditions_it_is_offered_for() -> None:
    node = structured_data.treatment(TREATMENT, SMALL.conditions.values(), renderer_of(SMALL, scope=TREATMENT.id))
    assert [each["name"] for each in node["indication"]] == ["Tennis elbow"]
    assert node["alternateName"] == ["Proliferative therapy", "Sugar injections"]


def test_a_treatment_is_possible_only_for_a_condition_it_is_offered_for() -> None:
    nodes = {name: structured_data.condition(each, [TREATMENT]) for name, each in SMALL.conditions.items()}
    assert {name: "possibleTreatment" in node for name, node in nodes.items()} == {
        "hip-pain": False,
        "sciatica": False,
        "tennis-elbow": True,
    }


def test_a_price_is_told_as_a_number_with_its_currency_and_last_day() -> None:
    node = structured_data.offer(SMALL.packages["pkg-one-area"])
    assert (node["price"], node["priceCurrency"], node["priceValidUntil"]) == ("360", "GBP", "2027-12-31")
    dear = SMALL.packages["pkg-one-area"].model_copy(update={"total_pence": 123_450, "valid_to": None})
    assert structured_data.offer(dear)["price"] == "1234.50"
    assert "priceValidUntil" not in structured_data.offer(dear)


def test_what_costs_nothing_is_not_for_sale() -> None:
    free = SMALL.items["item-assessment"].model_copy(update={"pence": 0})
    node = structured_data.offers("/costs/", [SMALL.packages["pkg-one-area"], free])
    assert [each["name"] for each in node["itemListElement"]] == ["Course for one area"]


def test_the_clinic_is_one_thing_on_every_page(settings: Settings) -> None:
    settings.SITE_URL = "https://clinic.example.org"
    brief, full = structured_data.clinic(SMALL.clinic), structured_data.clinic_in_full(SMALL.clinic)
    assert brief["@id"] == full["@id"] == "https://clinic.example.org/#clinic"
    assert full["openingHoursSpecification"][1] == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": "https://schema.org/Monday",
        "opens": "13:30",
        "closes": "17:00",
    }


def test_a_page_tells_who_reviewed_it_and_when() -> None:
    node = structured_data.reviewed("/costs/", by=SMALL.people["demo-clinician-a"], on=date(2026, 11, 1))
    assert node["lastReviewed"] == "2026-11-01"
    assert node["reviewedBy"]["name"] == "Demo Clinician A"


def test_the_way_down_to_a_page_is_numbered() -> None:
    node = structured_data.breadcrumbs("/costs/", [("Home", "/"), ("Costs", "/costs/")])
    assert [(each["position"], each["name"]) for each in node["itemListElement"]] == [(1, "Home"), (2, "Costs")]


def test_an_answer_is_told_without_the_marks_of_its_sources() -> None:
    node = structured_data.questions("/questions/", SMALL.questions.values(), renderer_of(SMALL))
    answers = [each["acceptedAnswer"]["text"] for each in node["mainEntity"]]
    assert answers[0] == "It can. You will probably be sore for a few days."
