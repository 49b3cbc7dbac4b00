"""What every screen of the desk needs: who is asking, which enquiry, and the page around the answer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from enquiries import audit
from enquiries.models import Enquiry

if TYPE_CHECKING:
    Screen = admin.ModelAdmin[Any]
else:
    Screen = admin.ModelAdmin

CONFLICT = 409
UNPROCESSABLE = 422


def account(request: HttpRequest) -> User:
    """Return who is signed in."""
    assert isinstance(request.user, User)  # noqa: S101 - the gate let nobody else in
    return request.user


def actor(request: HttpRequest) -> str:
    """Return how events name who is signed in."""
    return audit.staff(account(request).pk)


def enquiry(pk: str) -> Enquiry:
    """Return the enquiry with this number. Raises Http404."""
    found = Enquiry.objects.select_related("assigned_to").filter(pk=pk).first() if pk.isdecimal() else None
    if found is None:
        raise Http404("There is no such enquiry.")
    return found


def answer(screen: Screen, request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Return a page of the desk."""
    whole = {**screen.admin_site.each_context(request), "opts": screen.opts, **context}
    return TemplateResponse(request, template, whole, status=status)


def to(name: str, *args: object, query: str = "") -> HttpResponseRedirect:
    """Return the way to a page of the desk; `query` is what follows the question mark."""
    address = reverse(f"admin:enquiries_enquiry_{name}", args=args)
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def urls(screen: Screen, *ours: tuple[str, Callable[..., HttpResponseBase], str]) -> list[URLPattern]:
    """Return addresses below those of enquiries, each with its view behind the gate and its name."""
    gate = screen.admin_site.admin_view
    return [path(where, gate(view), name=f"enquiries_enquiry_{name}") for where, view, name in ours]
