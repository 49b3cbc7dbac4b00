"""What no form of ours sends is refused with a plain page before anything has looked at it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from clinic.readable import only_readable

FORM = "application/x-www-form-urlencoded"


def answered(body: bytes, *, content_type: str = FORM, path: str = "/enquire/") -> int:
    """Return the status that a view reading all of the form would give behind the middleware."""

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(len(request.POST)))

    return only_readable(view)(RequestFactory().generic("POST", path, body, content_type=content_type)).status_code


def test_what_a_browser_sends_passes() -> None:
    body = b"name=Zo%C3%AB+%D8%B3%D8%A7%D8%B1%D8%A7+%F0%9F%99%82"
    assert answered(body) == 200
    assert answered(body, content_type=f"{FORM}; charset=UTF-8") == 200


@pytest.mark.parametrize("charset", ["utf-7", "latin1", "utf-16", "nonsense", ""])
def test_another_charset_is_refused(charset: str) -> None:
    assert answered(b"name=x", content_type=f"{FORM}; charset={charset}") == 400


def test_another_charset_on_a_page_with_a_csrf_cookie_is_a_400_and_not_a_500() -> None:
    """Stock Django answers 500 here: the page for the error reads the form again."""
    client = Client(raise_request_exception=False)
    client.cookies["csrftoken"] = "a" * 32
    response = client.post("/enquire/send/", b"name=x", content_type=f"{FORM}; charset=utf-7")
    assert response.status_code == 400
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize("body", [b"name=%00", b"name=a%FF", b"%C3=1", b"name=\xff", b"name=%ED%A0%80"])
def test_broken_text_is_refused(body: bytes) -> None:
    assert answered(body) == 400


def test_a_broken_address_is_refused() -> None:
    assert answered(b"", path="/enquire/?treatment=%00") == 400
    assert answered(b"", path="/enquire/?treatment=%FF") == 400


def test_a_body_beyond_the_limit_gets_a_page_that_says_so() -> None:
    too_long = b"name=" + b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    assert answered(too_long) == 413


@given(st.binary(max_size=120))
def test_any_bytes_are_read_or_refused_and_never_fail(body: bytes) -> None:
    assert answered(body) in (200, 400)
