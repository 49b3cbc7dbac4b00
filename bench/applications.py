"""What the site is measured against: Django alone with the site's pages, and Django with a view that does nothing."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")


def bare(request: HttpRequest) -> HttpResponse:
    """Answer with two letters."""
    return HttpResponse("ok")


urlpatterns = [path("", bare)]


def rendered() -> WSGIHandler:
    """Return Django with the site's own pages, rendered for each request."""
    return get_wsgi_application()


def bare_view() -> WSGIHandler:
    """Return Django with the bare view, and the site's middleware around it."""
    settings.ROOT_URLCONF = __name__
    return get_wsgi_application()


def barest_view() -> WSGIHandler:
    """Return Django with the bare view, and no middleware at all."""
    # Some applications refuse to be set up without their middleware.
    django.setup()
    settings.ROOT_URLCONF, settings.MIDDLEWARE = __name__, []
    return WSGIHandler()
