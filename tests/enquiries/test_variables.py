"""Braces in a template are variables or blanks, and nothing unfilled goes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries import calls, variables
from enquiries.models import CallResult, Channel, Enquiry
from treatments.catalogue import Catalogue

from .cast import NOW, PATIENT, received


@pytest.fixture
def enquiry() -> Enquiry:
    return Enquiry(reference="7KM2HX9M", name=PATIENT, contact_by=Channel.EMAIL, promised_by=NOW, treatment="")


def test_what_the_site_knows_is_filled_in(enquiry: Enquiry, small_content: Catalogue) -> None:
    text = "Hello {name}, your reference is { Reference }. Call {phone}."
    clinic = small_content.clinic
    assert variables.filled(text, enquiry, small_content) == (
        f"Hello {PATIENT}, your reference is 7KM2 HX9M. Call {clinic.phone.number}."
    )


@pytest.mark.parametrize(
    "variable", [each for each in variables.VARIABLES if each.name != "tries"], ids=lambda variable: variable.name
)
def test_every_variable_says_what_it_is_and_has_a_value(
    enquiry: Enquiry, small_content: Catalogue, variable: variables.Variable
) -> None:
    enquiry.treatment = "prolotherapy"
    assert variable.meaning
    assert variable.value(enquiry, small_content)
    assert variables.faults(f"{{{variable.name}}}") == []


@pytest.mark.django_db
def test_how_often_we_called_is_counted_and_not_claimed(content: Catalogue) -> None:
    asked = received(content)
    words = []
    for _ in range(3):
        words.append(variables.filled("{tries}", asked, content))
        calls.log(enquiry=asked, result=CallResult.NO_ANSWER, by="staff:1", now=NOW, clinic=content.clinic)
    assert words == ["{tries}", "once", "2 times"]
    assert variables.unfilled("We called {tries}.") == [
        "Nothing is known for {tries}: write it yourself, or take it out."
    ]


def test_a_blank_stays_until_somebody_fills_it_in(enquiry: Enquiry, small_content: Catalogue) -> None:
    draft = variables.filled("Come on {fill: day and time}.", enquiry, small_content)
    assert draft == "Come on {day and time}."
    assert variables.filled(draft, enquiry, small_content) == draft
    assert variables.unfilled(draft) == ["Fill in {day and time}, braces and all, or take it out."]
    assert variables.unfilled("Come on Friday at 9.") == []


def test_a_variable_that_nothing_is_known_for_stays_and_says_so(enquiry: Enquiry, small_content: Catalogue) -> None:
    draft = variables.filled("About {treatment}", enquiry, small_content)
    assert variables.unfilled(draft) == ["Nothing is known for {treatment}: write it yourself, or take it out."]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Call {phome}.", "There is no {phome}. Did you mean {phone}? For what staff fill in, write {fill: phome}."),
        ("On {day and time}", "There is no {day and time}. For what staff fill in, write {fill: day and time}."),
        ("On {fill: }", "Say in the braces what is to be filled in, as in {fill: day and time}."),
        ("On {}", "Say in the braces what is to be filled in, as in {fill: day and time}."),
        ("On {fill: phone}", "Name {fill: phone} otherwise: {phone} is filled in by the site."),
        ("On {day", "There is a { alone: take it out, or write its partner."),
        ("On day}", "There is a } alone: take it out, or write its partner."),
    ],
)
def test_a_template_with_a_fault_says_what_to_do(text: str, fault: str) -> None:
    assert variables.faults(text) == [fault]


def test_a_slip_in_a_reply_names_the_nearest_variable() -> None:
    assert variables.unfilled("{refrence}") == [
        "Fill in {refrence}, braces and all, or take it out. Did you mean {reference}?"
    ]


def test_nobodys_name_is_read_as_a_variable_or_scrambles_what_follows(
    enquiry: Enquiry, small_content: Catalogue
) -> None:
    enquiry.name = "{phone} {fill: x}\u202e"
    draft = variables.filled("{name}!", enquiry, small_content)
    assert draft == "(phone) (fill: x)!"
    assert variables.filled(draft, enquiry, small_content) == draft


@given(st.text(alphabet=st.sampled_from("{}fil: \nabcphone"), max_size=60))
def test_whatever_has_a_brace_left_cannot_be_sent(text: str) -> None:
    has_brace = bool(set(text) & {"{", "}"})
    assert bool(variables.unfilled(text)) == has_brace
