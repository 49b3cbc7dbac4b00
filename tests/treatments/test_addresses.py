"""Each piece of content has one address."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from treatments.addresses import absolute, address, enquire
from treatments.prose import LINKED_KINDS


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("treatment", "/treatments/x/"),
        ("aftercare", "/treatments/x/aftercare/"),
        ("technique", "/techniques/x/"),
        ("condition", "/conditions/x/"),
        ("page", "/x/"),
        ("term", "/glossary/#term-x"),
        ("question", "/questions/#question-x"),
        ("person", "/people/#person-x"),
        ("claim", "/evidence/#claim-x"),
        ("source", "/evidence/#source-x"),
        ("package", "/costs/#package-x"),
        ("item", "/costs/#item-x"),
    ],
)
def test_a_kind_and_an_id_lead_to_a_page_or_a_place_on_one(kind: str, path: str) -> None:
    assert address(kind, "x") == path


def test_everything_that_prose_may_link_to_has_an_address() -> None:
    assert all(address(kind, "x") for kind in LINKED_KINDS)


def test_what_has_no_page_has_no_address() -> None:
    with pytest.raises(KeyError):
        address("plan", "x")


def test_the_form_is_told_what_an_enquiry_is_about() -> None:
    assert enquire() == "/enquire/"
    assert enquire(treatment="prolotherapy") == "/enquire/?treatment=prolotherapy"
    assert enquire(condition="a b", package="p") == "/enquire/?condition=a+b&package=p"


def test_an_address_is_whole_for_those_outside(settings: Settings) -> None:
    settings.SITE_URL = "https://clinic.example.org"
    assert absolute("/costs/") == "https://clinic.example.org/costs/"
