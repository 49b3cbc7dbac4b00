"""What search looks through: every section of every page, under the anchor at which it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.urls import reverse

from treatments.addresses import address
from treatments.catalogue import Catalogue
from treatments.figures import pounds
from treatments.labels import in_words
from treatments.pages.aftercare import after
from treatments.pages.base import Section, renderer_of
from treatments.pages.clinic import ACCESS, CONTACT_SECTIONS
from treatments.pages.condition import sections as condition_sections
from treatments.pages.costs import SECTIONS as COST_SECTIONS
from treatments.pages.evidence import sources_of, topics_of
from treatments.pages.technique import HEADINGS as TECHNIQUE_HEADINGS
from treatments.pages.treatment import HEADINGS, aftercare_groups
from treatments.pages.treatment import sections as treatment_sections
from treatments.schema.condition import Condition
from treatments.schema.technique import Technique
from treatments.schema.treatment import Treatment
from treatments.schema.words import Page
from treatments.search.ranking import Entry

PRICE_NAMES = ("price", "cost", "fee", "how much", "how much does it cost")
CONTACT_NAMES = {
    "phone": ("telephone", "phone number", "email", "ring you"),
    "hours": ("opening times", "opening hours", "when are you open"),
    "closed": ("bank holiday", "christmas", "easter"),
    "find-us": ("address", "directions", "map"),
    "access": ("wheelchair", "disabled access", "deaf", "translator"),
}
"""What people call things that the site calls something else."""

type Plain = Callable[[str], str]
type Parts = dict[str, list[str | None]]
"""Passages by the section they stand in; "" is the beginning of the page."""


def entries(catalogue: Catalogue) -> Iterator[Entry]:
    """Yield everything that can be found."""
    for treatment in catalogue.treatments.values():
        yield from _treatment(catalogue, treatment)
    for condition in catalogue.conditions.values():
        yield from _condition(catalogue, condition)
    for technique in catalogue.techniques.values():
        yield from _technique(catalogue, technique)
    for page in catalogue.pages.values():
        yield from _text_page(catalogue, page)
    for make in (_questions, _terms, _people, _costs, _contact, _evidence):
        yield from make(catalogue)


def _treatment(catalogue: Catalogue, content: Treatment) -> Iterator[Entry]:
    plain = renderer_of(catalogue, scope=content.id).plain
    yield from _sections(
        content.title,
        address("treatment", content.id),
        _headings(treatment_sections(catalogue, content)),
        _treatment_parts(catalogue, content),
        plain=plain,
        names=(*content.aka, _spoken(content.id)),
    )
    yield from _sections(
        f"{content.title} in detail",
        address("details", content.id),
        HEADINGS,
        _details(catalogue, content),
        plain=plain,
    )
    for group in aftercare_groups(catalogue, content):
        text = " ".join(plain(passage) for each in group.items for passage in (each.heading, each.text))
        yield Entry(after(content), f"{address('aftercare', content.id)}#{group.id}", group.heading, text)


def _details(catalogue: Catalogue, content: Treatment) -> Parts:
    """Return what only the page with a treatment's details says."""
    plan = catalogue.plans[content.session_plan]
    plans_of_others = [text for each in plan.published_ranges for text in (each.label, each.site)]
    return {
        "what-it-is": [content.history],
        "what-is-in-it": [text for each in content.solutions for text in (each.plain_name, each.name, each.note)],
        "sessions": [plan.why_this_plan, *plans_of_others],
    }


def _risks(catalogue: Catalogue, content: Treatment) -> list[str]:
    risks = [catalogue.risks[name] for name in content.risks]
    return [text for each in risks for text in (each.name_plain, each.description)]


def _treatment_parts(catalogue: Catalogue, content: Treatment) -> Parts:
    plan = catalogue.plans[content.session_plan]
    unsuited = [catalogue.contraindications[name] for name in content.contraindications]
    aftercare = [catalogue.aftercare[name] for name in content.aftercare]
    packages = [catalogue.packages[name] for name in content.packages]
    steps = [text for step in (*content.before, *content.on_the_day) for text in (step.heading, step.text)]
    return {
        "": [content.summary, content.caution],
        "what-it-is": [content.what_it_is, content.history, content.aka_note],
        "how-it-works": [content.how_it_works.plain, content.how_it_works.more],
        "what-is-in-it": [content.what_is_in_it, content.off_label, *(each.plain_name for each in content.solutions)],
        "conditions": [content.conditions_note],
        "suitability": [
            content.suits_note,
            *content.suits,
            *(text for each in unsuited for text in (each.name, each.why)),
            content.consent,
        ],
        "visits": [*steps, *(text for each in aftercare for text in (each.heading, each.text)), content.after_note],
        "sessions": [
            content.results.summary,
            *(each.text for each in content.results.milestones),
            content.results.if_it_does_not_help,
            plan.deciding_later,
            plan.stop_rule,
            plan.why_this_plan,
        ],
        "risks": [content.risks_note, *_risks(catalogue, content)],
        "get-help": [catalogue.red_flags[name].symptom for name in content.red_flags],
        "research": [content.research, *content.uncertainties, content.balance],
        "options": [
            content.options_note,
            content.no_treatment.text,
            *(text for each in content.options for text in (each.name, each.how, each.benefit, each.risk)),
            content.quality_of_life,
        ],
        "costs": [content.costs_note, *(each.name for each in packages)],
        "who": [content.performed_by_note],
        "decide": list(content.questions_to_ask),
    }


def _condition(catalogue: Catalogue, content: Condition) -> Iterator[Entry]:
    parts: Parts = {
        "": [content.meta_description],
        "what-it-is": [content.explanation],
        "natural-course": [content.natural_course.text],
        "try-first": [content.first_line_care.text],
        "our-answer": [in_words(content.status, "status"), content.status_reason, content.turn_to_instead],
        "research": [content.evidence.summary],
        "guidelines": [text for each in content.guideline_positions for text in (each.body, each.text)],
    }
    headings = {section.id: section.heading for section in condition_sections(content)}
    plain = renderer_of(catalogue, scope=content.id).plain
    names = (*content.synonyms, *([content.name_clinical] if content.name_clinical else []), _spoken(content.id))
    url = address("condition", content.id)
    yield from _sections(content.name_plain, url, headings, parts, plain=plain, names=names)


def _technique(catalogue: Catalogue, content: Technique) -> Iterator[Entry]:
    parts: Parts = {
        "": [content.summary],
        "what-it-is": [content.what_it_is],
        "what-happens": [content.what_happens],
        "research": [content.what_the_research_says],
        "limits": [content.limits],
        "risks": [content.risks],
        "consent": [content.consent],
        "offered": [content.offered],
    }
    plain = renderer_of(catalogue, scope=content.id).plain
    url = address("technique", content.id)
    yield from _sections(
        content.title, url, TECHNIQUE_HEADINGS, parts, plain=plain, names=(*content.aka, _spoken(content.id))
    )


def _text_page(catalogue: Catalogue, content: Page) -> Iterator[Entry]:
    parts: Parts = {"": [content.lead], **{each.id: [each.quote, each.text] for each in content.sections}}
    headings = {each.id: each.heading for each in content.sections}
    plain = renderer_of(catalogue, scope=content.id).plain
    yield from _sections(content.title, address("page", content.id), headings, parts, plain=plain)


def _questions(catalogue: Catalogue) -> Iterator[Entry]:
    plain = renderer_of(catalogue).plain
    for each in catalogue.questions.values():
        yield Entry("Questions people ask", address("question", each.id), each.question, plain(each.answer))


def _terms(catalogue: Catalogue) -> Iterator[Entry]:
    plain = renderer_of(catalogue).plain
    for each in catalogue.terms.values():
        yield Entry("Words explained", address("term", each.id), each.term, plain(each.meaning), each.also, worth=0.7)


def _people(catalogue: Catalogue) -> Iterator[Entry]:
    for each in catalogue.people.values():
        plain = renderer_of(catalogue, scope=each.id).plain
        text = ". ".join([each.role, plain(each.about), f"Speaks {', '.join(each.languages)}"])
        yield Entry("People", address("person", each.id), each.display_name, text)


def _costs(catalogue: Catalogue) -> Iterator[Entry]:
    plain, url = renderer_of(catalogue).plain, reverse("treatments:costs")
    prices = {each.name: pounds(each.total_pence) for each in catalogue.packages.values()}
    prices |= {each.name: pounds(each.pence) for each in catalogue.items.values()}
    yield Entry("Costs", url, "", "; ".join(f"{name}: {price}" for name, price in prices.items()), PRICE_NAMES)
    for package in catalogue.packages.values():
        text = f"{prices[package.name]}. {plain(package.summary)} {plain(package.refund_rule)}"
        yield Entry("Costs", address("package", package.id), package.name, text)
    for item in catalogue.items.values():
        yield Entry("Costs", address("item", item.id), item.name, f"{prices[item.name]}. {plain(item.note)}")
    parts: Parts = {
        "how-you-pay": [catalogue.prices.how_you_pay, catalogue.prices.vat_note],
        "rules": list(catalogue.prices.rules),
    }
    yield from _sections("Costs", url, _headings(COST_SECTIONS), parts, plain=plain)


def _contact(catalogue: Catalogue) -> Iterator[Entry]:
    clinic = catalogue.clinic
    place = clinic.main
    parts: Parts = {
        "phone": [*(f"{each.label}: {each.number}. {each.hours}." for each in place.phones), clinic.email],
        "hours": [f"{in_words(each.day, 'day')}" for each in place.opening],
        "closed": [each.reason for each in place.closures],
        "out-of-hours": [clinic.out_of_hours],
        "find-us": [", ".join([*place.address, place.postcode])],
        "access": [f"{question}: {getattr(place.access, name)}" for name, question in ACCESS.items()],
        "complaints": [f"Complaints: {clinic.complaints.email}"],
    }
    plain = renderer_of(catalogue, scope=clinic.id).plain
    headings, url = _headings(CONTACT_SECTIONS), reverse("treatments:contact")
    for entry in _sections("Contact", url, headings, parts, plain=plain):
        yield replace(entry, names=CONTACT_NAMES.get(entry.url.partition("#")[2], ()))


def _evidence(catalogue: Catalogue) -> Iterator[Entry]:
    plain = renderer_of(catalogue).plain
    for topic in topics_of(catalogue):
        for row in topic.claims:
            yield Entry("Evidence", address("claim", row.claim.id), topic.heading, plain(row.claim.text), worth=0.8)
    for source in (row.source for row in sources_of(catalogue)):
        yield Entry("Evidence", address("source", source.id), source.short, source.title, worth=0.6)


def _sections(
    title: str, url: str, headings: dict[str, str], parts: Parts, *, plain: Plain, names: Iterable[str] = ()
) -> Iterator[Entry]:
    for anchor, passages in parts.items():
        text = " ".join(plain(passage) for passage in passages if passage)
        if anchor and text:
            yield Entry(title, f"{url}#{anchor}", headings[anchor], text)
        elif not anchor:
            yield Entry(title, url, "", text, tuple(names))


def _spoken(name: str) -> str:
    """Return an id as words: editors choose it so that people know the thing by it."""
    return name.replace("-", " ")


def _headings(sections: Iterable[Section]) -> dict[str, Any]:
    return {section.id: section.heading for section in sections}
