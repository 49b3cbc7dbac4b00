"""The addresses of figures, the day sheet and retention below the desk's, who may use each, and what each answers."""

from collections.abc import Callable
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe
from treatments import catalogue
from treatments.opening_days import clock

from enquiries import export, figures, reference, retention
from enquiries.figures import pictures
from enquiries.models import Enquiry, HoldReason

from . import day_sheet, keeping, screens

SEE_FIGURES = "enquiries.see_figures"
VIEW = "enquiries.view_enquiry"
ERASE = "enquiries.delete_enquiry"
DEMONSTRATION = "demonstration"
ON_REQUEST = "patient-request"
KEPT_NOWHERE = {"Cache-Control": "private, no-store"}


type Keep = Callable[[HttpRequest, Enquiry], HttpResponse]


class ReportScreens(screens.Screen):
    """What the owner, and whoever plans the day, look at; and what leads do about keeping."""

    def get_urls(self) -> list[URLPattern]:
        """Return these addresses before the others."""
        ours = screens.urls(
            self,
            ("figures/", self.figures_view, "figures"),
            ("figures/table/", self.figures_table_view, "figures_table"),
            ("day-sheet/", self.day_sheet_view, "day_sheet"),
            ("retention/", self.retention_view, "retention"),
            ("<int:pk>/keeping/", self.keeping_view, "keeping"),
            ("<int:pk>/keeping/erase/", partial(self.keep_view, act=self._erase), "keeping_erase"),
            ("<int:pk>/keeping/copy/", partial(self.keep_view, act=self._copy), "keeping_copy"),
            ("<int:pk>/keeping/hold/", partial(self.keep_view, act=self._hold), "keeping_hold"),
            ("<int:pk>/keeping/let-go/", partial(self.keep_view, act=self._let_go), "keeping_let_go"),
        )
        return ours + super().get_urls()

    @method_decorator(require_safe)
    def figures_view(self, request: HttpRequest) -> HttpResponse:
        """Show the figures of a period, drawn and as tables."""
        _may(request, SEE_FIGURES)
        counted, offered = _count(request.GET.get("period", ""), demo=_is_demo(request.GET.get("of", "")))
        return self._report(
            request,
            "figures",
            title="Figures",
            figures=counted,
            periods=offered,
            columns=pictures.columns(counted.volume),
            points=pictures.points(counted.wait),
            rows=list(pictures.squares(counted.calls)),
            signs=pictures.column_signs(counted.calls),
            high=pictures.high(counted.calls),
            promises=pictures.bars(counted.promises),
            barred=[(each, pictures.bars(each)) for each in (counted.outcomes, counted.treatments, counted.sources)],
            demo=_is_demo(request.GET.get("of", "")),
            may_show_demo=not settings.PRODUCTION,
            least=figures.LEAST,
        )

    @method_decorator(require_POST)
    def figures_table_view(self, request: HttpRequest) -> HttpResponseBase:
        """Hand out the figures of a period as a table; that they left is an event."""
        _may(request, SEE_FIGURES)
        demo, now = _is_demo(request.POST.get("of", "")), timezone.now()
        counted, _ = _count(request.POST.get("period", ""), demo=demo)
        key = counted.period.key
        export.record(rows=0, columns=["figures"], reason=key, by=screens.actor(request), now=now)
        name = f"{'demonstration-' if demo else ''}figures-{key}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', **KEPT_NOWHERE}
        lines = figures.spreadsheet(counted, demo=demo, now=now)
        return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)

    @method_decorator(require_safe)
    def day_sheet_view(self, request: HttpRequest) -> HttpResponse:
        """Show today's calls to be printed; that each was seen is an event."""
        _may(request, VIEW)
        content, now = catalogue.current(), timezone.now()
        calls, more = day_sheet.calls(content=content, by=screens.actor(request), now=now)
        there = now.astimezone(ZoneInfo(content.clinic.time_zone))
        shown: dict[str, Any] = {"calls": calls, "more": more, "printed_on": there.date(), "printed_at": clock(there)}
        return self._report(request, "day_sheet", title="Calls today", **shown)

    @method_decorator(require_safe)
    def retention_view(self, request: HttpRequest) -> HttpResponse:
        """Show how long enquiries are kept, what is due to be erased, and what is held back."""
        _may(request, ERASE)
        shown = keeping.rule(clinic=catalogue.current().clinic, now=timezone.now())
        return self._report(request, "retention", title="Keeping and erasing", **shown)

    @method_decorator(require_safe)
    def keeping_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what a lead may do with everything that one person sent."""
        _may(request, ERASE)
        return self._keeping(request, get_object_or_404(Enquiry, pk=pk))

    @method_decorator(require_POST)
    def keep_view(self, request: HttpRequest, pk: int, act: Keep) -> HttpResponse:
        """Erase, hand out, hold back or let go, once it is confirmed."""
        _may(request, ERASE)
        return act(request, get_object_or_404(Enquiry, pk=pk))

    def _erase(self, request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
        form = keeping.EraseForm(request.POST, enquiry=enquiry)
        if not form.is_valid():
            return self._keeping(request, enquiry, erase_form=form, status=screens.UNPROCESSABLE)
        clinic, now = catalogue.current().clinic, timezone.now()
        try:
            gone = keeping.erase(form, by=screens.actor(request), now=now, clinic=clinic)
        except retention.OnHold:
            form.add_error(None, "One of them is held back from erasing: nothing was erased.")
            return self._keeping(request, enquiry, erase_form=form, status=screens.CONFLICT)
        messages.success(request, f"Erased {gone} enquir{'y' if gone == 1 else 'ies'}.")
        return screens.to("retention")

    def _copy(self, request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
        form = keeping.ChosenForm(request.POST, enquiry=enquiry)
        if not form.is_valid():
            return self._keeping(request, enquiry, copy_form=form, status=screens.UNPROCESSABLE)
        told = retention.export(enquiries=form.meant, reason=ON_REQUEST, by=screens.actor(request), now=timezone.now())
        headers = {"Content-Disposition": 'attachment; filename="what-we-hold.json"', **KEPT_NOWHERE}
        shown = {"indent": 2, "ensure_ascii": False}
        return JsonResponse(told, encoder=DjangoJSONEncoder, json_dumps_params=shown, headers=headers)

    def _hold(self, request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
        form = keeping.HoldForm(request.POST)
        if not form.is_valid():
            return self._keeping(request, enquiry, hold_form=form, status=screens.UNPROCESSABLE)
        reason = HoldReason(form.cleaned_data["reason"])
        retention.hold(enquiry=enquiry, reason=reason, by=screens.actor(request), now=timezone.now())
        messages.success(request, "It is held back from erasing.")
        return screens.to("keeping", enquiry.pk)

    def _let_go(self, request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
        retention.let_go(enquiry=enquiry, by=screens.actor(request), now=timezone.now())
        messages.success(request, "It is no longer held back: it is erased when its time is over.")
        return screens.to("keeping", enquiry.pk)

    def _keeping(self, request: HttpRequest, enquiry: Enquiry, *, status: int = 200, **forms: Any) -> HttpResponse:
        shown = {
            "erase_form": keeping.EraseForm(enquiry=enquiry),
            "copy_form": keeping.ChosenForm(enquiry=enquiry),
            "hold_form": keeping.HoldForm(),
        }
        name = reference.grouped(enquiry.reference)
        same = retention.of_same_person(enquiry).select_related("hold")
        context = {"enquiry": enquiry, "reference": name, "same": same, **shown, **forms, "all_forms": forms.values()}
        return self._report(request, "keeping", status=status, title=f"Keeping of {name}", **context)

    def _report(self, request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
        return screens.answer(self, request, f"admin/enquiries/enquiry/{name}.html", status=status, **context)


def _may(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _is_demo(of: str) -> bool:
    # Where patients are there is no demonstration to look at.
    return of == DEMONSTRATION and not settings.PRODUCTION


def _count(key: str, *, demo: bool) -> tuple[figures.Figures, tuple[figures.Period, ...]]:
    content, now = catalogue.current(), timezone.now()
    today = now.astimezone(ZoneInfo(content.clinic.time_zone)).date()
    counted = figures.count(period=figures.chosen(key, today), content=content, now=now, demo=demo)
    return counted, figures.choices(today)
