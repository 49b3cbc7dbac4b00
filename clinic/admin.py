"""The staff site at /desk/: Django's admin with our own home, entered through one gate."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone

from clinic.signin.doors import StaffDoor
from enquiries import digest, retention
from enquiries.desk import home
from treatments import catalogue


class Desk(StaffDoor):
    """Reception's desk, and everything else that staff do on the site."""

    site_header = "Reception's desk"
    site_title = "Desk"
    index_title = "What to do next"
    enable_nav_sidebar = False

    def __init__(self) -> None:
        super().__init__(name="desk")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show home: enquiries or figures to those who may see them, to everybody which pages are due for review."""
        content, now, account = catalogue.current(), timezone.now(), request.user
        shown = home.reviews(content=content, now=now)
        if isinstance(account, User) and account.has_perm("enquiries.view_enquiry"):
            shown |= home.context(account=account, content=content, now=now)
        elif isinstance(account, User) and account.has_perm("enquiries.see_figures"):
            shown |= {"month": home.this_month(content=content, now=now), "may_show_demo": not settings.PRODUCTION}
        shown |= trouble(request)
        return super().index(request, extra_context={**shown, **(extra_context or {})})


def trouble(request: HttpRequest) -> dict[str, Any]:
    """Return what went wrong with the work of the day, to those who can do something about it."""
    ran = retention.last_run() if request.user.has_perm("enquiries.delete_enquiry") else None
    return {
        "unsent_digest": digest.unsent() if request.user.has_perm("enquiries.view_enquiry") else None,
        "stopped_erasing": ran if ran and ran.stopped else None,
    }
