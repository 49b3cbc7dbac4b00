"""A treatment on paper: the leaflet that is sent before a first visit, made from what the treatment's page says.

Usual print is 12 point and fits on four sides of A4. Large print is 18 point: the UK Association for Accessible Formats
counts 16 to 18 point as large print and asks for 18 where it can be had, set to the left, without italics or columns.
"""

from __future__ import annotations

from datetime import date, datetime
from hashlib import blake2b
from typing import Any

import segno
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from treatments import kept
from treatments.addresses import absolute, address
from treatments.catalogue import Catalogue
from treatments.leaflets import Leaflet
from treatments.pages.base import Built, EntryBuilder, Place, built, clinic_day, entry, renderer_of
from treatments.pages.treatment import parts, reviewed
from treatments.schema.treatment import Treatment

NAMES = {"leaflet": "leaflet", "large-print": "leaflet in large print"}
"""What each kind is called in its heading."""
BEFORE = frozenset({"gp-first", "tell-us-first"})
"""What is asked of somebody who has not booked yet; all else stands together on the last side."""
LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
"""Of which version codes are made: none looks like another, and they spell no words."""
CODE_LENGTH = 6


def leaflet(catalogue: Catalogue, slug: str, *, now: datetime) -> Built:
    """Return the leaflet of a treatment. Raises Moved and NoSuchPage."""
    return _shown(catalogue, slug, "leaflet", now=now)


def large_print(catalogue: Catalogue, slug: str, *, now: datetime) -> Built:
    """Return the leaflet of a treatment in large print. Raises Moved and NoSuchPage."""
    return _shown(catalogue, slug, "large-print", now=now)


def leading_to_paper(build: EntryBuilder) -> EntryBuilder:
    """Return the builder of a treatment's page that names the PDF of its leaflet, where that was printed before."""

    def page(catalogue: Catalogue, slug: str, *, now: datetime) -> Built:
        built_page = build(catalogue, slug, now=now)
        name: str = built_page.context["treatment"].id
        # Most pages are built where none was printed, and a leaflet costs as much as a page to find that out.
        if not kept.any_of(_file_name(name, "leaflet")):
            return built_page
        pdf = to_print(catalogue, name, "leaflet", now=now)
        return Built(built_page.template, built_page.context | {"pdf": pdf if pdf.size else None})

    return page


def to_print(catalogue: Catalogue, slug: str, kind: str, *, now: datetime) -> Leaflet:
    """Return the leaflet of a treatment for a printer of PDFs. Raises Moved and NoSuchPage."""
    return _leaflet(_on_paper(catalogue, slug, kind, now=now), kind)


def version_code(body: str) -> str:
    """Return what tells one leaflet from another that says something else, short enough to be read out."""
    number = int.from_bytes(blake2b(body.encode(), digest_size=8).digest())
    letters = [LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(CODE_LENGTH)]
    return "".join(letters)


def _shown(catalogue: Catalogue, slug: str, kind: str, *, now: datetime) -> Built:
    """Return the leaflet as a page, which leads to the PDF where that was printed before."""
    paper = _on_paper(catalogue, slug, kind, now=now)
    pdf = _leaflet(paper, kind)
    return Built(paper.template, paper.context | {"pdf": pdf if pdf.size else None})


def _leaflet(paper: Built, kind: str) -> Leaflet:
    content: Treatment = paper.context["treatment"]
    url = reverse(f"treatments:{kind}-pdf", args=[content.id])
    return Leaflet(url=url, name=_file_name(content.id, kind), html=paper.html())


def _file_name(treatment: str, kind: str) -> str:
    return f"{treatment}-{kind}"


def _on_paper(catalogue: Catalogue, slug: str, kind: str, *, now: datetime) -> Built:
    content = entry(catalogue.treatments.values(), kind, slug)
    body = _body(catalogue, content, clinic_day(catalogue, now))
    return built(
        catalogue,
        _place(content, kind),
        reviewed(catalogue, content),
        now=now,
        template="treatments/leaflet.html",
        body=body,
        code=version_code(body),
        large=kind == "large-print",
        treatment=content,
        **_ways(content),
    )


def _body(catalogue: Catalogue, content: Treatment, today: date) -> str:
    said = parts(catalogue, content, today)
    cards = said["care_cards"]
    common = {
        "clinic": catalogue.clinic,
        "review": reviewed(catalogue, content),
        "catalogue": catalogue,
        "renderer": renderer_of(catalogue, scope=content.id),
        "cards_before": [each for each in cards if each.urgency in BEFORE],
        "cards_after": [each for each in cards if each.urgency not in BEFORE],
    }
    return render_to_string("treatments/leaflet_body.html", said | _ways(content) | common)


def _place(content: Treatment, kind: str) -> Place:
    return Place(
        kind=kind,
        path=address(kind, content.id),
        heading=f"{content.title}, {NAMES[kind]}",
        description=content.meta_description,
        indexed=False,
    )


def _ways(content: Treatment) -> dict[str, Any]:
    """Return the addresses that a leaflet names, one of them as a code that a telephone's camera reads."""
    web_address = absolute(address("treatment", content.id))
    return {
        "treatment_url": address("treatment", content.id),
        "leaflet_url": address("leaflet", content.id),
        "large_print_url": address("large-print", content.id),
        "web_address": web_address,
        "qr": qr(web_address),
    }


def qr(web_address: str) -> SafeString:
    """Return a square code that leads to an address, as SVG: black on white whatever is around it."""
    code = segno.make(web_address, error="m", micro=False)
    # The address is one of the site's own, and segno escapes the title.
    svg = code.svg_inline(omitsize=True, border=4, light="#fff", title=f"Square code that leads to {web_address}")
    return mark_safe(svg)  # noqa: S308
