"""Sends the one security header that Django has no setting for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

type View = Callable[[HttpRequest], HttpResponseBase]


def permissions_policy(get_response: View) -> View:
    """Middleware: refuse the browser's sensors and devices on every page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    return middleware
