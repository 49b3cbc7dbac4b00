"""What a patient sees on the way from question to sent enquiry.

What was typed travels in the pages themselves: nothing is stored before Send, and no session is opened.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from treatments import catalogue
from treatments.catalogue import Catalogue

from . import about, answers, consent, email_hints, intake, promise, reference, safety, spam, tokens
from .forms import EnquiryForm

SCRIPTS = tuple(f"js/components/{name}.js" for name in ("conditional", "character-count", "exclusive", "send-once"))
GATE_SALT = "enquiries.gate"
GATE_HOLDS = timedelta(days=1)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Say what to expect, and ask about signs that need help sooner than a form can give it."""
    content = catalogue.current()
    if request.method == "POST":
        return _through_the_gate(request, content)
    return render(request, "enquiries/start.html", _start_context(request, content))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """Show the questions; answer a filled form with the list of answers to check."""
    content = catalogue.current()
    if request.method != "POST":
        return _empty_form(request, content)
    filled = EnquiryForm(request.POST, catalogue=content)
    if "change" in request.POST:
        return _form_page(request, content, filled, changing=True)
    if not filled.is_valid():
        return _form_page(request, content, filled)
    return _check_page(request, content, filled)


@never_cache
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Store the enquiry and lead to its confirmation; whatever goes wrong, what was typed stays on the page."""
    content, now = catalogue.current(), timezone.now()
    filled = EnquiryForm(request.POST, catalogue=content)
    if not filled.is_valid():
        return _form_page(request, content, filled)
    try:
        opened = tokens.read(request.POST.get("submission", ""), now=now)
    except (tokens.Forged, tokens.Expired):
        return _check_page(request, content, filled, expired=True)
    try:
        receipt = intake.receive(
            submission=answers.submission(filled, opened.submission_id),
            traces=spam.Traces(
                honeypot=request.POST.get("website", ""), opened_at=opened.issued_at, address=_address(request)
            ),
            content=content,
            now=now,
        )
    except intake.NotStored:
        return _check_page(request, content, filled, unavailable=True)
    return _see_other(reverse("enquiries:sent", args=[receipt.confirmation_token]))


def show_again(request: HttpRequest) -> HttpResponse:
    """Show a form whose cookie did not match, with everything that was typed, to be sent once more."""
    content = catalogue.current()
    if request.path == reverse("enquiries:start"):
        return render(request, "enquiries/start.html", _start_context(request, content), status=403)
    filled = EnquiryForm(request.POST, catalogue=content)
    if filled.is_valid():
        return _check_page(request, content, filled, expired=True)
    return _form_page(request, content, filled, status=403)


@never_cache
@require_safe
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """Say what happens next and by when. The address expires and holds nothing personal."""
    content = catalogue.current()
    receipt = intake.confirmation(token=token, now=timezone.now())
    if receipt is None:
        return render(request, "enquiries/expired.html", _context(content), status=404)
    context = _context(content) | {
        "receipt": receipt,
        "grouped": reference.grouped(receipt.reference),
        "spoken": reference.spoken(receipt.reference),
        "promise": promise.in_words(receipt.promised_by, content.clinic),
    }
    return render(request, "enquiries/sent.html", context)


def _start_context(request: HttpRequest, content: Catalogue) -> dict[str, object]:
    subject = about.asked_for(content, _parameters(request))
    return _context(content) | {"red_flags": safety.red_flags(content), "subject": asdict(subject)}


def _through_the_gate(request: HttpRequest, content: Catalogue) -> HttpResponse:
    urgent = safety.advice(request.POST.getlist("signs"), content)
    if urgent is not None:
        context = _context(content) | {"advice": urgent, "query": _query(request, content)}
        return render(request, "enquiries/advice.html", context)
    return _see_other(f"{reverse('enquiries:form')}?{_query(request, content, gate=_pass())}")


def _empty_form(request: HttpRequest, content: Catalogue) -> HttpResponse:
    if not _passed(request.GET.get("gate", "")):
        return _see_other(f"{reverse('enquiries:start')}?{_query(request, content)}")
    subject = about.asked_for(content, _parameters(request))
    initial = {"about": about.preselected(subject), "package": subject.package}
    blank = EnquiryForm(initial=initial, catalogue=content, package=subject.package)
    return _form_page(request, content, blank)


def _form_page(
    request: HttpRequest, content: Catalogue, shown: EnquiryForm, *, status: int = 200, changing: bool = False
) -> HttpResponse:
    context = _context(content) | _carried(request) | {"form": shown, "changing": changing}
    return render(request, "enquiries/form.html", context, status=status)


def _check_page(
    request: HttpRequest,
    content: Catalogue,
    filled: EnquiryForm,
    *,
    expired: bool = False,
    unavailable: bool = False,
) -> HttpResponse:
    context = (
        _context(content)
        | _carried(request, anew=expired)
        | {
            "form": filled,
            "answers": answers.listed(filled),
            "hint": email_hints.suggestion(filled.cleaned_data["email"]),
            "expired": expired,
            "unavailable": unavailable,
        }
    )
    response = render(request, "enquiries/check.html", context, status=503 if unavailable else 200)
    if unavailable:
        response["Retry-After"] = "60"
    return response


def _context(content: Catalogue) -> dict[str, object]:
    clinic = content.clinic
    return {
        "clinic": clinic,
        "catalogue": content,
        "opening": promise.opening_in_words(timezone.now(), clinic),
        "consent_version": consent.version(content),
        "emergency": safety.actions("call-999", content),
        "scripts": SCRIPTS,
    }


def _carried(request: HttpRequest, *, anew: bool = False) -> dict[str, object]:
    """Return what travels from page to page beside the answers: the token, and what stands in the hidden field."""
    token = "" if anew else request.POST.get("submission", "")
    return {"submission": token or tokens.issue(now=timezone.now()), "website": request.POST.get("website", "")}


def _query(request: HttpRequest, content: Catalogue, **more: str) -> str:
    subject = asdict(about.asked_for(content, _parameters(request)))
    return urlencode({**{name: value for name, value in subject.items() if value}, **more})


def _parameters(request: HttpRequest) -> dict[str, str]:
    source = request.POST if request.method == "POST" else request.GET
    return {name: str(source.get(name, "")) for name in source}


def _pass() -> str:
    return signing.TimestampSigner(salt=GATE_SALT).sign("none-of-these")


def _passed(token: str) -> bool:
    try:
        signing.TimestampSigner(salt=GATE_SALT).unsign(token, max_age=GATE_HOLDS)
    except signing.BadSignature:
        return False
    return True


def _address(request: HttpRequest) -> str:
    return spam.client_address(
        peer=request.META.get("REMOTE_ADDR", ""),
        forwarded_for=request.headers.get("X-Forwarded-For", ""),
        trusted_proxies=settings.TRUSTED_PROXIES or 0,
    )


def _see_other(address: str) -> HttpResponse:
    # 303: after a POST the browser fetches the next page with GET, so that a reload sends nothing again.
    return HttpResponseRedirect(address, status=303)
