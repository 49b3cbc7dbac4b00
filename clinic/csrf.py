"""What happens when a form's cookie does not match: a patient sees what they typed again, anybody else a plain page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from clinic.error_pages import error_page
from enquiries.views import show_again


def failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose CSRF token is missing or wrong; nothing of it has been acted upon."""
    ours = request.path.startswith(reverse("enquiries:start")) and request.method == "POST"
    return show_again(request) if ours else error_page(403)
