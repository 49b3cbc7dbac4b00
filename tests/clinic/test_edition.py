"""A published page is answered as Django would answer it, without asking Django."""

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from pytest_django import Settings

from clinic.edition import Edition
from tests.tiny_site import PATHS, TinySite
from tests.visit import visit
from treatments.error_pages import LAST_RESORT

ONLY_PUBLISHED = {"Last-Modified", "Vary"}
"""A file has a date, and comes compressed to whoever can read that; a page rendered for one visitor does not."""


@pytest.fixture
def edition(tiny_site: TinySite) -> Edition:
    """The tiny site's first edition, with two static files."""
    (tiny_site.static / "css").mkdir(parents=True)
    (tiny_site.static / "css" / "base.css").write_text("p { margin: 0 }")
    (tiny_site.static / "css" / "base.0123456789ab.css").write_text("p { margin: 0 }")
    return Edition(WSGIHandler(), static_root=tiny_site.static, version=tiny_site.publish())


@pytest.fixture
def production(settings: Settings) -> None:
    """The settings of production that change what a page says of itself."""
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://clinic.example.org", ["clinic.example.org"]
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 60, True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize("path", PATHS)
def test_published_bytes_and_headers_are_those_of_the_live_page(edition: Edition, path: str) -> None:
    published, live = visit(edition, path), visit(WSGIHandler(), path)
    assert published.body == live.body
    assert {name: value for name, value in published.headers.items() if name not in ONLY_PUBLISHED} == live.headers


@pytest.mark.usefixtures("production")
def test_in_production_too_the_headers_are_those_of_the_live_page(tiny_site: TinySite) -> None:
    edition = Edition(WSGIHandler(), static_root=tiny_site.static, version=tiny_site.publish())
    asked = {"HTTP_HOST": "clinic.example.org", "HTTP_X_FORWARDED_PROTO": "https"}
    published, live = visit(edition, "/", **asked), visit(WSGIHandler(), "/", **asked)
    assert live.headers["Strict-Transport-Security"] == "max-age=60; includeSubDomains"
    assert {name: value for name, value in published.headers.items() if name not in ONLY_PUBLISHED} == live.headers


@pytest.mark.usefixtures("production")
@pytest.mark.parametrize("path", ["/", "/static/css/base.css"])
def test_in_production_nothing_is_handed_out_over_plain_http(edition: Edition, path: str) -> None:
    answer = visit(edition, path, HTTP_HOST="clinic.example.org", HTTP_X_FORWARDED_PROTO="http")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://clinic.example.org{path}")


def test_settings_that_are_newer_than_the_page_count(tiny_site: TinySite, settings: Settings) -> None:
    version = tiny_site.publish()
    settings.SECURE_CSP = {"default-src": ["'self'"]}
    edition = Edition(WSGIHandler(), static_root=tiny_site.static, version=version)
    assert visit(edition, "/").headers["Content-Security-Policy"] == "default-src 'self'"


@pytest.mark.parametrize(
    ("path", "method", "sent", "status"),
    [
        ("/", "GET", {}, 200),
        ("/", "HEAD", {}, 200),
        ("/", "GET", {"HTTP_IF_NONE_MATCH": "*"}, 304),
        ("/", "POST", {}, 405),
        ("/about", "GET", {}, 301),
        ("/nowhere/", "GET", {}, 404),
        ("/static/css/base.css", "GET", {}, 200),
        ("/static/css/base.css", "GET", {"HTTP_RANGE": "bytes=0-3"}, 206),
        ("/static/css/base.css", "GET", {"HTTP_RANGE": "bytes=900-"}, 416),
        ("/static/css/nowhere.css", "GET", {}, 404),
    ],
)
def test_every_answer_carries_the_security_headers(
    edition: Edition, path: str, method: str, sent: dict[str, str], status: int
) -> None:
    answer = visit(edition, path, method=method, **sent)
    assert answer.status == status
    assert answer.headers.items() >= dict(edition.site_headers).items()
    assert {
        "Content-Security-Policy",
        "Cross-Origin-Opener-Policy",
        "Permissions-Policy",
        "Referrer-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
    } == dict(edition.site_headers).keys()


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_a_page_that_did_not_change_is_not_sent_again(edition: Edition, encoding: str) -> None:
    first = visit(edition, "/", HTTP_ACCEPT_ENCODING=encoding)
    again = visit(edition, "/", HTTP_ACCEPT_ENCODING=encoding, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary"):
        assert again.headers[name] == first.headers[name]


def test_published_and_live_pages_know_each_others_tags(edition: Edition) -> None:
    tag = visit(WSGIHandler(), "/").headers["ETag"]
    assert visit(edition, "/", HTTP_IF_NONE_MATCH=tag).status == 304


def test_a_tag_that_a_proxy_weakened_or_put_into_a_list_is_known(edition: Edition) -> None:
    tag = visit(edition, "/").headers["ETag"]
    assert visit(edition, "/", HTTP_IF_NONE_MATCH=f"W/{tag}").status == 304
    assert visit(edition, "/", HTTP_IF_NONE_MATCH=f'"other", {tag}').status == 304
    assert visit(edition, "/", HTTP_IF_NONE_MATCH='"other"').status == 200


def test_the_date_of_a_page_counts_where_no_tag_is_sent(edition: Edition) -> None:
    seen = visit(edition, "/").headers["Last-Modified"]
    assert visit(edition, "/", HTTP_IF_MODIFIED_SINCE=seen).status == 304
    assert visit(edition, "/", HTTP_IF_MODIFIED_SINCE="Sat, 01 Jan 2000 00:00:00 GMT").status == 200
    assert visit(edition, "/", HTTP_IF_MODIFIED_SINCE=seen, HTTP_IF_NONE_MATCH='"other"').status == 200


def test_whoever_can_read_brotli_is_sent_brotli(edition: Edition) -> None:
    plain, packed = visit(edition, "/"), visit(edition, "/", HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    assert packed.headers["Content-Encoding"] == "br"
    assert int(packed.headers["Content-Length"]) == len(packed.body) < len(plain.body)
    assert brotli.decompress(packed.body) == plain.body
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


def test_head_says_what_get_would(edition: Edition) -> None:
    head, get = visit(edition, "/", method="HEAD"), visit(edition, "/")
    assert (head.status, head.headers, head.body) == (200, get.headers, b"")


@pytest.mark.parametrize(
    ("path", "meant"), [("/about", "/about/"), ("/about/index.html", "/about/"), ("/index.html", "/")]
)
def test_other_ways_to_write_an_address_lead_to_it_with_their_query(edition: Edition, path: str, meant: str) -> None:
    answer = visit(edition, path, QUERY_STRING="from=letter")
    assert (answer.status, answer.headers["Location"]) == (301, f"{meant}?from=letter")


@pytest.mark.parametrize(
    "path",
    ["/404.html", "/500.html", "/headers.json", "/../headers.json", "/content/clinic.yaml", "/../content/clinic.yaml",
     "/about/../../content/clinic.yaml", "//about/", "/static/../content/clinic.yaml", "/index.html.br"],
)  # fmt: skip
def test_nothing_but_pages_can_be_reached(edition: Edition, path: str) -> None:
    assert visit(edition, path).status == 404


def test_what_is_not_published_is_asked_of_django(edition: Edition) -> None:
    assert visit(edition, "/live/").body == b"A small clinic for tests"


def test_where_even_django_fails_the_published_page_for_failures_is_shown(
    tiny_site: TinySite, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_: object) -> list[bytes]:
        raise UnicodeError("an encoding nobody knows")

    version = tiny_site.publish()
    for published, page in ((version, (version.pages / "500.html").read_bytes()), (None, LAST_RESORT.encode())):
        edition = Edition(failing, static_root=tiny_site.static, version=published)
        answer = visit(edition, "/live/")
        assert (answer.status, answer.body) == (500, page)
        assert answer.headers.items() >= dict(edition.site_headers).items()
    assert "an encoding nobody knows" in caplog.text


def test_only_names_that_change_with_their_bytes_may_be_kept_for_ever(edition: Edition) -> None:
    assert "immutable" in visit(edition, "/static/css/base.0123456789ab.css").headers["Cache-Control"]
    assert "immutable" not in visit(edition, "/static/css/base.css").headers["Cache-Control"]


def test_no_other_site_is_invited_to_read(edition: Edition) -> None:
    assert "Access-Control-Allow-Origin" not in visit(edition, "/static/css/base.css").headers
