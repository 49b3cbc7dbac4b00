"""A watching machine learns whether the process is alive and has its content."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from enquiries import outbox
from treatments import catalogue
from treatments.faults import ContentError, Fault

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_sender_that_runs() -> None:
    outbox.beat(now=timezone.now())


def broken() -> catalogue.Catalogue:
    raise ContentError([Fault("content/en/clinic.yaml", 1, 1, "name", "is missing", "add it")])


def test_a_process_that_has_its_content_is_well_and_says_which(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "current", lambda: SimpleNamespace(version="0123abcd"))
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"alive": True, "state": "ok", "content": "0123abcd"}


def test_a_process_without_content_says_so_with_a_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "current", broken)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"alive": True, "state": "degraded", "content": None}


def test_mail_that_does_not_leave_is_noticed_and_takes_no_page_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "current", lambda: SimpleNamespace(version="0123abcd"))
    monkeypatch.setattr(outbox, "is_in_trouble", lambda *, now: True)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["state"] == "degraded"


def test_a_database_that_does_not_answer_is_noticed_and_takes_no_page_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*, now: object) -> bool:
        raise OperationalError("connection refused")

    monkeypatch.setattr(catalogue, "current", lambda: SimpleNamespace(version="0123abcd"))
    monkeypatch.setattr(outbox, "is_in_trouble", gone)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["state"] == "degraded"


def test_the_answer_is_never_kept_by_a_cache(client: Client) -> None:
    assert client.get("/healthz").headers["Cache-Control"] == "no-store"
