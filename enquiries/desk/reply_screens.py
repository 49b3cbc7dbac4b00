"""The addresses of replies below an enquiry: write one, take it back, and send again what failed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST
from treatments import catalogue
from treatments.catalogue import Catalogue

from enquiries import audit, notifications, outbox, presence, replies, variables
from enquiries.models import Enquiry, Happening, Mail, Notification, Reply
from enquiries.replies import NotReady
from enquiries.workflow import MovedMeanwhile, MoveRefused

from . import delivery, filters, record, replying, screens
from .replying import ReplyForm

TOO_LATE = "Too late to take it back: {}."
GONE = "it was taken back already"


class ReplyScreens(screens.Screen):
    """Replies to one enquiry."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of replies before those of the admin."""
        ours: list[tuple[str, Callable[..., HttpResponseBase], str]] = [
            ("<int:pk>/reply/", self.reply_view, "reply"),
            ("<int:pk>/reply/undo/", self.undo_view, "undo"),
            ("<int:pk>/reply/discard/", self.discard_view, "discard"),
            ("<int:pk>/again/", self.again_view, "again"),
        ]
        gate = self.admin_site.admin_view
        return [
            path(where, gate(view), name=f"enquiries_enquiry_{name}") for where, view, name in ours
        ] + super().get_urls()

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def reply_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form of a reply, put a template into it, show it as it will arrive, or send it."""
        enquiry = self._to_work_on(request, pk)
        if request.method == "POST":
            return self._step(request, enquiry)
        now, content = timezone.now(), catalogue.current()
        by = screens.actor(request)
        audit.record(reference=enquiry.reference, happening=Happening.OPENED, by=by, now=now, details={})
        presence.seen(enquiry=enquiry, account=screens.account(request), now=now)
        initial = replying.beginning(enquiry, chosen=request.GET.get("template", ""), content=content)
        initial |= {"version": enquiry.version, "last_event": record.last_event(enquiry)}
        return self._page(request, enquiry, ReplyForm(initial=initial, enquiry=enquiry))

    @method_decorator(require_POST)
    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a reply back while nobody has claimed it, and give its text back into the form."""
        enquiry = self._to_work_on(request, pk)
        typed = request.POST.get("reply", "")
        reply = Reply.objects.filter(pk=typed, enquiry=enquiry).first() if typed.isdecimal() else None
        if reply is None:
            messages.error(request, TOO_LATE.format(GONE))
            return _to(request, "change", pk)
        now = timezone.now()
        try:
            replies.take_back(reply=reply, by=screens.actor(request), now=now)
        except outbox.TooLate:
            owed = Notification.objects.filter(reply=reply).first()
            told = delivery.tell(owed, clinic=catalogue.current().clinic, now=now).words if owed else GONE
            messages.error(request, TOO_LATE.format(told))
            return _to(request, "change", pk)
        messages.success(request, "Taken back. Nothing was sent, and your text is here.")
        return _to(request, "reply", pk)

    @method_decorator(require_POST)
    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Throw away a reply that was taken back."""
        replies.discard(enquiry=self._to_work_on(request, pk))
        messages.success(request, "Thrown away. Nothing was sent.")
        return _to(request, "change", pk)

    @method_decorator(require_POST)
    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Owe mail again that was given up."""
        enquiry = self._to_work_on(request, pk)
        typed = request.POST.get("mail", "")
        owed = enquiry.notifications.filter(pk=typed).first() if typed.isdecimal() else None
        try:
            if owed is None:
                raise outbox.NotFailed(typed)
            outbox.retry(notification=owed, by=screens.actor(request), now=timezone.now())
        except outbox.NotFailed:
            messages.error(request, "Nothing was done: this mail is not given up.")
        else:
            messages.success(request, "It is sent again now.")
        return _to(request, "change", pk)

    def _to_work_on(self, request: HttpRequest, pk: int) -> Enquiry:
        enquiry = screens.enquiry(str(pk))
        if not self.has_change_permission(request, enquiry):
            raise PermissionDenied
        return enquiry

    def _step(self, request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
        content, data = catalogue.current(), request.POST.copy()
        form = ReplyForm(data, enquiry=enquiry)
        if not form.is_valid():
            return self._page(request, enquiry, form, status=screens.UNPROCESSABLE)
        given, step = form.cleaned_data, request.POST.get("step")
        if step == "draft":
            return self._draft(request, enquiry, form, content)
        if step == "keep":
            return self._keep(request, enquiry, form)
        data["text"] = text = variables.filled(given["text"], enquiry, content)
        if step == "send":
            return self._send(request, enquiry, form, text)
        preview = notifications.words_of_reply(enquiry, text)
        return self._page(request, enquiry, form, todo=variables.unfilled(text), preview=preview)

    def _draft(self, request: HttpRequest, enquiry: Enquiry, form: ReplyForm, content: Catalogue) -> HttpResponse:
        given: dict[str, Any] = form.cleaned_data
        data: Any = form.data
        if template := given["template"]:
            begun = {"used": given["used"], "template": template, "enquiry": enquiry, "content": content}
            data["text"] = replying.drafted(given["text"], **begun)
            data["used"] = str(template.pk)
        return self._page(request, enquiry, form)

    def _keep(self, request: HttpRequest, enquiry: Enquiry, form: ReplyForm) -> HttpResponse:
        given = form.cleaned_data
        words, waits = given["text"], given.get("waits", False)
        try:
            replies.keep(enquiry=enquiry, text=words, waits=waits, by=screens.actor(request), now=timezone.now())
        except NotReady as why:
            return self._page(request, enquiry, form, todo=why.todo, status=screens.UNPROCESSABLE)
        if words.strip():
            messages.success(request, "Your reply is kept, and has not been sent. Go on writing it when you like.")
        return _to(request, "change", enquiry.pk)

    def _send(self, request: HttpRequest, enquiry: Enquiry, form: ReplyForm, text: str) -> HttpResponse:
        given, now = form.cleaned_data, timezone.now()
        try:
            if enquiry.version != given["version"]:
                raise MovedMeanwhile(enquiry.reference)
            replies.send(
                enquiry=enquiry,
                text=text,
                waits=given.get("waits", False),
                submission_id=given["submission"],
                by=screens.actor(request),
                now=now,
                clinic=catalogue.current().clinic,
            )
        except MovedMeanwhile:
            if not replies.earlier(given["submission"]):
                return self._stale(request, enquiry.pk, form)
        except MoveRefused as why:
            todo = why.todo if isinstance(why, NotReady) else (str(why),)
            return self._page(request, enquiry, form, todo=todo, status=screens.UNPROCESSABLE)
        return _to(request, "change", enquiry.pk)

    def _stale(self, request: HttpRequest, pk: int, form: ReplyForm) -> HttpResponse:
        fresh, content, now = screens.enquiry(str(pk)), catalogue.current(), timezone.now()
        since = record.since(fresh, event=form.cleaned_data["last_event"], content=content, now=now)
        data: Any = form.data
        data["version"], data["last_event"] = str(fresh.version), str(record.last_event(fresh))
        return self._page(request, fresh, form, stale=True, since=since, status=screens.CONFLICT)

    def _page(
        self, request: HttpRequest, enquiry: Enquiry, form: ReplyForm, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        content, now = catalogue.current(), timezone.now()
        shows, stood = filters.read_now(request.GET.dict(), content=content), record.stood_in(request.GET)
        account = screens.account(request)
        shown = record.context(enquiry, account=account, content=content, now=now, shows=shows, stood=stood)
        return screens.answer(
            self,
            request,
            "admin/enquiries/enquiry/reply.html",
            title=f"Reply to enquiry {shown['reference']}",
            reply_form=form,
            subject=notifications.subject(enquiry, Mail.REPLY),
            cautions=replying.cautions(enquiry),
            variables=variables.VARIABLES,
            seconds=int(outbox.HOLD.total_seconds()),
            status=status,
            **shown,
            **more,
        )


def _to(request: HttpRequest, name: str, pk: int) -> HttpResponseRedirect:
    # The list it was opened from, and the place in it; a template is chosen once.
    query = request.GET.copy()
    query.pop("template", None)
    return screens.to(name, pk, query=query.urlencode())
