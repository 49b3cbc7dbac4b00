"""The page of a treatment, and the list of treatments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.urls import reverse

from treatments import structured_data
from treatments.addresses import address
from treatments.catalogue import Catalogue
from treatments.figures import counted, number
from treatments.labels import LABELS, in_words
from treatments.pages.base import (
    Built,
    Crumb,
    Link,
    Place,
    Review,
    Section,
    built,
    clinic_day,
    documents,
    entry,
    home_crumb,
    renderer_of,
    review_of,
)
from treatments.pages.care_cards import action, care_cards
from treatments.pages.claims import claim_rows
from treatments.pages.prices import PackageRow, cheapest, items_in_force, packages_in_force
from treatments.schema.base import Document
from treatments.schema.condition import Condition
from treatments.schema.plans import SessionPlan
from treatments.schema.prices import PriceList
from treatments.schema.safety import Aftercare, AftercareAdvice, Contraindications, RedFlags, Risk, Risks
from treatments.schema.technique import Technique
from treatments.schema.treatment import Treatment
from treatments.schema.words import Question
from treatments.structured_data import Node

HEADINGS: dict[str, str] = {
    "what-it-is": "What it is",
    "how-it-works": "How it is thought to work",
    "what-is-in-it": "What is in it",
    "conditions": "Which conditions we use it for",
    "suitability": "Who it suits, and who should not have it",
    "visits": "Before, on the day and after",
    "sessions": "How many sessions, and when results show",
    "risks": "What can go wrong",
    "get-help": "When to get help",
    "research": "What the research shows",
    "options": "Other choices, including no treatment",
    "costs": "What it costs",
    "who": "Who gives the treatment",
    "questions": "Questions people ask",
    "decide": "Questions to ask us",
    "references": "Sources",
}
"""The headings of a treatment page, in the order they stand on it: the schema's sections, and the signs to act on."""

WITHOUT_RESULTS = {"research": "What nobody knows"}
"""The headings that read otherwise where results are not told."""

LIST_DESCRIPTION = (
    "The treatments this clinic gives and the techniques it uses for them, each with what is known and not known."
)


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """One line of the summary at the top, and the section that says more."""

    label: str
    value: str
    section: str


@dataclass(frozen=True, slots=True)
class ConditionLink:
    """A condition and its page."""

    condition: Condition
    url: str


@dataclass(frozen=True, slots=True)
class ConditionGroup:
    """Conditions of one status."""

    status: str
    heading: str
    links: tuple[ConditionLink, ...]


@dataclass(frozen=True, slots=True)
class AftercareGroup:
    """Advice for one stretch of time; `id` is its anchor."""

    id: str
    heading: str
    items: tuple[AftercareAdvice, ...]


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk, how often it happens in words, and what its signs ask for ("" where nothing is asked of anybody)."""

    risk: Risk
    frequency: str
    what_to_do_heading: str


@dataclass(frozen=True, slots=True)
class TechniqueLink:
    """A technique and its page."""

    technique: Technique
    url: str


@dataclass(frozen=True, slots=True)
class TreatmentLink:
    """A treatment and its page."""

    treatment: Treatment
    url: str


def treatments(catalogue: Catalogue, *, now: datetime) -> Built:
    """Return the list of treatments and of the techniques used for them."""
    place = Place(
        kind="treatments",
        path=reverse("treatments:treatments"),
        heading="Treatments",
        description=LIST_DESCRIPTION,
        above=(home_crumb(),),
    )
    review = review_of(catalogue, *catalogue.treatments.values())
    return built(
        catalogue,
        place,
        review,
        now=now,
        treatments=[TreatmentLink(each, address("treatment", each.id)) for each in catalogue.treatments.values()],
        techniques=[technique_link(each) for each in catalogue.techniques.values()],
    )


def treatment(catalogue: Catalogue, slug: str, *, now: datetime) -> Built:
    """Return the page of a treatment. Raises Moved and NoSuchPage."""
    content = entry(catalogue.treatments.values(), "treatment", slug)
    today = clinic_day(catalogue, now)
    path = address("treatment", content.id)
    renderer = renderer_of(catalogue, scope=content.id)
    # That something is indicated says that it helps.
    indicated = [catalogue.conditions[name] for name in content.conditions if catalogue.results_told]
    context = parts(catalogue, content, today)
    return built(
        catalogue,
        _place(catalogue, content, path),
        reviewed(catalogue, content),
        now=now,
        renderer=renderer,
        about=structured_data.identity(path, "treatment"),
        graph=[structured_data.treatment(content, indicated, renderer), _offers(context, path)],
        **context,
    )


def sections(catalogue: Catalogue, content: Treatment) -> tuple[Section, ...]:
    """Return the sections of a treatment page; the one for questions is absent where nobody asked any."""
    absent = set() if questions_about(catalogue, content) else {"questions"}
    headings = HEADINGS if content.research else HEADINGS | WITHOUT_RESULTS
    return tuple(Section(name, words) for name, words in headings.items() if name not in absent)


def questions_about(catalogue: Catalogue, content: Treatment) -> tuple[Question, ...]:
    """Return the questions people ask about a treatment."""
    return tuple(each for each in catalogue.questions.values() if content.id in each.treatments)


def aftercare_groups(catalogue: Catalogue, content: Treatment) -> tuple[AftercareGroup, ...]:
    """Return what to do after a treatment, in order of time."""
    order = list(LABELS["period"])
    advice = sorted(
        (catalogue.aftercare[name] for name in content.aftercare), key=lambda each: order.index(each.period)
    )
    return tuple(
        AftercareGroup(period, in_words(period, "period"), tuple(items))
        for period, items in groupby(advice, key=lambda each: each.period)
    )


def condition_link(condition: Condition) -> ConditionLink:
    """Return a condition with its address."""
    return ConditionLink(condition, address("condition", condition.id))


def technique_link(technique: Technique) -> TechniqueLink:
    """Return a technique with its address."""
    return TechniqueLink(technique, address("technique", technique.id))


def condition_groups(conditions: list[Condition]) -> tuple[ConditionGroup, ...]:
    """Return conditions grouped by status, those we may offer it for first."""
    return tuple(
        ConditionGroup(status, heading, links)
        for status, heading in LABELS["status"].items()
        if (links := tuple(condition_link(each) for each in conditions if each.status == status))
    )


def glance(
    content: Treatment, plan: SessionPlan, people: list[str], cheapest_row: PackageRow | None
) -> list[GlanceRow]:
    """Return the summary at the top of the page, each line worded from the field that holds it."""
    rows = [
        GlanceRow("Sessions", f"{number(plan.sessions_planned)} planned; you can stop after any", "sessions"),
        GlanceRow("Time between sessions", _gap(plan), "sessions"),
        GlanceRow("Visits", _visits(plan), "sessions"),
        GlanceRow("Afterwards", content.recovery, "visits"),
        GlanceRow("Given by", " or ".join(people), "who"),
    ]
    if cheapest_row is not None:
        rows.append(GlanceRow("Price of a course", f"{cheapest_row.total} ({cheapest_row.package.name})", "costs"))
    return rows


def _visits(plan: SessionPlan) -> str:
    first, *later = [each.minutes for each in plan.when_deciding_later]
    then = f", then {counted(max(later), 'minute')} each" if later else ""
    fewest = number(len(plan.clinic_appointments))
    or_fewer = f" ({fewest} if you ask for injections at the first)" if len(later) + 1 > int(fewest) else ""
    return f"{number(len(later) + 1)}: {counted(first, 'minute')}{then}{or_fewer}"


def _gap(plan: SessionPlan) -> str:
    usual = counted(plan.gap_weeks_typical, "week")
    longest = counted(plan.gap_weeks_max, "week")
    return usual if plan.gap_weeks_max == plan.gap_weeks_typical else f"{usual}, or up to {longest} if you ask"


def reviewed(catalogue: Catalogue, content: Treatment) -> Review:
    """Return the review of everything that a treatment's page says."""
    kinds: tuple[type[Document], ...] = (PriceList, Risks, RedFlags, Contraindications, Aftercare)
    parts = [document for kind in kinds for document in documents(catalogue, kind)]
    whole = review_of(catalogue, content, catalogue.plans[content.session_plan], *parts)
    return replace(whole, changes=content.changes)


def _place(catalogue: Catalogue, content: Treatment, path: str) -> Place:
    return Place(
        kind="treatment",
        path=path,
        heading=content.title,
        description=content.meta_description,
        above=(home_crumb(), Crumb("Treatments", reverse("treatments:treatments"))),
        sections=sections(catalogue, content),
        next=Link("Costs", reverse("treatments:costs")),
    )


def parts(catalogue: Catalogue, content: Treatment, today: date) -> dict[str, Any]:
    """Return what the page of a treatment and the one with its details are made from."""
    plan = catalogue.plans[content.session_plan]
    people = [catalogue.people[name] for name in content.performed_by]
    packages = packages_in_force(catalogue, content.packages, today)
    contraindications = [catalogue.contraindications[name] for name in content.contraindications]
    return {
        "treatment": content,
        "plan": plan,
        "people": people,
        "packages": packages,
        "items": items_in_force(catalogue, content.items, today),
        "glance": glance(content, plan, [each.role for each in people], cheapest(packages)),
        "care_cards": care_cards(catalogue, content.red_flags),
        "condition_groups": condition_groups([catalogue.conditions[name] for name in content.conditions]),
        "do_not_inject": [each for each in contraindications if each.level == "do-not-inject"],
        "ask_first": [each for each in contraindications if each.level == "ask-first"],
        "aftercare": aftercare_groups(catalogue, content),
        "aftercare_url": address("aftercare", content.id),
        "details_url": address("details", content.id),
        "leaflet_url": address("leaflet", content.id),
        "risks": [_risk_row(catalogue, catalogue.risks[name]) for name in content.risks],
        "claims": claim_rows(catalogue, content.claims),
        "questions": questions_about(catalogue, content),
    }


def _offers(context: dict[str, Any], path: str) -> Node:
    return structured_data.offers(path, [row.package for row in context["packages"]])


def _risk_row(catalogue: Catalogue, risk: Risk) -> RiskRow:
    frequency = risk.frequency
    known = frequency.numerator is not None and frequency.denominator is not None
    flag = catalogue.red_flags[risk.what_to_do] if risk.what_to_do else None
    return RiskRow(
        risk=risk,
        frequency=f"{frequency.numerator} in {number(frequency.denominator or 0)}" if known else "Not known",
        what_to_do_heading=action(catalogue, flag.urgency).heading if flag else "",
    )
