"""What the page of a treatment says in short, at length: on a page of its own, for those who want all of it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from treatments import structured_data
from treatments.addresses import address
from treatments.catalogue import Catalogue
from treatments.pages.base import (
    REFERENCES,
    Built,
    Crumb,
    Link,
    Place,
    Section,
    built,
    clinic_day,
    entry,
    home_crumb,
    renderer_of,
)
from treatments.pages.pictured import course_picture, rest_after, trials_picture
from treatments.pages.treatment import HEADINGS, parts, reviewed, treatment
from treatments.pictures.people import risk_pictures
from treatments.schema.treatment import Treatment

AT_LENGTH = (
    "what-it-is",
    "how-it-works",
    "what-is-in-it",
    "suitability",
    "visits",
    "sessions",
    "risks",
    "research",
    "options",
    "who",
    "decide",
)
"""The sections of a treatment page that are told at length here, under the same anchors."""


def details(catalogue: Catalogue, slug: str, *, now: datetime) -> Built:
    """Return the page that says at length what a treatment's page says in short. Raises Moved and NoSuchPage."""
    content = entry(catalogue.treatments.values(), "details", slug)
    plan = catalogue.plans[content.session_plan]
    return built(
        catalogue,
        _place(content),
        reviewed(catalogue, content),
        now=now,
        renderer=renderer_of(catalogue, scope=content.id),
        in_short=treatment(catalogue, content.id, now=now),
        about=structured_data.identity(address("treatment", content.id), "treatment"),
        course=course_picture(plan, rest_after(catalogue, content)),
        trial_checks=trials_picture(plan),
        risk_pictures=risk_pictures(catalogue.risks[name] for name in content.risks),
        dates_url=address("dates", content.id),
        help_url=f"{address('treatment', content.id)}#get-help",
        **parts(catalogue, content, clinic_day(catalogue, now)),
    )


def _place(content: Treatment) -> Place:
    whole = Crumb(content.title, address("treatment", content.id))
    told = [Section(name, HEADINGS[name]) for name in AT_LENGTH if name != "research" or content.research]
    return Place(
        kind="details",
        path=address("details", content.id),
        heading=f"{content.title} in detail",
        description=(
            f"{content.title} at length: what is in the syringe, how a visit goes, "
            "each risk, the studies and the other choices."
        ),
        above=(home_crumb(), Crumb("Treatments", reverse("treatments:treatments")), whole),
        sections=(*told, REFERENCES),
        previous=Link(whole.label, whole.url),
    )
