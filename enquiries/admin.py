"""The addresses of the desk below /desk/enquiries/enquiry/, who may use each, and what each answers."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from treatments import catalogue

from . import audit, consent, export, intake, presence, saved
from .desk import bulk, entry, filters, forms, queue, record, saved_views, wording
from .desk.forms import Act, Pressed
from .desk.how_screens import HowScreens
from .desk.merge_screens import MergeScreens
from .desk.reply_screens import ReplyScreens
from .desk.reports import ReportScreens
from .desk.screens import CONFLICT, UNPROCESSABLE, answer
from .desk.screens import account as _account
from .desk.screens import actor as _actor
from .desk.screens import enquiry as _enquiry
from .desk.screens import to as _to
from .desk.search_screens import SearchScreens
from .desk.taking_out import ExportForm
from .desk.template_screens import TemplateScreens
from .desk.view_screens import ViewScreens
from .models import Enquiry, Happening, ReplyTemplate
from .reference import grouped, spoken
from .workflow import MovedMeanwhile, MoveRefused

TYPED = ("close", "assign", "snooze", "note", "correct", "move")
"""The buttons of an enquiry's page beside which something is typed or chosen."""

admin.site.register(ReplyTemplate, TemplateScreens)


@admin.register(Enquiry)
class EnquiryAdmin(SearchScreens, HowScreens, ReplyScreens, MergeScreens, ViewScreens, ReportScreens):
    """Reception's queue and the page of one enquiry. Buttons call the domain; nothing else writes."""

    def get_urls(self) -> list[URLPattern]:
        """Return our addresses before those of the admin."""
        ours: list[tuple[str, Callable[..., HttpResponseBase], str]] = [
            ("counts/", self.counts_view, "counts"),
            ("bulk/", self.bulk_view, "bulk"),
            ("export/", self.export_view, "export"),
            ("<int:pk>/act/<slug:verb>/", self.act_view, "act"),
            ("<int:pk>/here/", self.here_view, "here"),
        ]
        gate = self.admin_site.admin_view
        return [
            path(where, gate(view), name=f"enquiries_enquiry_{name}") for where, view, name in ours
        ] + super().get_urls()

    def has_delete_permission(self, request: HttpRequest, obj: Enquiry | None = None) -> bool:
        """Nobody deletes here: what is too old goes through retention."""
        return False

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Take down what somebody asks on the telephone or at the desk, in the questions of the patients' own form."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        content, now = catalogue.current(), timezone.now()
        form = entry.EntryForm(request.POST if request.method == "POST" else None, catalogue=content)
        if form.is_valid():
            try:
                stored = entry.store(form, by=_actor(request), content=content, now=now)
                aloud = f"{grouped(stored.reference)} ({', '.join(spoken(stored.reference))})"
                messages.success(request, f"Stored. Read them this reference: {aloud}.")
                return _to("change", stored.pk)
            except intake.NotStored:
                form.add_error(None, "It could not be stored just now. Nothing is lost: press Store once more.")
        return self._answer(
            request,
            "admin/enquiries/enquiry/entry.html",
            title="Enquiry by phone or at the desk",
            form=form,
            script=consent.STATEMENT,
            status=UNPROCESSABLE if form.is_bound else 200,
        )

    @method_decorator(require_safe)
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show one tab of the queue, or lead a link with a reference to its enquiry."""
        self._may_see(request)
        if typed := request.GET.get("q"):
            return self.lead_to(request, typed)
        number = _page_number(request.GET.get("page", ""))
        return self._list(request, request.GET.dict(), bulk.BulkForm(), number=number)

    def _list(
        self,
        request: HttpRequest,
        given: dict[str, str],
        form: bulk.BulkForm,
        *,
        number: int,
        chosen: Sequence[str] = (),
        status: int = 200,
    ) -> HttpResponse:
        content, now, account = catalogue.current(), timezone.now(), _account(request)
        kept = saved_views.of(account, content=content)
        first = saved.first_of(account)
        view = saved_views.asked(given, kept, first=first)
        staff = list(forms.colleagues())
        shows = view.shows if view else filters.read(given, content=content, staff=staff)
        enquiries, more = queue.page(filters.found(shows, account=account, clinic=content.clinic, now=now), number)
        return self._answer(
            request,
            "admin/enquiries/enquiry/queue.html",
            title=view.view.name if view else queue.LABELS[shows.tab],
            **saved_views.tabs(kept, shows, view, saved_views.counts(kept, account=account, content=content, now=now)),
            shows=shows,
            view=view,
            list_query=f"view={view.view.pk}" if view else shows.query,
            list_name=queue.LABELS[shows.tab],
            list_order=queue.ORDER.get(shows.tab, "the most pressing first"),
            opens_first=view is not None and view.view.pk == first,
            may_share=account.has_perm("enquiries.share_views"),
            filter_form=filters.FilterForm(shows, content=content, staff=staff),
            may_filter=shows.tab in queue.OPEN_TABS,
            rows=queue.rows(enquiries, account=account, content=content, now=now, query=shows.query),
            previous=number - 1,
            next=number + 1 if more else 0,
            may_choose=self.has_change_permission(request) and bool(enquiries),
            bulk_form=form,
            number=number,
            chosen=chosen,
            status=status,
        )

    @method_decorator(require_POST)
    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        """Ask once more what is to be done to the chosen enquiries, then do it and say what became of each."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        form, number = bulk.BulkForm(request.POST), _page_number(request.POST.get("page", ""))
        content, now, account = catalogue.current(), timezone.now(), _account(request)
        chosen, shows = request.POST.getlist("chosen"), filters.read_now(request.POST.dict(), content=content)
        if form.is_valid() and form.cleaned_data["whole_list"] and not request.POST.get("confirmed"):
            chosen = bulk.whole(filters.found(shows, account=account, clinic=content.clinic, now=now))
        if form.is_valid() and not chosen:
            form.add_error(None, "Choose at least one enquiry.")
        if not form.is_valid() or request.POST.get("back"):
            status = 200 if form.is_valid() else UNPROCESSABLE
            return self._list(request, shows.given, form, number=number, chosen=chosen, status=status)
        meant = bulk.parsed(chosen)
        shown: dict[str, Any] = {"form": form, "shows": shows, "chosen": chosen, "number": number}
        shown |= {"deed": form.in_words(), "named": bulk.named(meant)}
        if request.POST.get("confirmed"):
            deed = bulk.Deed(_actor(request), account, now, content.clinic)
            shown["results"] = bulk.do(chosen=meant, given=form.cleaned_data, act=deed)
        return self._answer(request, "admin/enquiries/enquiry/bulk.html", title=shown["deed"], **shown)

    @method_decorator(require_safe)
    def counts_view(self, request: HttpRequest) -> HttpResponse:
        """Return the counts of the tabs, for pages that keep themselves up to date."""
        self._may_see(request)
        content, account = catalogue.current(), _account(request)
        kept = saved_views.of(account, content=content)
        return JsonResponse(saved_views.counts(kept, account=account, content=content, now=timezone.now()))

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """Hand out chosen columns of enquiries as a table, once it is said why."""
        if not request.user.has_perm("enquiries.export_enquiries"):
            raise PermissionDenied
        content, now = catalogue.current(), timezone.now()
        form = ExportForm(request.POST if request.method == "POST" else None)
        if not form.is_valid():
            status = UNPROCESSABLE if form.is_bound else 200
            template = "admin/enquiries/enquiry/export.html"
            return self._answer(request, template, title="Export enquiries", form=form, status=status)
        given, found = form.cleaned_data, form.chosen(content.clinic)
        rows = min(found.count(), export.MOST)
        export.record(rows=rows, columns=given["columns"], reason=given["reason"], by=_actor(request), now=now)
        table = export.lines(found, columns=given["columns"])
        headers = {"Content-Disposition": 'attachment; filename="enquiries.csv"', "Cache-Control": "private, no-store"}
        return StreamingHttpResponse(table, content_type="text/csv; charset=utf-8", headers=headers)

    @method_decorator(require_safe)
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one enquiry; that somebody opened it is an event."""
        self._may_see(request)
        enquiry, now = _enquiry(object_id), timezone.now()
        if enquiry.merged_into_id:
            messages.info(request, f"{grouped(enquiry.reference)} was merged into this enquiry, which stands for both.")
            return _to("change", enquiry.merged_into_id)
        audit.record(reference=enquiry.reference, happening=Happening.OPENED, by=_actor(request), now=now, details={})
        presence.seen(enquiry=enquiry, account=_account(request), now=now)
        return self._record(request, enquiry)

    @method_decorator(require_POST)
    def act_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Do what a button says, or show the page again with what stands in the way and what was typed."""
        enquiry = _enquiry(str(pk))
        if not self.has_change_permission(request, enquiry):
            raise PermissionDenied
        if verb not in forms.BUTTONS:
            raise Http404(verb)
        form = forms.BUTTONS[verb][0](request.POST, auto_id=f"{verb}-%s")
        if not form.is_valid():
            return self._record(request, enquiry, verb=verb, form=form, status=UNPROCESSABLE)
        given = form.cleaned_data
        content, now = catalogue.current(), timezone.now()
        try:
            if enquiry.version != given["version"]:
                raise MovedMeanwhile(enquiry.reference)
            offered = not wording.not_offered(enquiry, content)
            act = Act(enquiry, _actor(request), _account(request), now, content.clinic, offered)
            done = forms.press(verb, act, given)
        except MovedMeanwhile:
            fresh = _enquiry(str(pk))
            since = record.since(fresh, event=given["last_event"], content=content, now=now)
            return self._record(request, fresh, verb=verb, form=form, since=since, stale=True, status=CONFLICT)
        except (MoveRefused, intake.NotSuspected) as why:
            form.add_error(None, str(why) if isinstance(why, MoveRefused) else "It was released already.")
            return self._record(request, _enquiry(str(pk)), verb=verb, form=form, status=UNPROCESSABLE)
        messages.success(request, done)
        return _to("change", pk, query=request.GET.urlencode())

    @method_decorator(require_POST)
    def here_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note that the page is still open, and return who else has it open."""
        self._may_see(request)
        enquiry, account, now = _enquiry(str(pk)), _account(request), timezone.now()
        presence.seen(enquiry=enquiry, account=account, now=now)
        others = presence.others(enquiries=[pk], account=account, now=now).get(pk, [])
        return JsonResponse({"others": [wording.account_name(each) for each in others], "version": enquiry.version})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the timeline, which says more than the admin's own history."""
        self._may_see(request)
        return _to("change", _enquiry(object_id).pk)

    def _record(self, request: HttpRequest, enquiry: Enquiry, *, status: int = 200, **more: Any) -> HttpResponse:
        content, now, account = catalogue.current(), timezone.now(), _account(request)
        shows = filters.read_now(request.GET.dict(), content=content)
        shown = record.context(
            enquiry, account=account, content=content, now=now, shows=shows, stood=record.stood_in(request.GET)
        )
        return self._answer(
            request,
            "admin/enquiries/enquiry/record.html",
            title=f"Enquiry {shown['reference']}",
            status=status,
            clinic=content.clinic,
            catalogue=content,
            **{f"{name}_form": _form(name, enquiry, more, request.POST.dict()) for name in TYPED},
            may_act=self.has_change_permission(request, enquiry),
            **shown,
            **more,
        )

    def _answer(self, request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        return answer(self, request, template, status=status, **context)


def _form(name: str, enquiry: Enquiry, shown: dict[str, Any], typed: dict[str, str]) -> Pressed:
    # Whatever was typed stands there again when something could not be done, not only what that button needs.
    stands = {"phone": enquiry.phone, "email": enquiry.email, "to": enquiry.assigned_to_id, **typed}
    return shown["form"] if shown.get("verb") == name else forms.BUTTONS[name][0](auto_id=f"{name}-%s", initial=stands)


def _page_number(text: str) -> int:
    return min(max(int(text), 1), queue.LAST_PAGE) if text.isdecimal() and len(text) < 4 else 1
