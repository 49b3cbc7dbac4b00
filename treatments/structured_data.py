"""What a page says, said again for search engines as a JSON-LD graph: nothing in it that a reader cannot see."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from .addresses import absolute, address
from .figures import pounds
from .prose import Renderer
from .schema.clinic import Clinic, Location
from .schema.condition import Condition
from .schema.people import Person
from .schema.prices import Item, Package
from .schema.technique import Technique
from .schema.treatment import Treatment
from .schema.words import Question

type Node = dict[str, Any]

UNSAFE = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}
"""What could end the script element, or a line of script, wherever it stands inside JSON."""


def script(nodes: Iterable[Node]) -> SafeString:
    """Return the graph as JSON that may stand inside a script element."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)
    # Nothing that HTML could read as markup is left, and JSON allows the escapes wherever these may stand.
    return mark_safe(text)  # noqa: S308


def identity(path: str, name: str) -> Node:
    """Return a reference to a node, wherever in the site it is described."""
    return {"@id": f"{absolute(path)}#{name}"}


def clinic(content: Clinic) -> Node:
    """Return the clinic by name, as every page tells it."""
    return identity("/", "clinic") | {"@type": "MedicalClinic", "name": content.name, "url": absolute("/")}


def clinic_in_full(content: Clinic) -> Node:
    """Return the clinic with its address, lines and hours, for the page that shows them."""
    place = content.main
    return clinic(content) | {
        "email": content.email,
        "telephone": content.phone.number,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": place.address[0],
            "addressLocality": place.address[-1],
            "postalCode": place.postcode,
        },
        "openingHoursSpecification": opening_hours(place),
    }


def opening_hours(place: Location) -> list[Node]:
    """Return each stretch of opening; times are the clinic's own clock."""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{each.day.capitalize()}",
            "opens": f"{each.opens:%H:%M}",
            "closes": f"{each.closes:%H:%M}",
        }
        for each in place.opening
    ]


def page(path: str, *, name: str, about: Node | None) -> Node:
    """Return the page itself."""
    node = identity(path, "page") | {
        "@type": "MedicalWebPage",
        "url": absolute(path),
        "name": name,
        "inLanguage": "en-GB",
        "publisher": identity("/", "clinic"),
    }
    return node | ({"about": about} if about else {})


def reviewed(path: str, *, by: Person, on: date) -> Node:
    """Return what a page says of its review, to be told together with the page itself."""
    return identity(path, "page") | {
        "lastReviewed": on.isoformat(),
        "reviewedBy": {"@type": "Person", "name": by.display_name},
    }


def breadcrumbs(path: str, crumbs: Iterable[tuple[str, str]]) -> Node:
    """Return the way down to a page."""
    return identity(path, "breadcrumbs") | {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": label, "item": absolute(url)}
            for place, (label, url) in enumerate(crumbs, start=1)
        ],
    }


def treatment(content: Treatment, conditions: Iterable[Condition], renderer: Renderer) -> Node:
    """Return a treatment; of `conditions`, those it is offered for are its indications."""
    path = address("treatment", content.id)
    indications = [
        {"@type": "MedicalIndication", "name": each.name_plain, "url": absolute(address("condition", each.id))}
        for each in conditions
        if each.status == "offered"
    ]
    node = identity(path, "treatment") | {
        "@type": "MedicalTherapy",
        "name": content.title,
        "alternateName": list(content.aka),
        "url": absolute(path),
        "description": renderer.plain(content.summary),
    }
    return node | ({"indication": indications} if indications else {})


def technique(content: Technique, renderer: Renderer) -> Node:
    """Return a technique. It is a procedure, and no therapy is claimed for it."""
    path = address("technique", content.id)
    return identity(path, "technique") | {
        "@type": "MedicalProcedure",
        "name": content.title,
        "alternateName": list(content.aka),
        "url": absolute(path),
        "description": renderer.plain(content.summary),
    }


def condition(content: Condition, treatments: Iterable[Treatment]) -> Node:
    """Return a condition. A treatment is possible for it only where it is offered outright."""
    path = address("condition", content.id)
    possible = [
        identity(address("treatment", each.id), "treatment") | {"@type": "MedicalTherapy", "name": each.title}
        for each in treatments
        if content.status == "offered"
    ]
    node = identity(path, "condition") | {
        "@type": "MedicalCondition",
        "name": content.name_plain,
        "url": absolute(path),
    }
    other_name = {"alternateName": content.name_clinical} if content.name_clinical else {}
    return node | other_name | ({"possibleTreatment": possible} if possible else {})


def offer(content: Package | Item) -> Node:
    """Return what can be paid for and its price in pounds."""
    kind, pence = ("package", content.total_pence) if isinstance(content, Package) else ("item", content.pence)
    node: Node = {
        "@type": "Offer",
        "name": content.name,
        "url": absolute(address(kind, content.id)),
        "price": pounds(pence).removeprefix("£").replace(",", ""),
        "priceCurrency": "GBP",
        "seller": identity("/", "clinic"),
    }
    return node | ({"priceValidUntil": content.valid_to.isoformat()} if content.valid_to else {})


def offers(path: str, contents: Iterable[Package | Item]) -> Node:
    """Return everything that must be paid for, as a list; what costs nothing is not for sale."""
    paid = [node for each in contents if (node := offer(each))["price"] != "0"]
    return identity(path, "offers") | {"@type": "OfferCatalog", "itemListElement": paid}


def person(content: Person) -> Node:
    """Return a member of the team."""
    path = address("person", content.id)
    return {
        "@type": "Person",
        "@id": absolute(path),
        "name": content.display_name,
        "jobTitle": content.role,
        "knowsLanguage": list(content.languages),
        "worksFor": identity("/", "clinic"),
    }


def questions(path: str, contents: Iterable[Question], renderer: Renderer) -> Node:
    """Return questions and their answers, as they stand on a page."""
    return identity(path, "questions") | {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": each.question,
                "acceptedAnswer": {"@type": "Answer", "text": renderer.plain(each.answer)},
            }
            for each in contents
        ],
    }


def terms(path: str, contents: Mapping[str, str]) -> Node:
    """Return words with their meaning."""
    return identity(path, "terms") | {
        "@type": "DefinedTermSet",
        "hasDefinedTerm": [
            {"@type": "DefinedTerm", "name": name, "description": meaning} for name, meaning in contents.items()
        ],
    }
