"""The reference of an enquiry: drawn at random, read aloud without doubt, and known as mistyped when it is."""

import secrets

ALPHABET = "256789CDFHJKMNPRTWX"
"""No vowels and nothing read as one, so no words; of each pair that looks alike only one: 5 S, 2 Z, 8 B, 6 G, 7 1 L."""

LENGTH = 8
COUNT = len(ALPHABET) ** (LENGTH - 1)
"""So many there are: the last character follows from the others."""

MEANT = str.maketrans({"S": "5", "Z": "2", "B": "8", "G": "6"})
_WORDS = (
    "two five six seven eight nine Charlie Delta Foxtrot Hotel Juliett Kilo Mike November Papa Romeo Tango Whiskey "
    "X-ray"
)
SPOKEN = dict(zip(ALPHABET, _WORDS.split(), strict=True))
"""The words of the radiotelephony alphabet of the International Civil Aviation Organization."""


class Malformed(ValueError):
    """The text cannot be a reference: it has another length, or characters that no reference has."""


class Mistyped(ValueError):
    """The text looks like a reference, but its check digit says that at least one character is wrong."""


def draw() -> str:
    """Return a new reference; only the database knows whether it was drawn before."""
    return numbered(secrets.randbelow(COUNT))


def numbered(number: int) -> str:
    """Return the reference of a number from 0 up to COUNT: each has another."""
    body = ""
    for _ in range(LENGTH - 1):
        number, place = divmod(number, len(ALPHABET))
        body = ALPHABET[place] + body
    return body + _check_digit(body)


def parse(text: str) -> str:
    """Return the reference that a person typed, in either case, with spaces, dots or hyphens anywhere.

    Raises Malformed or Mistyped.
    """
    compact = _compact(text)
    if len(compact) != LENGTH or not set(compact) <= set(ALPHABET):
        raise Malformed(f"A reference has {LENGTH} letters and digits, such as {grouped('7KM2HX9M')}.")
    if _weighted_sum(compact) % len(ALPHABET):
        raise Mistyped("One character of this reference is wrong: please check it against what you were given.")
    return compact


def near(text: str) -> tuple[str, ...]:
    """Return the references that a person may mean who got at most one character wrong; none for other texts."""
    compact = _compact(text)
    strange = [place for place, character in enumerate(compact) if character not in ALPHABET]
    if len(compact) != LENGTH or len(strange) > 1:
        return ()
    if not strange and not _weighted_sum(compact) % len(ALPHABET):
        return (compact,)
    places = strange or range(LENGTH)
    changed = (compact[:place] + each + compact[place + 1 :] for place in places for each in ALPHABET)
    return tuple(each for each in changed if not _weighted_sum(each) % len(ALPHABET))


def grouped(reference: str) -> str:
    """Return the reference as it is shown, in two groups of four."""
    return f"{reference[:4]} {reference[4:]}"


def is_whole(text: str) -> bool:
    """Return whether what was typed is a reference without a wrong character."""
    try:
        return bool(parse(text))
    except (Malformed, Mistyped):
        return False


def as_typed(text: str) -> str:
    """Return what somebody typed for a reference, grouped so that it can be compared with one."""
    return grouped("".join(character for character in text.upper() if character.isalnum()))


def spoken(reference: str) -> tuple[str, ...]:
    """Return the reference as it is read out on the telephone, a word for each character."""
    return tuple(SPOKEN[character] for character in reference)


def _compact(text: str) -> str:
    return "".join(text.upper().translate(MEANT).replace("-", "").replace(".", "").split())


def _check_digit(body: str) -> str:
    return ALPHABET[-_weighted_sum(body + ALPHABET[0]) % len(ALPHABET)]


def _weighted_sum(text: str) -> int:
    # The alphabet's length is prime and the weights 8 to 1 differ, so that, as in ISBN-10, every single wrong
    # character and every two exchanged ones change the sum. The first character counts as 0.
    return sum(weight * ALPHABET.index(character) for weight, character in zip(range(LENGTH, 0, -1), text, strict=True))
