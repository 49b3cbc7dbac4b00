"""The templates of replies that a new site begins with; from then on leads keep them, and nothing overwrites theirs.

Whatever they say that a person did is a blank, or is counted by the site: nobody sends by habit what did not happen.
"""

from dataclasses import dataclass

from .models import Occasion


@dataclass(frozen=True, slots=True)
class Starting:
    """A template as a new site has it."""

    name: str
    text: str
    occasion: str = ""


def _letter(*paragraphs: str) -> str:
    return "\n\n".join(["Hello {name},", *paragraphs, "Kind regards\nReception, {clinic}"])


CALL = "call us on {phone} ({hours})"
REFERENCE = "Your reference is {reference}."

STARTING = (
    Starting(
        "Ask for a better time",
        _letter(
            "Thank you for asking us. We would like to talk with you at a time that suits you.",
            f"Please answer this message with one or two times that are good for you, or {CALL}. {REFERENCE}",
        ),
    ),
    Starting(
        "We tried three times",
        _letter(
            "We tried to call you {tries} and could not reach you.",
            "If you would still like to talk with us, please answer this message with a time that suits you, "
            f"or {CALL}. {REFERENCE}",
            "If we do not hear from you, we will close your enquiry. You are welcome to ask again at any time.",
        ),
        Occasion.UNREACHED,
    ),
    Starting(
        "How to find us",
        _letter(
            "This is where we are:",
            "{address}",
            "By bus or train: {travel}\nParking: {parking}\nGetting in: {entrance}",
            f"If anything would make your visit easier for you, please answer this message or {CALL}.",
        ),
    ),
    Starting(
        "Confirm a booking made by phone",
        _letter(
            "Your visit is booked:",
            "When: {fill: day, date and time}\nWith: {fill: who they will see}\nHow long: {fill: how many minutes}",
            "Where:\n{address}",
            f"If you cannot come, or if anything changes before then, please {CALL} as soon as you can. {REFERENCE}",
        ),
    ),
    Starting(
        "Not right for you, and where to turn",
        _letter(
            "Thank you for asking us. {fill: name and role of the clinician who looked at it} has looked at your "
            "enquiry. We are sorry: we do not think that we are the right place for you.",
            "What we suggest instead: {fill: where to turn, as the clinician said it}",
            f"If you would like to talk about this, please answer this message or {CALL}. {REFERENCE}",
            "If you need help that cannot wait, call {urgent}. In an emergency call {emergency}.",
        ),
    ),
    Starting(
        "Answer a question",
        _letter(
            "Thank you for your question.",
            "{fill: the answer, from our pages or as a clinician gave it}",
            "There is more on our website: {website}",
            f"If something is still open, please answer this message or {CALL}. {REFERENCE}",
        ),
    ),
)
