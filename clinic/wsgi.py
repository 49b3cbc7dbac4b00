"""The application that the web server calls: published pages and static files first, then Django."""

import os
from wsgiref.types import WSGIApplication

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")


def whole_site() -> WSGIApplication:
    """Return Django behind the front door, or alone in debugging, where pages are shown as they are on disk now."""
    django = get_wsgi_application()
    if settings.DEBUG:
        return django
    # Django must be set up before the front door can ask its middleware for headers.
    from clinic.front_door import FrontDoor  # noqa: PLC0415

    return FrontDoor(django, published=settings.PUBLISHED_DIR, static_root=settings.STATIC_ROOT)


application = whole_site()
