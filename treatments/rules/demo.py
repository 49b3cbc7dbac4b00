"""Rules of demonstration: invented people, numbers and addresses can be told from real ones at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from treatments.faults import Fault
from treatments.rules.base import Context, each
from treatments.schema.base import Loc
from treatments.schema.clinic import Clinic, Location
from treatments.schema.people import Person
from treatments.schema.reception import Reception

DRAMA_NUMBERS = range(442079460000, 442079461000)
"""Ofcom's numbers for drama in London: they reach nobody."""

DRAMA_REMEDY = "use one from +442079460000 to +442079460999"


def demo_people_are_marked(context: Context) -> Iterator[Fault]:
    """V12: an invented person is called Demo, and has no registration that could be somebody's."""
    for entry, person in each(context, "person", Person):
        if person.demo:
            if not person.display_name.startswith("Demo "):
                yield entry.fault(("display_name",), f"{person.display_name!r} in a demo", "begin it with 'Demo '")
            if person.registration is not None and not person.registration.startswith("DEMO-"):
                yield entry.fault(
                    ("registration",), f"{person.registration!r} in a demo", "remove it or begin it with 'DEMO-'"
                )


def a_demo_clinic_reaches_nobody(context: Context) -> Iterator[Fault]:
    """V12: telephone numbers and addresses of a demo are nobody's, and a banner says so on every page."""
    for entry, clinic in each(context, "clinic", Clinic):
        if not clinic.demo:
            continue
        if clinic.banner is None:
            yield entry.fault(("banner",), "is missing in a demo", "say that the site is a demonstration")
        if clinic.regulator_registration is not None:
            yield entry.fault(("regulator_registration",), "given in a demo", "write null")
        for loc, email in _addresses(clinic):
            if not email.endswith(("@example.org", ".example.org")):
                yield entry.fault(loc, f"{email!r} may be somebody's", "use an address at example.org")
        for place, location in enumerate(clinic.locations):
            for number, e164 in _not_drama(location):
                where = ("locations", place, "phones", number, "e164")
                yield entry.fault(where, f"{e164} may be somebody's number", DRAMA_REMEDY)


def a_demo_reception_rings_nobody(context: Context) -> Iterator[Fault]:
    """V12: a line that reception rings in a demo is nobody's."""
    for file, reception in context.shelf.documents(Reception):
        for place, answer in enumerate(reception.answers):
            if reception.demo and answer.line and not _is_drama(answer.line.e164):
                where = ("answers", place, "line", "e164")
                yield file.fault(where, f"{answer.line.e164} may be somebody's number", DRAMA_REMEDY)


def _addresses(clinic: Clinic) -> Iterator[tuple[Loc, str]]:
    yield ("email",), clinic.email
    yield ("complaints", "email"), clinic.complaints.email


def _not_drama(location: Location) -> Iterator[tuple[int, str]]:
    for place, phone in enumerate(location.phones):
        if not _is_drama(phone.e164):
            yield place, phone.e164


def _is_drama(e164: str) -> bool:
    return int(e164.removeprefix("+")) in DRAMA_NUMBERS
