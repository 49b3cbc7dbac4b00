"""The addresses at which staff keep a view of the queue under a name, remove it, and have the queue open with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST
from treatments import catalogue

from enquiries import saved
from enquiries.models import SavedView
from enquiries.saved import NotKept

from . import filters, screens
from .screens import account, to


class ViewScreens(screens.Screen):
    """A part of the enquiries' screens. Views hold no search words, so nothing in them is about a patient."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of saved views before the others."""
        ours = screens.urls(
            self,
            ("views/keep/", self.keep_saved_view, "keep_view"),
            ("views/<int:pk>/remove/", self.remove_saved_view, "remove_view"),
            ("views/<int:pk>/first/", self.open_saved_view, "first_view"),
        )
        return ours + super().get_urls()

    @method_decorator(require_POST)
    def keep_saved_view(self, request: HttpRequest) -> HttpResponse:
        """Keep what the list on the screen shows."""
        self._may_keep(request)
        shows = filters.read_now(request.POST.dict(), content=catalogue.current())
        shared = bool(request.POST.get("shared"))
        try:
            view = saved.keep(name=request.POST.get("name", ""), shows=shows.given, by=account(request), shared=shared)
        except NotKept as why:
            messages.error(request, str(why))
            return to("changelist", query=shows.query)
        messages.success(request, f"Kept as “{view.name}”{' for everybody' if shared else ''}.")
        return to("changelist", query=f"view={view.pk}")

    @method_decorator(require_POST)
    def remove_saved_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Remove a view; the enquiries in it are not touched."""
        self._may_keep(request)
        view = _view(pk)
        try:
            saved.remove(view=view, by=account(request))
        except NotKept as why:
            messages.error(request, str(why))
            return to("changelist", query=f"view={pk}")
        messages.success(request, f"The view “{view.name}” is removed. Its enquiries are where they were.")
        return to("changelist", query="tab=to-do")

    @method_decorator(require_POST)
    def open_saved_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have the queue open with this view from now on, or no longer."""
        self._may_keep(request)
        opens = bool(request.POST.get("opens"))
        try:
            saved.open_first(view=_view(pk) if opens else None, account=account(request))
        except NotKept as why:
            messages.error(request, str(why))
        return to("changelist", query=f"view={pk}")

    def _may_keep(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def _view(pk: int) -> SavedView:
    found = SavedView.objects.filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such view.")
    return found
