"""The crib sheet: what the pages say about what somebody asked about, ready to be read out."""

from dataclasses import dataclass

from treatments.catalogue import Catalogue
from treatments.schema.condition import Condition
from treatments.schema.people import Person
from treatments.schema.plans import SessionPlan
from treatments.schema.prices import Package
from treatments.schema.safety import RedFlag, Risk
from treatments.schema.treatment import Step, Treatment

from enquiries.models import Enquiry


@dataclass(frozen=True, slots=True)
class CribSheet:
    """What the pages say about what was asked, ready to be read out."""

    treatment: Treatment | None
    condition: Condition | None
    plan: SessionPlan | None
    packages: tuple[Package, ...]
    risks: tuple[Risk, ...]
    red_flags: tuple[tuple[RedFlag, str], ...]
    people: tuple[Person, ...]
    before: tuple[Step, ...]


def sheet(enquiry: Enquiry, content: Catalogue) -> CribSheet:
    """Return what the pages say about this treatment and condition."""
    treatment = content.treatments.get(enquiry.treatment)
    condition = content.conditions.get(enquiry.condition)
    if condition is not None and condition.status == "not-offered":
        # Prices and sessions of what is not offered would only be read out by mistake.
        treatment = None
    elif treatment is None and condition is not None:
        treatment = next(iter(content.treatments_for(condition)), None)
    flags = [*(condition.red_flags if condition else ()), *(treatment.red_flags if treatment else ())]
    return CribSheet(
        treatment=treatment,
        condition=condition,
        plan=content.plans[treatment.session_plan] if treatment else None,
        packages=tuple(content.packages[each] for each in treatment.packages) if treatment else (),
        risks=tuple(content.risks[each] for each in treatment.risks) if treatment else (),
        red_flags=tuple(_with_advice(content.red_flags[each], content) for each in dict.fromkeys(flags)),
        people=tuple(content.people[each] for each in treatment.performed_by) if treatment else (),
        before=treatment.before if treatment else (),
    )


def _with_advice(flag: RedFlag, content: Catalogue) -> tuple[RedFlag, str]:
    return flag, content.levels[flag.urgency].actions[content.clinic.jurisdictions[0]].heading
