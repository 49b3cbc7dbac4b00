"""How words are set on a page: what must not be torn apart at the end of a line. Sources stay plain text."""

import re

NO_BREAK = "\u00a0"
UNITS = (
    r"minutes?|hours?|days?|weeks?|months?|years?|sessions?|visits?|injections?|people|studies|trials?|points?"
    r"|working days?|in [\d,]+|am|pm|ml|mg|mm|cm|kg|miles?|°C|%"
)
BEFORE_UNIT = re.compile(rf"(?<=\d) (?=(?:{UNITS})(?![\w-]))")


ESCAPED_APOSTROPHE = "&#x27;"
"""What Django makes of the apostrophe in a plain field."""


def with_apostrophes(html: str) -> str:
    """Return a page whose plain fields have the apostrophe of a book, as its prose has already."""
    return html.replace(ESCAPED_APOSTROPHE, "\u2019")


def kept_together(text: str) -> str:
    """Return text or HTML in which a number stays on the line of the unit that follows it."""
    return BEFORE_UNIT.sub(NO_BREAK, text)
