"""The home page: what the clinic does and does not promise, and the ways into the site."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from treatments import structured_data
from treatments.addresses import address
from treatments.catalogue import Catalogue
from treatments.pages.base import Built, Place, built, clinic_day, review_of
from treatments.pages.prices import cheapest, packages_in_force
from treatments.pages.treatment import condition_link


def home(catalogue: Catalogue, *, now: datetime) -> Built:
    """Return the home page."""
    content = catalogue.home
    treatment = catalogue.treatments[content.treatment]
    packages = packages_in_force(catalogue, treatment.packages, clinic_day(catalogue, now))
    lowest = cheapest(packages)
    place = Place(
        kind="home",
        path=reverse("treatments:home"),
        heading=content.headline,
        title=catalogue.clinic.strapline,
        description=content.meta_description,
    )
    return built(
        catalogue,
        place,
        review_of(catalogue, content),
        now=now,
        about=structured_data.identity("/", "clinic"),
        home=content,
        treatment=treatment,
        treatment_url=address("treatment", treatment.id),
        conditions=[condition_link(catalogue.conditions[name]) for name in content.popular_conditions],
        from_package=lowest,
    )
