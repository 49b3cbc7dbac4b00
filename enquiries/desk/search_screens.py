"""The addresses at which staff find an enquiry; what they typed stands in no address, no session and no event."""

import secrets
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe
from treatments import catalogue

from enquiries import audit, finding, misheard, reference
from enquiries.models import Enquiry, Happening

from . import queue, saved_views, screens
from .screens import account, actor, to

KEPT_SEARCHES = 5

NOT_FOUND = {
    finding.By.REFERENCE: "No enquiry has this reference, nor one that differs from it in one character.",
    finding.By.NUMBER: "No enquiry has a phone number with these digits. Try only the last 4 of them, or the name.",
    finding.By.ADDRESS: "No email address begins like this. Try its first letters only, or the name.",
    finding.By.NAME: "No name and no email address begins like this, and no reference is like it. It may be spelt "
    "another way: try the first 3 letters of the surname, the first name, or the last 4 digits of the phone number.",
}
MISHEARD = (
    "No name begins like this. Did you mean one of these? Their names are the most like it. If none is right, try the "
    "first 3 letters of the surname, the first name, or the last 4 digits of the phone number."
)
KINDS = {
    finding.By.REFERENCE: "by reference",
    finding.By.NUMBER: "by phone number",
    finding.By.ADDRESS: "by email address",
    finding.By.NAME: "by name",
}


class SearchScreens(screens.Screen):
    """A part of the enquiries' screens."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of searching before the others."""
        ours = screens.urls(
            self, ("search/", self.search_view, "search"), ("found/<str:token>/", self.found_view, "found")
        )
        return ours + super().get_urls()

    @method_decorator(require_POST)
    def search_view(self, request: HttpRequest) -> HttpResponse:
        """Find enquiries by what was typed, which goes into neither an address nor the session."""
        self._may_see(request)
        typed = request.POST.get("typed", "")
        try:
            found = _find(typed)
        except finding.TooLittle as why:
            messages.error(request, str(why))
            return to("changelist")
        self._searched(request, found)
        if found.by is finding.By.REFERENCE and not found.exact:
            return self._did_you_mean(request, typed, found)
        if len(found.enquiries) == 1 and found.exact:
            return to("change", found.enquiries[0])
        token = secrets.token_urlsafe(8)
        earlier = list(request.session.get("found", {}).items())[1 - KEPT_SEARCHES :]
        kept = {"ids": list(found.enquiries), "more": found.more, "by": found.by.value}
        request.session["found"] = dict([*earlier, (token, kept)])
        return to("found", token)

    @method_decorator(require_safe)
    def found_view(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show what a search found; the session knows which enquiries, and not by what."""
        self._may_see(request)
        found = request.session.get("found", {}).get(token)
        if found is None:
            raise Http404("This search is over.")
        by = finding.By(found["by"])
        return self._found(request, found["ids"], said=_how_many(len(found["ids"]), by, more=found["more"]))

    def lead_to(self, request: HttpRequest, typed: str) -> HttpResponse:
        """Lead a link with a reference to its enquiry; one with a wrong character leads nowhere by itself."""
        found = finding.find(typed) if finding.is_reference(typed) else None
        if found is None or found.by is not finding.By.REFERENCE or not found.enquiries:
            messages.error(request, "There is no enquiry with this reference. Search for a name or a number instead.")
            return to("changelist")
        if not found.exact:
            self._searched(request, found)
            return self._did_you_mean(request, typed, found)
        return to("change", found.enquiries[0])

    def _did_you_mean(self, request: HttpRequest, typed: str, found: finding.Found) -> HttpResponse:
        # Answered at once and not by a token, because it repeats what was typed.
        meant = [
            f"{reference.grouped(code)}, {name}"
            for code, name in Enquiry.objects.filter(pk__in=found.enquiries).values_list("reference", "name")
        ]
        said = f"There is no {reference.as_typed(typed)}. Did you mean {', or '.join(meant)}?"
        return self._found(request, found.enquiries, said=said)

    def _found(self, request: HttpRequest, ids: list[int] | tuple[int, ...], *, said: str) -> HttpResponse:
        content, now, who = catalogue.current(), timezone.now(), account(request)
        kept = saved_views.of(who, content=content)
        enquiries = Enquiry.objects.filter(pk__in=ids).select_related("assigned_to").order_by("-pk")
        shown: dict[str, Any] = {
            **saved_views.tabs(kept, None, None, saved_views.counts(kept, account=who, content=content, now=now)),
            "rows": queue.rows(list(enquiries), account=who, content=content, now=now),
        }
        template = "admin/enquiries/enquiry/queue.html"
        return screens.answer(self, request, template, title="Found", found_said=said, **shown)

    def _searched(self, request: HttpRequest, found: finding.Found) -> None:
        details: dict[str, audit.Detail] = {"found": len(found.enquiries), "result": found.by.value}
        audit.record(reference="", happening=Happening.SEARCHED, by=actor(request), now=timezone.now(), details=details)

    def _may_see(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def _find(typed: str) -> finding.Found:
    found = finding.find(typed)
    if found.enquiries or found.by is not finding.By.NAME:
        return found
    offered = misheard.near(typed)
    return offered if offered.enquiries else found


def _how_many(count: int, by: finding.By, *, more: bool) -> str:
    if by is finding.By.MISHEARD:
        return MISHEARD
    if not count:
        return f"Nothing was found. {NOT_FOUND[by]}"
    if more:
        return (
            f"The latest {count} of many enquiries found {KINDS[by]}. "
            "Type more of the name or the number to narrow it down."
        )
    return f"{count} enquiries found {KINDS[by]}." if count > 1 else f"1 enquiry found {KINDS[by]}."
