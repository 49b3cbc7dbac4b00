"""Hints on wording that no rule decides: the passive, and long words that nobody has explained."""

from __future__ import annotations

import re
from collections.abc import Collection

from .reading import WORD

HARD_SYLLABLES = 4
"""From how many syllables a word is worth a second look."""

IRREGULAR = (
    "been begun built bought brought chosen cut done drawn found given held hurt kept known made meant paid put read "
    "said seen sent set shown sold taken taught thought told understood worn written"
)
PASSIVE = re.compile(
    rf"\b(?:am|is|are|was|were|be|been|being)\s+(?:(?:not|often|also|\w+ly)\s+)?(?:\w{{2,}}ed|{'|'.join(IRREGULAR.split())})\b",
    re.IGNORECASE,
)


def passives(text: str) -> list[str]:
    """Return what looks like the passive: somebody is left out who does it."""
    return [found[0] for found in PASSIVE.finditer(text)]


def hard_words(text: str, *, explained: Collection[str]) -> list[str]:
    """Return the long words that are not explained, each once in the order of the text; names are left out."""
    # Imported here: it reads a dictionary of 130,000 words, which nobody needs who only serves pages.
    import textstat  # noqa: PLC0415

    words = dict.fromkeys(found[0].lower() for found in WORD.finditer(text) if found[0][0].islower())
    return [word for word in words if word not in explained and textstat.syllable_count(word) >= HARD_SYLLABLES]
