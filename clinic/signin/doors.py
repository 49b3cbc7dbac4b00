"""The admin's own ways in and out, all led to the one sign-in page."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from clinic.signin import second_factor


class StaffDoor(admin.AdminSite):
    """An admin site whose staff have shown a second factor; it has no sign-in page of its own."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Return whether this is staff, with a second factor where one is required."""
        return bool(super().has_permission(request)) and second_factor.passed(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to the sign-in page, and from there to where the person was going."""
        back_to = request.GET.get("next", "")
        query = f"?{urlencode({'next': back_to})}" if back_to else ""
        return HttpResponseRedirect(reverse("account_login") + query)

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Sign out when asked to by a form; a link alone signs nobody out."""
        if request.method == "POST":
            logout(request)
        return HttpResponseRedirect(reverse("account_logout"))

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to where passwords are changed."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def password_change_done(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to where passwords are changed."""
        return HttpResponseRedirect(reverse("account_change_password"))
