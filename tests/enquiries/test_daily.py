"""The one service that hands over mail also sends the digest and erases what is too old."""

from datetime import timedelta

import pytest
from django.core import mail

from enquiries import daily
from enquiries.models import Digest, Enquiry, RetentionRun
from treatments import catalogue
from treatments.catalogue import Catalogue
from treatments.faults import ContentError

from .cast import NOW
from .retention.old import booked

pytestmark = pytest.mark.django_db


def test_each_is_done_once_a_day(content: Catalogue) -> None:
    booked()
    for seconds in range(0, 30, 5):
        daily.do(now=NOW + timedelta(seconds=seconds))
    assert (Digest.objects.count(), RetentionRun.objects.count(), len(mail.outbox)) == (1, 1, 1)
    assert not Enquiry.objects.exists()


def test_while_the_content_is_broken_nothing_is_done_and_nothing_stops(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    booked()

    def broken() -> Catalogue:
        raise ContentError(())

    monkeypatch.setattr(catalogue, "current", broken)
    daily.do(now=NOW)
    assert "neither digest nor retention while the content is broken" in caplog.text
    assert Enquiry.objects.exists()
    assert not Digest.objects.exists()


def test_the_service_does_it_in_its_loop(content: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from enquiries.management.commands import send_notifications

    asked: list[object] = []
    monkeypatch.setattr(daily, "do", lambda *, now: asked.append(now))
    send_notifications.Command()._send_due_whatever_happens(threading.Event())
    assert len(asked) == 1
