"""The web server is given the whole site: what is published in front, Django behind."""

from django.core.handlers.wsgi import WSGIHandler
from pytest_django import Settings

from clinic.wsgi import whole_site
from tests.tiny_site import TinySite
from tests.visit import visit


def test_published_pages_stand_in_front_of_django(tiny_site: TinySite) -> None:
    tiny_site.publish()
    site = whole_site()
    assert "Last-Modified" in visit(site, "/").headers
    assert "Last-Modified" not in visit(site, "/live/").headers


def test_in_debugging_nothing_published_is_served(tiny_site: TinySite, settings: Settings) -> None:
    tiny_site.publish()
    settings.DEBUG = True
    assert isinstance(whole_site(), WSGIHandler)
