"""The one gate before every staff address: who is there, with a second factor, and lately enough."""

from collections.abc import Callable
from time import time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse

from clinic.signin import devices, idle, parked, second_factor

type View = Callable[[HttpRequest], HttpResponseBase]

METHODS = ("GET", "HEAD", "POST")
"""What the desk's pages and scripts send. Views of the admin would take any other method for one of these."""

OPEN = frozenset(
    {
        "account_inactive",
        "account_login",
        "account_logout",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "desk:login",
        "desk:logout",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "signin:session",
    }
)
"""What a stranger may ask for: nothing of it tells anything about anybody."""

ENROLMENT = frozenset(
    {
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)
"""What somebody with a password alone may ask for, to set up a second factor."""

UNATTENDED = frozenset({"desk:enquiries_enquiry_here"})
"""What a page sends by itself as long as it is open: nobody need be sitting there."""

KEPT_FORM = "signin:kept_form"
STAY = "signin:session"
"""Asked with POST when somebody pressed a key or said that they are there; with GET it only tells."""
FORGET = '"cache", "storage"'
"""Not cookies: the session's is deleted by name, and the one by which a computer is known is to stay."""


class Gate:
    """Middleware: stands before all below the desk's address; the rest of the site does not notice it."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; keep nothing of a staff page anywhere, and everything off a computer that somebody signs out from."""
        if not request.path.startswith(settings.DESK_ROOT):
            return self.get_response(request)
        was_signed_in = SESSION_KEY in request.session
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        if request.user.is_authenticated:
            if second_factor.passed(request):
                devices.remember(request, response, account=request.user.pk)
        elif was_signed_in:
            response.headers["Clear-Site-Data"] = FORGET
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let a request through to its view, or answer it here."""
        if not request.path.startswith(settings.DESK_ROOT):
            return None
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        name = request.resolver_match.view_name if request.resolver_match else ""
        now = time()
        if request.user.is_authenticated and (turned_away := _end_or_go_on(request, name, now=now)):
            return turned_away
        return None if name in OPEN else _admit(request, name, now=now)


def _end_or_go_on(request: HttpRequest, name: str, *, now: float) -> HttpResponseBase | None:
    if not idle.seconds_left(request.session, now=now):
        if name not in OPEN and parked.is_for(request) and not is_background(request):
            parked.park(request, now=now)
            return _to_sign_in(request, back_to=reverse(KEPT_FORM))
        logout(request)
    elif not getattr(request.user, "is_staff", False):
        logout(request)
    elif _is_here(request, name):
        idle.touch(request.session, now=now)
    return None


def _is_here(request: HttpRequest, name: str) -> bool:
    said_so = name == STAY and request.method == "POST"
    return said_so or not (is_background(request) or name in UNATTENDED)


def _admit(request: HttpRequest, name: str, *, now: float) -> HttpResponseBase | None:
    if not request.user.is_authenticated:
        return _to_sign_in(request, back_to=request.get_full_path() if request.method == "GET" else "")
    if second_factor.passed(request):
        return _to_kept_form(request, name, now=now)
    if not second_factor.has_one(request.user):
        return None if name in ENROLMENT else HttpResponseRedirect(reverse("mfa_index"))
    logout(request)
    return _to_sign_in(request, back_to="")


def _to_kept_form(request: HttpRequest, name: str, *, now: float) -> HttpResponseBase | None:
    going_to = parked.path(request.session, owner=request.user.pk, now=now)
    if going_to and request.method == "POST" and request.get_full_path() == going_to:
        parked.release(request.session)
    elif going_to and not is_background(request) and request.method == "GET" and name.startswith("desk:"):
        return HttpResponseRedirect(reverse(KEPT_FORM))
    return None


def _to_sign_in(request: HttpRequest, *, back_to: str) -> HttpResponse:
    query = f"?{urlencode({'next': back_to})}" if back_to else ""
    if is_background(request):
        return JsonResponse({"seconds": 0}, status=401)
    # 303: whatever was sent, the next page is fetched with GET.
    return HttpResponseRedirect(reverse("account_login") + query, status=303 if request.method == "POST" else 302)


def is_background(request: HttpRequest) -> bool:
    """Return whether a script of the page asked, for news or to say that the page is open, and nobody did anything."""
    # Every browser has said so since 2023; in an older one a script is known by what it wants.
    by_script = request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    return by_script or request.headers.get("Accept", "") == "application/json"
