"""What pages of the desk ask about signing in, and the page that gives back what somebody had typed."""

from time import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from clinic.signin import idle, parked, second_factor


@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> JsonResponse:
    """Return how long the session lasts, for whom, and the token for forms; POST makes it last longer."""
    if not request.user.is_authenticated:
        return JsonResponse({"seconds": 0, "account": None})
    now = time()
    if request.method == "POST":
        idle.extend(request.session, now=now)
    return JsonResponse(
        {
            "seconds": idle.seconds_left(request.session, now=now),
            "atMost": idle.seconds_left_at_most(request.session, now=now),
            "warning": settings.IDLE_WARNING_SECONDS,
            "account": request.user.pk,
            # Somebody with a password alone sets up a second factor; a page that was covered stays so until they have.
            "complete": second_factor.passed(request),
            "token": get_token(request),
        }
    )


@require_http_methods(["GET", "POST"])
def kept_form(request: HttpRequest) -> HttpResponse:
    """Show what somebody had typed when they were signed out, to be sent or thrown away; POST throws it away."""
    path = parked.path(request.session, owner=request.user.pk, now=time())
    if request.method == "POST":
        parked.release(request.session)
    if not path or request.method == "POST":
        return HttpResponseRedirect(settings.DESK_ROOT)
    fields = parked.fields(request.session)
    typed = [(name, value) for name, value in fields if value.strip() and not name.startswith(("_", "initial-"))]
    return render(request, "signin/kept_form.html", {"path": path, "fields": fields, "typed": typed})


@require_safe
def signed_in_again(request: HttpRequest) -> HttpResponse:
    """Say that the other window, with the form, can be used again."""
    return render(request, "signin/signed_in_again.html")


def throttled(request: HttpRequest, original: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """Answer an attempt that comes too soon after too many; alike for accounts that are there and that are not."""
    return render(request, "signin/throttled.html", status=settings.AXES_HTTP_RESPONSE_CODE)
