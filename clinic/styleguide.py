"""Every component in all its states on one page, each with when to use it: for developers, never published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from treatments import catalogue, labels
from treatments.catalogue import Catalogue
from treatments.pages import MANY, SINGLE
from treatments.pages.base import Built, Section
from treatments.pages.dates import dates
from treatments.pages.search import search

SHEETS = settings.BASE_DIR / "static" / "css" / "components"
PAGES = ("conditions", "costs", "evidence", "home")
"""Pages of which there is one, and that hold what components show."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """One component: its name, and the template that shows it."""

    id: str
    template: str

    @property
    def file(self) -> Path:
        """Where the template is written."""
        return Path(settings.BASE_DIR) / "templates" / self.template


def specimens() -> list[Specimen]:
    """Return every component that has a stylesheet, by name."""
    names = sorted(path.stem for path in SHEETS.glob("*.css"))
    return [Specimen(name, f"styleguide/{name.replace('-', '_')}.html") for name in names]


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show all components. Raises Http404 in production."""
    if settings.PRODUCTION:
        raise Http404("The components are shown in development only.")
    return HttpResponse(page(catalogue.current(), now=timezone.now()).html())


def what_pages_hold(content: Catalogue, *, now: datetime) -> dict[str, Any]:
    """Return what the templates of the clinic's own pages are given; where two pages know a name, the later one's."""
    treatment = next(iter(content.treatments))
    drawn = next(name for name, technique in content.techniques.items() if technique.drawn)
    entries = {"condition": next(iter(content.conditions)), "details": treatment, "treatment": treatment}
    built = (
        search(content, "tiptoee", now=now),
        MANY["technique"](content, drawn, now=now),
        dates(content, treatment, entered=f"{now:%Y-%m-%d}", now=now),
        *(SINGLE[name](content, now=now) for name in PAGES),
        *(MANY[kind](content, name, now=now) for kind, name in entries.items()),
    )
    return {name: value for each in built for name, value in each.context.items()}


def page(content: Catalogue, *, now: datetime) -> Built:
    """Return the page of all components, filled with what the clinic's own pages say."""
    context = what_pages_hold(content, now=now)
    shown = specimens()
    context["page"] = replace(
        context["page"],
        path="/styleguide/",
        title="Components",
        heading="Components",
        canonical="",
        robots="noindex",
        json_ld="",
        sections=tuple(Section(each.id, each.id) for each in shown),
    )
    states = {"statuses": labels.LABELS["status"], "certainties": labels.LABELS["certainty"]}
    return Built("styleguide/page.html", context | states | {"specimens": shown})
