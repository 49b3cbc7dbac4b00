"""The addresses at which staff compare two enquiries, merge them, and undo it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from treatments import catalogue

from enquiries import audit, finding, merging
from enquiries.merging import MergeRefused
from enquiries.models import Enquiry, Happening
from enquiries.reference import grouped
from enquiries.workflow import MovedMeanwhile, MoveRefused

from . import merge, screens
from .screens import CONFLICT, UNPROCESSABLE, actor, to
from .screens import enquiry as read

CHANGED = "Somebody changed one of the two meanwhile. Look at them as they are now, and press again if it still holds."


class MergeScreens(screens.Screen):
    """A part of the enquiries' screens: `pk` is the enquiry that stays, `other` the one that is closed."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of merging before the others."""
        ours = screens.urls(
            self,
            ("<int:pk>/merge/", self.merge_with_view, "merge_with"),
            ("<int:pk>/merge/<int:other>/", self.merge_view, "merge"),
            ("<int:pk>/unmerge/<int:other>/", self.unmerge_view, "unmerge"),
        )
        return ours + super().get_urls()

    @method_decorator(require_safe)
    def merge_with_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead from a reference that somebody read out or typed to the two side by side."""
        self._may_merge(request)
        typed = request.GET.get("with", "")
        found = finding.find(typed) if finding.is_reference(typed) else None
        if found is None or not found.enquiries:
            messages.error(request, "There is no enquiry with this reference.")
            return to("change", pk)
        if not found.exact:
            messages.error(request, "One character of this reference is wrong. Check it, and type it once more.")
            return to("change", pk)
        return to("merge", pk, found.enquiries[0])

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def merge_view(self, request: HttpRequest, pk: int, other: int) -> HttpResponse:
        """Show the two side by side, then what comes of the choices, then merge them."""
        self._may_merge(request)
        into, enquiry = read(str(pk)), read(str(other))
        data = request.POST if request.method == "POST" else None
        form = merge.MergeForm(data, enquiry=enquiry, into=into)
        try:
            merging.check(enquiry=enquiry, into=into)
        except MergeRefused as why:
            return self._compare(request, enquiry, into, form, refused=str(why), status=UNPROCESSABLE)
        if data is None:
            self._opened(request, enquiry, into)
        if not form.is_valid():
            return self._compare(request, enquiry, into, form, status=UNPROCESSABLE if form.is_bound else 200)
        return self._merge(request, enquiry, into, form)

    @method_decorator(require_POST)
    def unmerge_view(self, request: HttpRequest, pk: int, other: int) -> HttpResponse:
        """Make two of them again."""
        self._may_merge(request)
        into, enquiry = read(str(pk)), read(str(other))
        form = merge.Versions(request.POST)
        try:
            _as_shown(form, enquiry, into)
            merging.unmerge(enquiry=enquiry, into=into, by=actor(request), now=timezone.now())
        except MovedMeanwhile:
            messages.error(request, CHANGED)
        except (MergeRefused, MoveRefused) as why:
            messages.error(request, str(why))
        else:
            messages.success(request, f"Undone: {grouped(enquiry.reference)} is an enquiry of its own again.")
        return to("change", pk, query=request.GET.urlencode())

    def _merge(self, request: HttpRequest, enquiry: Enquiry, into: Enquiry, form: merge.MergeForm) -> HttpResponse:
        try:
            _as_shown(form, enquiry, into)
            if not request.POST.get("confirmed"):
                return self._compare(request, enquiry, into, form, confirm=True)
            now = timezone.now()
            merging.merge(enquiry=enquiry, into=into, taken=form.taken(), by=actor(request), now=now)
        except MovedMeanwhile:
            fresh = read(str(enquiry.pk)), read(str(into.pk))
            again = merge.MergeForm(enquiry=fresh[0], into=fresh[1], initial=_chosen(form))
            return self._compare(request, *fresh, again, refused=CHANGED, may_go_on=True, status=CONFLICT)
        except (MergeRefused, MoveRefused) as why:
            return self._compare(request, enquiry, into, form, refused=str(why), may_go_on=True, status=UNPROCESSABLE)
        messages.success(request, f"{grouped(enquiry.reference)} was merged into this enquiry. It can be undone below.")
        return to("change", into.pk, query=request.GET.urlencode())

    def _compare(
        self, request: HttpRequest, enquiry: Enquiry, into: Enquiry, form: merge.MergeForm, **shown: Any
    ) -> HttpResponse:
        content, now = catalogue.current(), timezone.now()
        pair = {"enquiry": enquiry, "into": into}
        status = shown.pop("status", 200)
        if shown.get("confirm"):
            shown["outcome"] = merge.outcome(form, **pair, content=content)
        return screens.answer(
            self,
            request,
            "admin/enquiries/enquiry/merge.html",
            title="What comes of it" if shown.get("confirm") else "Merge two enquiries",
            lines=merge.lines(form, **pair, content=content),
            sides=[merge.side(each, content=content, now=now) for each in (into, enquiry)],
            form=form,
            here_query=request.GET.urlencode(),
            status=status,
            **pair,
            **shown,
        )

    def _opened(self, request: HttpRequest, *enquiries: Enquiry) -> None:
        for each in enquiries:
            now = timezone.now()
            audit.record(reference=each.reference, happening=Happening.OPENED, by=actor(request), now=now, details={})

    def _may_merge(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied


def _as_shown(form: merge.Versions | merge.MergeForm, enquiry: Enquiry, into: Enquiry) -> None:
    shown = form.cleaned_data if form.is_valid() else {}
    if (shown.get("version"), shown.get("other_version")) != (into.version, enquiry.version):
        raise MovedMeanwhile(into.reference)


def _chosen(form: merge.MergeForm) -> dict[str, str]:
    return {part: form.cleaned_data[part] for part in form.differing}
