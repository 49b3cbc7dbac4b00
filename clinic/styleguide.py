"""Every component in all its states on one page, each with when to use it: for developers, never published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from treatments import catalogue, labels
from treatments.catalogue import Catalogue
from treatments.pages import MANY, SINGLE
from treatments.pages.base import Built, Section
from treatments.pages.search import search

SHEETS = settings.BASE_DIR / "static" / "css" / "components"
PAGES = ("conditions", "evidence", "home")
"""Pages that together hold what components show; that of a treatment holds most and comes last."""


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


def page(content: Catalogue, *, now: datetime) -> Built:
    """Return the page of all components, filled with what the clinic's own pages say."""
    of_pages = [SINGLE[name](content, now=now).context for name in PAGES]
    of_treatment = MANY["treatment"](content, next(iter(content.treatments)), now=now).context
    found = search(content, "tiptoee", now=now).context
    context = {name: value for each in (found, *of_pages, of_treatment) for name, value in each.items()}
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
