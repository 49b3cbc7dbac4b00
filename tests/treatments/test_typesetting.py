"""What belongs together stays on one line, and nothing else is touched."""

import pytest

from treatments.typesetting import kept_together, with_apostrophes


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        ("wait 20 minutes", "wait 20~minutes"),
        ("1 week, then 2.5 weeks", "1~week, then 2.5~weeks"),
        ("70 in 100 people", "70~in 100~people"),
        ("38 °C, or 12.5 % of 3 ml", "38~°C, or 12.5~% of 3~ml"),
        ("within 8 opening hours", "within 8 opening hours"),
        ("in 2013, and 2 weekly calls", "in 2013, and 2 weekly calls"),
    ],
)
def test_a_number_and_its_unit_are_kept_together(plain: str, set_: str) -> None:
    assert kept_together(plain) == set_.replace("~", "\u00a0")


def test_a_plain_field_has_a_real_apostrophe() -> None:
    assert with_apostrophes("Golfer&#x27;s elbow") == "Golfer\u2019s elbow"
