"""No header that a cache leaves out of its key changes what a page says: a stranger cannot plant words in one."""

import re

import pytest
from django.test import Client

PLANTED = "evil.example"
HEADERS = {
    "X-Forwarded-Host": PLANTED,
    "X-Forwarded-Server": PLANTED,
    "X-Forwarded-Prefix": f"/{PLANTED}",
    "X-Forwarded-Port": "8443",
    "X-Forwarded-For": PLANTED,
    "Forwarded": f"host={PLANTED};proto=https",
    "X-Original-URL": f"/{PLANTED}/",
    "X-Rewrite-URL": f"/{PLANTED}/",
    "X-Http-Method-Override": "DELETE",
    "X-Script-Name": f"/{PLANTED}",
    "Origin": f"https://{PLANTED}",
    "Referer": f"https://{PLANTED}/",
    "User-Agent": f"<script src=//{PLANTED}></script>",
    "Accept-Language": "el",
    "Accept": "application/json",
    "Cookie": "django_language=el; sessionid=planted",
    "Range": "bytes=0-3",
}
PATHS = ["/", "/treatments/prolotherapy/", "/contact/", "/enquire/", "/search/?q=knee", "/nowhere/", "/sitemap.xml"]
TOKENS = re.compile(rb'name="(csrfmiddlewaretoken|submission|gate)" value="[^"]*"')
"""What is fresh with every form."""

pytestmark = pytest.mark.usefixtures("content")


def body(path: str, **headers: str) -> bytes:
    return TOKENS.sub(b"", Client().get(path, headers=headers).content)


@pytest.mark.parametrize("path", PATHS)
def test_no_header_changes_what_a_page_says(path: str) -> None:
    plain = body(path)
    assert plain
    assert [name for name, value in HEADERS.items() if body(path, **{name: value}) != plain] == []


def test_a_host_that_is_not_ours_is_refused_without_being_repeated() -> None:
    answer = Client().get("/", headers={"Host": PLANTED})
    assert answer.status_code == 400
    assert PLANTED.encode() not in answer.content


@pytest.mark.parametrize("suffix", [";x.css", "x.css", "%2fx.css", "//x.css", "/x.css"])
def test_a_private_page_is_private_under_any_suffix(suffix: str) -> None:
    answer = Client().get(f"/enquire/{suffix}")
    assert answer.status_code == 404
    assert not answer.cookies
