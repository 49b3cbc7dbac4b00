"""Rules of wording: nothing promised, nothing pressed, no number typed twice, short sentences, known words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatchcase

from treatments.faults import Fault
from treatments.loading import dotted
from treatments.reading import measure
from treatments.rules.base import Context
from treatments.rules.passages import Passage, closed, passages, prose
from treatments.schema.base import Loc, Prose
from treatments.schema.evidence import Claims
from treatments.schema.wording import Wording

COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBER_WORDS = {word: str(value) for value, word in enumerate(COUNTED, start=1)}
TYPED_NUMBER = re.compile(
    rf"(?P<value>\u00a3\d[\d,]*(?:\.\d\d)?|\b\d+(?:\.5)?|\b(?:{'|'.join(NUMBER_WORDS)})\b)"
    r"(?:[ -](?P<unit>minutes?|hours?|days?|weeks?|months?|visits?|sessions?))?\b",
    re.IGNORECASE,
)
CONTACT_FIGURES = ("clinic.phone", "clinic.email", "clinic.complaints-email")
TYPED_CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:\+44|\b0)[\d ()-]{8,}\d")


def nobody_claims_too_much(context: Context) -> Iterator[Fault]:
    """V9: no banned phrase stands in any text, page title, meta description or alternative."""
    for house in houses(context):
        for passage in passages(context):
            for banned in house.banned:
                for words in said(passage.read, banned.phrase, banned.unless):
                    if not exempt(house, "banned", passage, words):
                        yield passage.fault(f"says {words!r}", banned.instead, typed=words)


def no_number_is_typed_twice(context: Context) -> Iterator[Fault]:
    """V8: a number of visits, minutes, weeks or pounds that a field holds is written as a figure."""
    for house in houses(context):
        held = _held_numbers(context)
        for passage in passages(context):
            if not isinstance(passage.typed, Prose) or isinstance(passage.file.document, Claims):
                continue
            for found in TYPED_NUMBER.finditer(passage.typed):
                value = NUMBER_WORDS.get(found["value"].lower(), found["value"])
                key = (value, (found["unit"] or "").lower().rstrip("s"))
                if key in held and not exempt(house, "number", passage, found[0]):
                    yield passage.fault(f"{found[0]!r} is typed", f"write {{{held[key]}}}", typed=found[0])


def no_contact_is_typed_twice(context: Context) -> Iterator[Fault]:
    """V8: a telephone number or mail address of the clinic is written as a figure."""
    held = {_dialled(context.figures[name]): name for name in CONTACT_FIGURES if name in context.figures}
    for passage in prose(context):
        for found in TYPED_CONTACT.finditer(passage.typed):
            name = held.get(_dialled(found[0]))
            if name:
                yield passage.fault(f"{found[0]!r} is typed", f"write {{{name}}}", typed=found[0])


def medicines_are_named_inside_only(context: Context) -> Iterator[Fault]:
    """V10: home page, price list, banners, titles and descriptions name no prescription-only medicine."""
    for house in houses(context):
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, house.medicines))})\b", re.IGNORECASE)
        for passage in passages(context):
            if _is_shop_window(passage):
                for found in pattern.finditer(passage.read):
                    if not exempt(house, "medicine", passage, found[0]):
                        yield passage.fault(
                            f"names the medicine {found[0]!r}",
                            "say 'injection', and name it on the treatment's page",
                            typed=found[0],
                        )


def sentences_are_short(context: Context) -> Iterator[Fault]:
    """V13: no sentence is longer than the house allows."""
    for house in houses(context):
        for passage in prose(context):
            reading = measure(passage.read)
            if reading.longest_words > house.sentence_words_max and not exempt(house, "sentence", passage, None):
                yield passage.fault(
                    f"a sentence of {reading.longest_words} words, {_start(reading.longest)}",
                    f"make it two; the most is {house.sentence_words_max}",
                )


def sections_are_easy_to_read(context: Context) -> Iterator[Fault]:
    """V13: each section keeps to the grade of body text, or of evidence."""
    for house in houses(context):
        explained = frozenset(house.explained_words)
        for first, text in _sections(context):
            reading = measure(text, explained=explained)
            limit = house.evidence_grade_max if _is_evidence(house, first) else house.body_grade_max
            enough = reading.words >= house.grade_needs_words
            if enough and reading.grade > limit and not exempt(house, "grade", first, None):
                yield first.fault(
                    f"reads at grade {reading.grade:.1f}, {reading.words} words",
                    f"use shorter words and sentences; the most is {limit:g}",
                )


def houses(context: Context) -> list[Wording]:
    """Return the files that say how the site speaks: one, or none where it could not be read."""
    return [document for _, document in context.shelf.documents(Wording)]


def _sections(context: Context) -> Iterator[tuple[Passage, str]]:
    """Yield each section's first passage and its whole text: all prose below one field of one thing."""
    grouped: dict[tuple[str, Loc], list[Passage]] = defaultdict(list)
    for passage in prose(context):
        depth = 3 if isinstance(passage.loc[0], str) and len(passage.loc) > 2 and isinstance(passage.loc[1], int) else 1
        grouped[passage.file.path, passage.loc[:depth]].append(passage)
    for section in grouped.values():
        yield section[0], " ".join(closed(each.read) for each in section)


def said(text: str, phrase: str, unless: str | None) -> Iterator[str]:
    """Yield each place at which a text says a phrase, but for those that make it honest."""
    allowed = [found.span() for found in re.finditer(unless, text, re.IGNORECASE)] if unless else []
    for found in re.finditer(rf"(?<!\w)(?:{phrase})(?!\w)", text, re.IGNORECASE):
        if not any(start <= found.start() and found.end() <= end for start, end in allowed):
            yield found[0]


def _held_numbers(context: Context) -> dict[tuple[str, str], str]:
    """Return each number with its unit that a field holds, and the figure that says it."""
    held: dict[tuple[str, str], str] = {}
    for name, words in context.figures.items():
        unit = _unit(name)
        if words.startswith("\u00a3"):
            held.setdefault((words, ""), name)
        elif unit and words[0].isdigit():
            held.setdefault((words, unit), name)
    return held


def _dialled(contact: str) -> str:
    """Return a number as its digits without the country, or an address in lower case, so that spellings compare."""
    if "@" in contact:
        return contact.lower()
    return re.sub(r"^(?:44|0)", "", re.sub(r"\D", "", contact))


def _unit(figure: str) -> str:
    parts = figure.split(".")
    if parts[0] in ("source", "claim", "risk", "clinic"):
        return ""
    if parts[0] == "quantity":
        return figure.rpartition("-")[2].removesuffix("s")
    if "gap" in parts or parts[-1] in ("weeks", "week"):
        return "week"
    if parts[-1] in ("minutes", "clinic-minutes"):
        return "minute"
    if parts[-1] == "days":
        return "day"
    return {"visits": "visit"}.get(parts[-1], "session" if "sessions" in parts else "")


def _is_shop_window(passage: Passage) -> bool:
    field = str(passage.loc[-1])
    return passage.file.path.endswith(("/home.yaml", "/prices.yaml")) or field in (
        "meta_description",
        "banner",
        "title",
    )


def _is_evidence(house: Wording, passage: Passage) -> bool:
    field = dotted(tuple(part for part in passage.loc if isinstance(part, str)))
    kind = passage.file.document.kind
    return any(fnmatchcase(f"{kind}.{field}", pattern) for pattern in house.evidence_fields)


def exempt(house: Wording, rule: str, passage: Passage, words: str | None) -> bool:
    """Return whether a rule does not hold for these words at this place; the file of wording says why."""
    name, field = passage.file.path, dotted(passage.loc)
    return any(
        each.rule == rule
        and fnmatchcase(name, f"*/{each.file}")
        and fnmatchcase(field, each.field)
        and (each.words is None or words is None or each.words.casefold() == words.casefold())
        for each in house.exemptions
    )


def _start(sentence: str) -> str:
    return f"'{' '.join(sentence.split()[:6])} \u2026'"
