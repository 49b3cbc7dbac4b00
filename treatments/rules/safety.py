"""Rules of safety: every sign with its action, every number comparable, nobody unfit performing."""

from __future__ import annotations

from collections.abc import Iterator

from treatments.faults import Fault
from treatments.rules.base import Context, each
from treatments.schema.clinic import Clinic
from treatments.schema.people import Person
from treatments.schema.safety import RedFlag, RedFlags, Risk
from treatments.schema.treatment import Treatment


def urgencies_have_an_action_everywhere(context: Context) -> Iterator[Fault]:
    """V3: each level of urgency that a red flag uses says what to do in every jurisdiction of the clinic."""
    for file, document in context.shelf.documents(RedFlags):
        levels = {level.urgency: (place, level) for place, level in enumerate(document.levels)}
        for flag_place, flag in enumerate(document.red_flags):
            for urgency in _urgencies(flag):
                if urgency not in levels:
                    yield file.fault(
                        ("red_flags", flag_place, "urgency"),
                        f"level {urgency!r} is not described",
                        "add it to levels",
                    )
        for clinic in context.shelf.all("clinic", Clinic).values():
            for place, level in levels.values():
                for jurisdiction in clinic.jurisdictions:
                    if jurisdiction not in level.actions:
                        yield file.fault(
                            ("levels", place, "actions"),
                            f"level {level.urgency!r} has no action for {jurisdiction}",
                            f"add {jurisdiction}: with heading, instruction and number",
                        )


def treatments_show_every_999_sign(context: Context) -> Iterator[Fault]:
    """A treatment page carries every red flag that needs 999."""
    urgent = [name for name, flag in context.shelf.all("red-flag", RedFlag).items() if flag.urgency == "call-999"]
    for entry, treatment in each(context, "treatment", Treatment):
        for name in urgent:
            if name not in treatment.red_flags:
                yield entry.fault(
                    ("red_flags",),
                    f"red flag {name!r} needs 999 and is not listed",
                    f"add '- {name}'",
                )


def frequencies_share_a_denominator(context: Context) -> Iterator[Fault]:
    """V14: numbers that stand in one list are out of the same number of people, so that they can be compared."""
    risks = context.shelf.all("risk", Risk)
    for entry, treatment in each(context, "treatment", Treatment):
        expected = None
        for place, name in enumerate(treatment.risks):
            denominator = risks[name].frequency.denominator if name in risks else None
            expected = expected or denominator
            if denominator and denominator != expected:
                yield entry.fault(
                    ("risks", place),
                    f"{str(name)!r} is out of {denominator:,}, others out of {expected:,}",
                    "use one denominator in the list",
                )


def only_those_who_may_inject_perform(context: Context) -> Iterator[Fault]:
    """Whoever performs a treatment may inject."""
    people = context.shelf.all("person", Person)
    for entry, treatment in each(context, "treatment", Treatment):
        for place, name in enumerate(treatment.performed_by):
            if name in people and not people[name].may_inject:
                yield entry.fault(
                    ("performed_by", place),
                    f"{str(name)!r} may not inject",
                    "name somebody who may",
                )


def _urgencies(flag: RedFlag) -> list[str]:
    return [flag.urgency, flag.escalation.urgency] if flag.escalation else [flag.urgency]
