"""The address of the clinic's own answers to reception's questions."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from treatments import catalogue

from . import how, screens


class HowScreens(screens.Screen):
    """A part of the enquiries' screens."""

    def get_urls(self) -> list[URLPattern]:
        """Return this address before the others."""
        return screens.urls(self, ("how/", self.how_view, "how")) + super().get_urls()

    @method_decorator(require_safe)
    def how_view(self, request: HttpRequest) -> HttpResponse:
        """Show every answer that the clinic has given."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        content = catalogue.current()
        return screens.answer(
            self,
            request,
            "admin/enquiries/enquiry/how.html",
            title="How we do it",
            answers=content.reception.answers,
            clinicians=how.clinicians(content),
            clinic=content.clinic,
            catalogue=content,
        )
