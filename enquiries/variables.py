"""What may stand in braces in a reply: variables that the site fills in, and blanks that staff fill in by hand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from django.conf import settings
from treatments.catalogue import Catalogue

from . import calls, promise, reference, safety
from .models import Enquiry

PIECE = re.compile(r"\{([^{}]*)\}")
BLANK = re.compile(r"fill\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of whatever follows: in a name they would scramble our own words after it."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A word in braces, what stands in its place, as leads read it, and where that comes from."""

    name: str
    meaning: str
    value: Callable[[Enquiry, Catalogue], str]


def _address(enquiry: Enquiry, content: Catalogue) -> str:
    return "\n".join([*content.clinic.main.address, content.clinic.main.postcode])


def _treatment(enquiry: Enquiry, content: Catalogue) -> str:
    treatment = content.treatments.get(enquiry.treatment)
    return treatment.title if treatment else ""


def _tries(enquiry: Enquiry, content: Catalogue) -> str:
    count = calls.unreached(enquiry)
    return {0: "", 1: "once"}.get(count, f"{count} times")


VARIABLES = (
    Variable("name", "the person who asked", lambda enquiry, _: enquiry.name),
    Variable("reference", "their reference", lambda enquiry, _: reference.grouped(enquiry.reference)),
    Variable("clinic", "what the clinic is called", lambda _, content: content.clinic.name),
    Variable("phone", "the number to call", lambda _, content: content.clinic.phone.number),
    Variable("hours", "when somebody answers the phone", lambda _, content: content.clinic.phone.hours),
    Variable("address", "where the clinic is, on lines of its own", _address),
    Variable("travel", "how to come by bus or train", lambda _, content: content.clinic.main.access.public_transport),
    Variable("parking", "where to park", lambda _, content: content.clinic.main.access.parking),
    Variable("entrance", "whether there are steps", lambda _, content: content.clinic.main.access.step_free),
    Variable("website", "the address of this website", lambda *_: settings.SITE_URL),
    Variable(
        "promise",
        "by when we promised them an answer",
        lambda enquiry, content: promise.in_words(enquiry.promised_by, content.clinic),
    ),
    Variable("tries", "how often we called since we last reached them", _tries),
    Variable(
        "urgent",
        "the number for help that cannot wait",
        lambda _, content: " or ".join(safety.numbers("same-day", content)),
    ),
    Variable(
        "emergency",
        "the number for an emergency",
        lambda _, content: " or ".join(safety.numbers("call-999", content)),
    ),
    Variable("treatment", "the treatment they asked about; this says something about their health", _treatment),
)
"""Every variable there is. What the pages say is taken from the pages, so that it is written once."""

_BY_NAME = {variable.name: variable for variable in VARIABLES}


def faults(text: str) -> list[str]:
    """Return what is wrong with the braces of a template, in sentences for whoever wrote it; nothing is well."""
    return [fault for inner in _pieces(text) if (fault := _fault(inner))] + _stray(text)


def filled(text: str, enquiry: Enquiry, content: Catalogue) -> str:
    """Return text with every variable filled in; blanks, and what nothing is known for, stay in braces."""
    return PIECE.sub(lambda found: _value(found[1], enquiry, content), text)


def unfilled(text: str) -> list[str]:
    """Return what is still to be filled in before text may be sent, in sentences for whoever sends it."""
    return [_still_to_fill(inner) for inner in _pieces(text)] + _stray(text)


def _pieces(text: str) -> Iterator[str]:
    return (_tidy(inner) for inner in dict.fromkeys(PIECE.findall(text)))


def _stray(text: str) -> list[str]:
    alone = re.search(r"[{}]", PIECE.sub("", text))
    return [f"There is a {alone[0]} alone: take it out, or write its partner."] if alone else []


def _fault(inner: str) -> str:
    blank = BLANK.fullmatch(inner)
    if blank and blank[1].lower() in _BY_NAME:
        return f"Name {{{inner}}} otherwise: {{{blank[1]}}} is filled in by the site."
    if inner.lower() in _BY_NAME or (blank and blank[1]):
        return ""
    if blank or not inner:
        return "Say in the braces what is to be filled in, as in {fill: day and time}."
    return f"There is no {{{inner}}}.{_nearest(inner)} For what staff fill in, write {{fill: {inner}}}."


def _still_to_fill(inner: str) -> str:
    if inner.lower() in _BY_NAME:
        return f"Nothing is known for {{{inner}}}: write it yourself, or take it out."
    return f"Fill in {{{inner}}}, braces and all, or take it out.{_nearest(inner)}"


def _nearest(inner: str) -> str:
    near = get_close_matches(inner.lower(), _BY_NAME, n=1)
    return f" Did you mean {{{near[0]}}}?" if near else ""


def _value(inner: str, enquiry: Enquiry, content: Catalogue) -> str:
    tidy = _tidy(inner)
    variable = _BY_NAME.get(tidy.lower())
    value = variable.value(enquiry, content) if variable else ""
    if value:
        # Filled in once: braces in somebody's name are neither a variable nor a blank.
        return OVERRIDES.sub("", value).translate({ord("{"): "(", ord("}"): ")"})
    blank = BLANK.fullmatch(tidy)
    return f"{{{blank[1] if blank else tidy}}}"


def _tidy(inner: str) -> str:
    return " ".join(inner.split())
