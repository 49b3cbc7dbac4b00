"""Turns requests into pages: each view asks the clock and the catalogue, and makes one call to a page's builder."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import catalogue, error_pages, images, kept, pages, sitemaps
from .course_dates import BadStart
from .faults import ContentError
from .leaflets import CannotPrint
from .pages import MANY, PRINTED, SINGLE, Moved, NoSuchPage
from .pages import dates as dates_page
from .pages.leaflet import to_print
from .pages.search import search as search_page

type View = Callable[..., HttpResponse]

CACHE_CONTROL = "public, max-age=60"
"""Long enough that the same reader does not ask twice, short enough that a notice is seen."""

FOR_GOOD = "public, max-age=315360000, immutable"
"""For files whose name changes with what they hold: ten years, as WhiteNoise says of static files."""


def shows_faults(view: View) -> View:
    """While content is being edited, show an editor what is wrong with it instead of the page."""

    @wraps(view)
    def shown(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ContentError as error:
            if not settings.DEBUG:
                raise
            return HttpResponse(error_pages.content_faults(error), status=500)

    return shown


def single(name: str) -> View:
    """Return the view of a page of which there is one."""

    @require_safe
    @shows_faults
    def view(request: HttpRequest) -> HttpResponse:
        return _page(SINGLE[name](catalogue.current(), now=timezone.now()).html())

    return view


def one_of(kind: str) -> View:
    """Return the view of a page of which there is one for each piece of content; former addresses lead to it."""

    @require_safe
    @shows_faults
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            return _page((MANY.get(kind) or PRINTED[kind])(catalogue.current(), slug, now=timezone.now()).html())
        except Moved as moved:
            return HttpResponsePermanentRedirect(moved.to)
        except NoSuchPage as unknown:
            raise Http404(str(unknown)) from unknown

    return view


@never_cache
@require_safe
@shows_faults
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found. What somebody searched for is kept nowhere, by the browser's cache neither."""
    found = search_page(catalogue.current(), request.GET.get("q", ""), now=timezone.now())
    return HttpResponse(found.html())


@never_cache
@require_safe
@shows_faults
def dates(request: HttpRequest, slug: str) -> HttpResponse:
    """Show when the visits of a course may be. The day somebody chose is kept nowhere."""
    try:
        page = dates_page.dates(catalogue.current(), slug, entered=request.GET.get("start"), now=timezone.now())
    except Moved as moved:
        return HttpResponsePermanentRedirect(moved.to)
    except NoSuchPage as unknown:
        raise Http404(str(unknown)) from unknown
    return HttpResponse(page.html())


@never_cache
@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the same dates as a calendar file; without a day to begin on there is none."""
    try:
        made = dates_page.calendar(catalogue.current(), slug, entered=request.GET.get("start", ""), now=timezone.now())
    except (BadStart, Moved, NoSuchPage) as unknown:
        raise Http404(str(unknown)) from unknown
    return HttpResponse(
        made,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="likely-dates.ics"'},
    )


@require_safe
@shows_faults
def image(request: HttpRequest, name: str) -> HttpResponse:
    """Send a picture in one of its sizes; one that a page of an earlier version showed may still be there."""
    known = {each.name: each for each in images.every(catalogue.current())}
    body = known[name].body() if name in known else kept.find(name)
    if body is None:
        raise Http404(name)
    return _made(body, content_type=images.type_of(name))


@require_safe
@shows_faults
def card(request: HttpRequest, page: str, code: str) -> HttpResponse:
    """Send the card that stands for a page where its address is shared."""
    body = kept.find(f"card.{code}.png") or _card(f"/{page}", code)
    return _made(body, content_type="image/png")


def leaflet_pdf(kind: str) -> View:
    """Return the view of a leaflet as PDF, in usual or in large print."""

    @require_safe
    @shows_faults
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            leaflet = to_print(catalogue.current(), slug, kind, now=timezone.now())
            response = _page(leaflet.body(), content_type="application/pdf")
        except (Moved, NoSuchPage, CannotPrint) as reason:
            raise Http404(str(reason)) from reason
        # The page it was made from is the one to be found.
        response["X-Robots-Tag"] = "noindex"
        response["Content-Disposition"] = f'inline; filename="{leaflet.name}.pdf"'
        return response

    return view


@require_safe
@shows_faults
def sitemap(request: HttpRequest) -> HttpResponse:
    """Tell search engines which pages there are."""
    return _page(sitemaps.sitemap(catalogue.current(), now=timezone.now()), content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines where that list is."""
    return _page(sitemaps.robots(), content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Help somebody who asked for a page that is not there."""
    return HttpResponse(error_pages.not_found(catalogue.current(), now=timezone.now()), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something failed on our side, without asking for anything that may have failed."""
    return HttpResponse(error_pages.server_error(), status=500)


def _card(path: str, code: str) -> bytes:
    try:
        shown = pages.at(catalogue.current(), path, now=timezone.now()).context["page"].card
    except (Moved, NoSuchPage) as unknown:
        raise Http404(path) from unknown
    if shown is None or shown.code != code:
        raise Http404(path)
    return bytes(shown.body())


def _made(body: bytes, *, content_type: str) -> HttpResponse:
    return HttpResponse(body, content_type=content_type, headers={"Cache-Control": FOR_GOOD})


def _page(content: str | bytes, *, content_type: str | None = None) -> HttpResponse:
    return HttpResponse(content, content_type=content_type, headers={"Cache-Control": CACHE_CONTROL})
