"""Rules of numbers: a share says of how many, and shares of one list can be compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from treatments.faults import Fault
from treatments.reading import SENTENCE_END
from treatments.rules.base import Context
from treatments.rules.passages import Passage, passages, prose
from treatments.rules.wording import exempt, houses
from treatments.schema.base import Loc

FREQUENCY = re.compile(
    r"\b(?<!most )(?<!more )(?<!less )(?<!in )(?:very )?(?:rare|rarely|uncommon|uncommonly|seldom|common|commonly)\b",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"\b(?P<part>\d+) (?:more people )?in (?P<of>10,000|1,000|100|10)\b|\b\d+ ?% of (?:the )?(?:people|patients)\b"
)
COUNTED = re.compile(r"\{[\w.-]+\.people\}|\b\d[\d,]* people\b(?! in\b)")
LIST_DEPTH = {"questions": 5, "glossary": 3, "claims": 3, "page": 3}
"""How far down a place is still the same list, by kind of file; elsewhere a list is a field of the file."""


def frequency_words_carry_numbers(context: Context) -> Iterator[Fault]:
    """V14: whoever says "rare" or "common" says in the same sentence how often that is."""
    for house in houses(context):
        for passage in passages(context):
            # A risk's own word is checked against its number when it is read.
            if passage.loc[-1] == "word":
                continue
            for word in _words_without_number(passage.read):
                if not exempt(house, "frequency", passage, word):
                    yield passage.fault(
                        f"says {word!r} without a number", "say how many in 100, or use another word", typed=word
                    )


def shares_say_of_how_many(context: Context) -> Iterator[Fault]:
    """V14: a share of people stands beside the number of people who were studied."""
    for house in houses(context):
        for passage in prose(context):
            # The schema asks claims and risks for their number of people.
            if passage.file.document.kind in ("claims", "risks") or COUNTED.search(passage.typed):
                continue
            for found in SHARE.finditer(passage.typed):
                if not exempt(house, "share", passage, found[0]):
                    yield passage.fault(
                        f"{found[0]!r} does not say of how many people",
                        "add {source.\u2026.people} of the study it comes from",
                        typed=found[0],
                    )


def shares_of_a_list_can_be_compared(context: Context) -> Iterator[Fault]:
    """V14: shares that are typed in one list are out of the same number."""
    lists: dict[tuple[str, Loc], list[tuple[Passage, re.Match[str]]]] = defaultdict(list)
    for passage in prose(context):
        depth = LIST_DEPTH.get(passage.file.document.kind, 1)
        found = [(passage, share) for share in SHARE.finditer(passage.typed) if share["of"]]
        lists[passage.file.path, passage.loc[:depth]] += found
    for shares in lists.values():
        for passage, share in shares[1:]:
            expected = shares[0][1]["of"]
            if share["of"] != expected:
                yield passage.fault(
                    f"{share[0]!r} stands in a list out of {expected}", f"say how many in {expected}", typed=share[0]
                )


def _words_without_number(text: str) -> Iterator[str]:
    for sentence in SENTENCE_END.split(text):
        found = FREQUENCY.search(sentence)
        if found and not re.search(r"\d", sentence):
            yield found[0]
