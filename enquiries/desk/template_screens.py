"""The screens on which lead receptionists keep the templates of replies."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from treatments import catalogue
from treatments.catalogue import Catalogue
from treatments.schema.clinic import Clinic

from enquiries import reply_templates, variables
from enquiries.models import REPLY_LIMIT, TEMPLATE_NAME_LIMIT, Channel, Enquiry, Occasion, ReplyTemplate
from enquiries.reply_templates import ChangedMeanwhile, NotKept

from . import screens, wording

CHANGED_MEANWHILE = "Somebody changed this template while you had it open. Compare it with yours below, and save again."


class TemplateForm(forms.Form):
    """A template as a lead writes it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Name", required=False, max_length=TEMPLATE_NAME_LIMIT)
    text = forms.CharField(
        label="Words", required=False, max_length=2 * REPLY_LIMIT, widget=forms.Textarea(attrs={"rows": 18})
    )
    occasion = forms.ChoiceField(
        label="Offered by itself", required=False, choices=[("", "never; staff choose it"), *Occasion.choices]
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A template in the list."""

    template: ReplyTemplate
    changed: str


class TemplateScreens(screens.Screen):
    """A list, a form to add or change, and a button to retire or bring back; nothing is deleted."""

    def get_urls(self) -> list[URLPattern]:
        """Return our addresses alone: what the admin would add writes past the checks."""
        ours: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("", self.list_view, "changelist"),
            ("add/", self.form_view, "add"),
            ("<int:pk>/change/", self.form_view, "change"),
            ("<int:pk>/retire/", self.retire_view, "retire"),
            ("<int:pk>/bring-back/", self.bring_back_view, "bring_back"),
        ]
        gate = self.admin_site.admin_view
        return [path(where, gate(view), name=f"enquiries_replytemplate_{name}") for where, view, name in ours]

    @method_decorator(require_safe)
    def list_view(self, request: HttpRequest) -> HttpResponse:
        """Show what is offered, and what was retired."""
        _let_in(request)
        clinic, now = catalogue.current().clinic, timezone.now()
        lines = [_line(each, clinic, now) for each in ReplyTemplate.objects.order_by("name")]
        offered = [each for each in lines if each.template.retired_at is None]
        retired = [each for each in lines if each.template.retired_at]
        return self._answer(request, "list.html", title="Templates of replies", offered=offered, retired=retired)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def form_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Show the form of a new template or an old one, show it as a patient would read it, or keep it."""
        _let_in(request)
        template = _template(pk) if pk else None
        if request.method != "POST":
            return self._form(request, template, TemplateForm(initial=_initial(template)))
        form = TemplateForm(request.POST)
        if not form.is_valid():
            return self._form(request, template, form, status=screens.UNPROCESSABLE)
        given = form.cleaned_data
        if request.POST.get("step") == "preview":
            faults, preview = variables.faults(given["text"]), example(given["text"], catalogue.current())
            return self._form(request, template, form, faults=faults, preview=preview)
        return self._keep(request, template, form)

    @method_decorator(require_POST)
    def retire_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Offer a template no longer."""
        _let_in(request)
        return self._settle(request, pk, reply_templates.retire, "Retired: it is offered no more.")

    @method_decorator(require_POST)
    def bring_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Offer a retired template again."""
        _let_in(request)
        return self._settle(request, pk, reply_templates.bring_back, "It is offered again.")

    def _keep(self, request: HttpRequest, template: ReplyTemplate | None, form: TemplateForm) -> HttpResponse:
        given, by, now = form.cleaned_data, screens.actor(request), timezone.now()
        words = {"name": given["name"], "text": given["text"], "occasion": given["occasion"]}
        try:
            if template is None:
                reply_templates.add(**words, by=by, now=now)
            elif template.version != given["version"]:
                raise ChangedMeanwhile(template.pk)
            else:
                reply_templates.change(template=template, **words, by=by, now=now)
        except NotKept as why:
            return self._form(request, template, form, faults=why.faults, status=screens.UNPROCESSABLE)
        except ChangedMeanwhile:
            return self._changed_meanwhile(request, template.pk if template else 0)
        messages.success(request, "Kept. What was sent from it before stays as it was sent.")
        return _to_list()

    def _changed_meanwhile(self, request: HttpRequest, pk: int) -> HttpResponse:
        fresh = _template(pk)
        data = request.POST.copy()
        data["version"] = str(fresh.version)
        seen = {"faults": [CHANGED_MEANWHILE], "theirs": fresh.text, "status": screens.CONFLICT}
        return self._form(request, fresh, TemplateForm(data), **seen)

    def _settle(self, request: HttpRequest, pk: int, verb: Callable[..., None], done: str) -> HttpResponse:
        try:
            verb(template=_template(pk), by=screens.actor(request), now=timezone.now())
        except (NotKept, ChangedMeanwhile) as why:
            messages.error(request, str(why) if isinstance(why, NotKept) else CHANGED_MEANWHILE)
        else:
            messages.success(request, done)
        return _to_list()

    def _form(
        self, request: HttpRequest, template: ReplyTemplate | None, form: TemplateForm, **more: Any
    ) -> HttpResponse:
        title = f"Template: {template.name}" if template else "A new template"
        shown = {"form": form, "kept": template, "variables": variables.VARIABLES, **more}
        return self._answer(request, "form.html", title=title, **shown)

    def _answer(self, request: HttpRequest, name: str, **context: Any) -> HttpResponse:
        return screens.answer(self, request, f"admin/enquiries/replytemplate/{name}", **context)


def example(text: str, content: Catalogue) -> str:
    """Return a template as it would begin a reply to somebody made up."""
    somebody = Enquiry(
        reference="7KM2HX9M",
        name="Sam Example",
        contact_by=Channel.EMAIL,
        treatment=next(iter(content.treatments), ""),
        promised_by=datetime(2026, 1, 5, 15, 0, tzinfo=UTC),
    )
    return variables.filled(text, somebody, content)


def _line(template: ReplyTemplate, clinic: Clinic, now: datetime) -> Line:
    kind, _, number = template.changed_by.partition(":")
    account = User.objects.filter(pk=number).first() if kind == "staff" else None
    who = wording.account_name(account) if account else "a former colleague" if kind == "staff" else "the site"
    return Line(template, f"{who}, {wording.moment(template.changed_at, clinic, now)}")


def _initial(template: ReplyTemplate | None) -> dict[str, Any]:
    if template is None:
        return {}
    names = ("version", "name", "text", "occasion")
    return {name: getattr(template, name) for name in names}


def _let_in(request: HttpRequest) -> None:
    if not screens.account(request).has_perm("enquiries.keep_templates"):
        raise PermissionDenied


def _template(pk: int) -> ReplyTemplate:
    found = ReplyTemplate.objects.filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such template.")
    return found


def _to_list() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:enquiries_replytemplate_changelist"))
