"""What an enquiry may be about: the choices that the content gives, and the way back from a choice to its ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from treatments.catalogue import Catalogue

NOT_SURE = "not-sure"

type Choices = list[tuple[str, str]]
type Grouped = list[tuple[str, str] | tuple[str, Choices]]


@dataclass(frozen=True, slots=True)
class Subject:
    """The ids of what somebody asks about; blank when they are not sure."""

    treatment: str = ""
    condition: str = ""
    package: str = ""


def choices(catalogue: Catalogue) -> Grouped:
    """Return what can be asked about: "not sure" first, then treatments, then conditions from A to Z."""
    treatments = [(f"treatment:{each.id}", each.title) for each in catalogue.treatments.values()]
    conditions = [(f"condition:{each.id}", each.name_plain) for each in catalogue.conditions.values()]
    return [
        (NOT_SURE, "I am not sure"),
        ("Treatments", treatments),
        ("Conditions", sorted(conditions, key=lambda each: each[1].casefold())),
    ]


def packages(catalogue: Catalogue) -> Choices:
    """Return the packages by name."""
    return [(each.id, each.name) for each in catalogue.packages.values()]


def tell_us_first(catalogue: Catalogue) -> Choices:
    """Return what staff would like to know before a visit, in the words of the content."""
    return [(each.id, each.tell_us_first) for each in catalogue.contraindications.values() if each.tell_us_first]


def asked_for(catalogue: Catalogue, query: Mapping[str, str]) -> Subject:
    """Return what a link to the form named. Whatever the content does not know is ignored."""
    treatment, condition, package = (query.get(name, "") for name in ("treatment", "condition", "package"))
    return Subject(
        treatment=treatment if treatment in catalogue.treatments else "",
        condition=condition if condition in catalogue.conditions else "",
        package=package if package in catalogue.packages else "",
    )


def preselected(subject: Subject) -> str:
    """Return the choice that a subject means; the condition is nearer to what a person asks about."""
    if subject.condition:
        return f"condition:{subject.condition}"
    return f"treatment:{subject.treatment}" if subject.treatment else NOT_SURE


def chosen(choice: str, package: str) -> Subject:
    """Return the ids that a choice of the form means."""
    kind, _, name = choice.partition(":")
    return Subject(
        treatment=name if kind == "treatment" else "",
        condition=name if kind == "condition" else "",
        package=package,
    )
