"""Every response carries the same strict headers."""

import pytest
from django.test import Client

STRICT = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.django_db  # /healthz asks after the mail that is owed
@pytest.mark.parametrize("address", ["/healthz", "/an-address-that-nobody-has"])
def test_an_answer_carries_every_strict_header(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert {name: headers.get(name) for name in STRICT} == STRICT


def test_no_policy_allows_anything_unsafe(client: Client) -> None:
    assert "unsafe" not in client.get("/an-address-that-nobody-has").headers["Content-Security-Policy"]


def test_a_reader_gets_no_cookie(client: Client) -> None:
    assert not client.get("/an-address-that-nobody-has").cookies
