"""A site of three pages and some that must not be published, to test publishing and serving by themselves."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.decorators.vary import vary_on_cookie

from tests.treatments import mini
from treatments import catalogue
from treatments.publish import Published, publish
from treatments.versions import Version

TODAYS_NOTICE = ""
FAILURE: Exception = ImproperlyConfigured("the picture is missing")
PATHS = ("/", "/about/", "/robots.txt")


@cache_control(public=True, max_age=60)
def home(request: HttpRequest) -> HttpResponse:
    """Say what the clinic's file says, at a length worth compressing."""
    strapline = catalogue.current().clinic.strapline
    return HttpResponse(f"<h1>{strapline}</h1>{TODAYS_NOTICE}" + "<p>Ask us anything.</p>" * 200)


def about(request: HttpRequest) -> HttpResponse:
    """Say what never changes."""
    return HttpResponse("<h1>About us</h1>" + "<p>We are a demonstration.</p>" * 200)


def robots(request: HttpRequest) -> HttpResponse:
    """Answer with a file that is too short to compress."""
    return HttpResponse("User-agent: *\n", content_type="text/plain")


def live(request: HttpRequest) -> HttpResponse:
    """Answer with a page that is never published."""
    return HttpResponse(catalogue.current().clinic.strapline)


def failing(request: HttpRequest) -> HttpResponse:
    """Fail."""
    raise FAILURE


def with_cookie(request: HttpRequest) -> HttpResponse:
    """Answer one visitor with a cookie of their own."""
    response = HttpResponse("yours")
    response.set_cookie("visitor", "1")
    return response


@vary_on_cookie
def varied(request: HttpRequest) -> HttpResponse:
    """Answer according to the visitor's cookies."""
    return HttpResponse("yours")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for a page that is not there."""
    return HttpResponse("<h1>Not here</h1>", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for a page that failed."""
    return HttpResponse("<h1>Something failed</h1>", status=500)


handler404 = not_found
handler500 = server_error
urlpatterns = [
    path("", home),
    path("about/", about),
    path("robots.txt", robots),
    path("live/", live),
    path("failing/", failing),
    path("cookie/", with_cookie),
    path("varied/", varied),
]


@dataclass
class TinySite:
    """The tiny site's folders, and what an editor and an operator do there."""

    content: Path
    published: Path
    static: Path

    def edit(self, strapline: str) -> None:
        """Save another strapline in the clinic's file."""
        file = self.content / "clinic.yaml"
        file.write_text(re.sub("^strapline: .*$", f"strapline: {strapline}", file.read_text(), flags=re.MULTILINE))

    def break_a_file(self) -> None:
        """Save the clinic's file half-written."""
        (self.content / "clinic.yaml").write_text("name: [\n")

    def publish(self, *paths: str) -> Version:
        """Publish these paths, or the usual ones."""
        return self.run(*paths).version

    def run(self, *paths: str) -> Published:
        """Publish, and return all that there is to say about it."""
        return publish(public_paths=lambda _: paths or PATHS, today=mini.TODAY)
