"""A slip in an address is asked about; a rare address is left alone."""

import pytest

from enquiries.email_hints import suggestion


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("asha@gmial.com", "asha@gmail.com"),
        ("asha@gmail.con", "asha@gmail.com"),
        ("asha@hotail.com", "asha@hotmail.com"),
        ("asha@yahoo.co.ku", "asha@yahoo.co.uk"),
        ("asha@btintenet.com", "asha@btinternet.com"),
        ("Asha.Rao@OUTLOK.com", "Asha.Rao@outlook.com"),
    ],
)
def test_a_slip_is_asked_about(typed: str, meant: str) -> None:
    assert suggestion(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["asha@gmail.com", "asha@example.org", "asha@mail.com", "a@ucl.ac.uk", "not an address", "", "asha@GMAIL.com"],
)
def test_an_address_that_may_be_meant_is_left_alone(typed: str) -> None:
    assert suggestion(typed) == ""
