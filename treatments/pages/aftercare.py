"""What to do after a treatment, day by day, on a page of its own that is made to be printed and taken home."""

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
    documents,
    entry,
    home_crumb,
    renderer_of,
    review_of,
)
from treatments.pages.care_cards import care_cards
from treatments.pages.treatment import AftercareGroup, aftercare_groups
from treatments.schema.safety import Aftercare, RedFlags
from treatments.schema.treatment import Treatment

GET_HELP = Section("get-help", "When to get help")
NOT_HELPED = Section("if-it-does-not-help", "If it does not help")
REACH_US = Section("reach-us", "How to reach us")
REPORT = Section("report", "Report a side effect, or complain")


def aftercare(catalogue: Catalogue, slug: str, *, now: datetime) -> Built:
    """Return the page to take home after a treatment. Raises Moved and NoSuchPage."""
    content = entry(catalogue.treatments.values(), "aftercare", slug)
    groups = aftercare_groups(catalogue, content)
    review = review_of(catalogue, content, *documents(catalogue, Aftercare), *documents(catalogue, RedFlags))
    return built(
        catalogue,
        _place(content, groups),
        review,
        now=now,
        renderer=renderer_of(catalogue, scope=content.id),
        about=structured_data.identity(address("treatment", content.id), "treatment"),
        treatment=content,
        groups=groups,
        care_cards=care_cards(catalogue, signs_afterwards(catalogue, content)),
        complaints_url=address("page", "complaints") if "complaints" in catalogue.pages else "",
    )


def after(content: Treatment, *, capital: bool = True) -> str:
    """Return what the page is called: "After prolotherapy injections"."""
    return f"{'After' if capital else 'after'} {content.title[0].lower()}{content.title[1:]}"


def signs_afterwards(catalogue: Catalogue, content: Treatment) -> list[str]:
    """Return the ids of the red flags that can show after the treatment, in the order the treatment lists them."""
    return [name for name in content.red_flags if catalogue.red_flags[name].timing != "before"]


def _place(content: Treatment, groups: tuple[AftercareGroup, ...]) -> Place:
    whole = Crumb(content.title, address("treatment", content.id))
    days = (Section(group.id, group.heading) for group in groups)
    return Place(
        kind="aftercare",
        path=address("aftercare", content.id),
        heading=after(content),
        description=(
            f"What to do {after(content, capital=False)}, day by day, "
            "which signs need help, and how to reach us. Made to be printed."
        ),
        above=(home_crumb(), Crumb("Treatments", reverse("treatments:treatments")), whole),
        sections=(GET_HELP, *days, NOT_HELPED, REACH_US, REPORT, REFERENCES),
        previous=Link(whole.label, whole.url),
    )
