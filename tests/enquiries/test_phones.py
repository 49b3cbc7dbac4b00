"""Numbers are taken as people write them, and spelled one way beside it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries import phones
from enquiries.phones import NotAPhoneNumber


@pytest.mark.parametrize(
    "typed",
    [
        "020 7946 0123",
        "02079460123",
        "(020) 7946-0123",
        "+44 20 7946 0123",
        "+44 (0)20 7946 0123",
        "0044 20 7946 0123",
        "tel: 020.7946.0123",
        "020 7946 0123 ext 4",
        "٠٢٠ ٧٩٤٦ ٠١٢٣",
    ],
)
def test_one_number_has_one_spelling_however_it_is_written(typed: str) -> None:
    assert phones.normalise(typed, region="GB") == "+442079460123"


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [("+30 691 234 5678", "+306912345678"), ("0043 1 2345678", "+4312345678"), ("+1 212 555 0123", "+12125550123")],
)
def test_a_number_from_abroad_keeps_its_country(typed: str, spelled: str) -> None:
    assert phones.normalise(typed, region="GB") == spelled


def test_without_a_country_code_a_number_is_one_of_the_clinics_country() -> None:
    assert phones.normalise("6912345678", region="GR") == "+306912345678"


@pytest.mark.parametrize("typed", ["", "12", "call me", "wilhelmina@example.org", "\0", "+999 1234567", "0" * 60, "😀"])
def test_what_nobody_could_call_is_refused(typed: str) -> None:
    with pytest.raises(NotAPhoneNumber):
        phones.normalise(typed, region="GB")


def test_a_number_longer_than_any_that_is_dialled_is_refused_although_its_country_has_no_limit() -> None:
    with pytest.raises(NotAPhoneNumber):
        phones.normalise("+62 2222 2222 2222 2222", region="GB")


@given(st.one_of(st.text(max_size=60), st.text(alphabet="0123456789+() -x#;=", max_size=60)))
def test_any_text_is_a_number_that_fits_its_column_or_refused(typed: str) -> None:
    try:
        spelled = phones.normalise(typed, region="GB")
    except NotAPhoneNumber:
        return
    assert re.fullmatch(r"\+[1-9]\d{3,14}", spelled)


@pytest.mark.parametrize(("region", "country"), [("GB-ENG", "GB"), ("GR", "GR"), ("US-CA", "US")])
def test_the_country_is_the_first_part_of_the_holidays_region(region: str, country: str) -> None:
    assert phones.region_of(region) == country
