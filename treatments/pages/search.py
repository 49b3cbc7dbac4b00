"""The search page. It is made for each query, and never published, stored or indexed."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from treatments.catalogue import Catalogue
from treatments.pages.base import Built, Place, built, home_crumb
from treatments.search import LONGEST_QUERY, find


def search(catalogue: Catalogue, typed: str, *, now: datetime) -> Built:
    """Return the search page with what was found for what was typed."""
    place = Place(
        kind="search",
        path=reverse("treatments:search"),
        heading="Search",
        description="Search what this clinic says about conditions, treatments, costs and people.",
        above=(home_crumb(),),
        indexed=False,
    )
    return built(
        catalogue,
        place,
        None,
        now=now,
        found=find(catalogue, typed),
        longest_query=LONGEST_QUERY,
    )
