"""Telephone numbers as people write them, and the one spelling by which they are found again."""

import phonenumbers

LONGEST = 16
"""A plus sign and the fifteen digits that E.164 allows; some countries' rules in the library allow more."""


class NotAPhoneNumber(ValueError):
    """Nobody could be called on what was typed."""


def normalise(typed: str, *, region: str) -> str:
    """Return the number as E.164, such as +442079460000; without a country code it is one of `region`.

    Whether such a number exists is not asked: rules for that lag behind, and would refuse somebody's real number.
    Raises NotAPhoneNumber.
    """
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException as fault:
        raise NotAPhoneNumber(typed) from fault
    spelled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not phonenumbers.is_possible_number(number) or len(spelled) > LONGEST:
        raise NotAPhoneNumber(typed)
    return spelled


def region_of(holidays_region: str) -> str:
    """Return the country of an ISO 3166-2 region: GB of GB-ENG."""
    return holidays_region.partition("-")[0]
