"""Pages are asked of Django as a visitor would, and what must not be shown to everybody is refused."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.tiny_site import TinySite
from treatments.rendering import Unpublishable, error_page, render

pytestmark = pytest.mark.usefixtures("tiny_site")


def test_a_page_is_what_a_visitor_gets() -> None:
    (answer,) = render(["/"])
    visitor = Client(headers={"host": "localhost:8000"}).get("/")
    assert answer.body == visitor.content
    assert answer.headers == dict(visitor.items())


def test_it_carries_the_headers_of_all_middleware(settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 60
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://clinic.example.org", ["clinic.example.org"]
    (answer,) = render(["/"])
    assert answer.headers["Strict-Transport-Security"] == "max-age=60; includeSubDomains"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_page_that_fails_is_refused_with_the_reason() -> None:
    with pytest.raises(Unpublishable, match="/failing/ fails with ImproperlyConfigured: the picture is missing"):
        render(["/", "/failing/"])


def test_every_page_that_is_refused_is_named_in_one_run(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Unpublishable) as caught:
        render(["/failing/", "/", "/nowhere/"])
    assert [line.split(maxsplit=1)[0] for line in str(caught.value).splitlines()] == ["/failing/", "/nowhere/"]
    assert caplog.records == []


def test_a_reason_that_pages_have_in_common_is_given_once() -> None:
    with pytest.raises(Unpublishable) as caught:
        render(["/nowhere/", "/elsewhere/", "/failing/", "/not-here/"])
    assert str(caught.value).splitlines() == [
        "/nowhere/ and 2 more: each answers 404 instead of 200",
        "/failing/ fails with ImproperlyConfigured: the picture is missing",
    ]


def test_static_files_that_were_not_collected_are_said_to_be_the_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests import tiny_site as urlconf

    monkeypatch.setattr(urlconf, "FAILURE", ValueError("Missing staticfiles manifest entry for 'css/site.css'"))
    with pytest.raises(Unpublishable, match=r"'css/site\.css'; run manage\.py collectstatic first$"):
        render(["/failing/"])


def test_after_rendering_failures_are_logged_again(caplog: pytest.LogCaptureFixture) -> None:
    render(["/"])
    Client().get("/nowhere/")
    assert [record.message for record in caplog.records] == ["Not Found: /nowhere/"]


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(Unpublishable, match="/nowhere/ answers 404 instead of 200"):
        render(["/nowhere/"])


def test_a_page_that_redirects_is_refused() -> None:
    with pytest.raises(Unpublishable, match="/about answers 301 instead of 200"):
        render(["/about"])


def test_a_page_that_sets_a_cookie_is_refused() -> None:
    with pytest.raises(Unpublishable, match=r"/cookie/ sets a cookie \(visitor\)"):
        render(["/cookie/"])


def test_a_page_that_depends_on_cookies_is_refused() -> None:
    with pytest.raises(Unpublishable, match="/varied/ depends on cookies"):
        render(["/varied/"])


def test_an_address_that_the_site_does_not_answer_to_is_named(settings: Settings) -> None:
    settings.SITE_URL = "https://other.example.org"
    with pytest.raises(Unpublishable, match=r"is other\.example\.org, the host of CLINIC_SITE_URL"):
        render(["/"])


@pytest.mark.parametrize(("status", "said"), [(404, b"<h1>Not here</h1>"), (500, b"<h1>Something failed</h1>")])
def test_error_pages_are_those_of_the_sites_own_handlers(status: int, said: bytes) -> None:
    assert error_page(status) == said


def test_a_handler_that_answers_another_status_is_refused(tiny_site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests import tiny_site as urlconf

    monkeypatch.setattr(urlconf, "handler404", lambda request, exception: urlconf.home(request), raising=False)
    with pytest.raises(Unpublishable, match="the page for 404 answers 200"):
        error_page(404)
