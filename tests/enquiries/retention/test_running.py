"""A run erases what is due and nothing else, once a day, and nothing at all when something looks wrong."""

import io
import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command

from enquiries import audit, retention
from enquiries.models import Enquiry, Event, Happening, HoldReason, LedgerLine, Outcome, RetentionRun, Stop
from enquiries.retention import running
from tests.enquiries.cast import NOW, received
from treatments.catalogue import Catalogue
from treatments.schema.clinic import Clinic

from .old import booked, closed, stored, suspect

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)


def run(clinic: Clinic, *, now: datetime = NOW, allow: int | None = None, sure: bool = False) -> RetentionRun:
    return retention.run(clinic=clinic, by=audit.SITE, now=now, allow=allow, clock_is_right=sure)


def seen(at: datetime) -> None:
    audit.record(reference="", happening=Happening.SEARCHED, by="staff:1", now=at, details={})


def test_what_is_due_goes_and_the_rest_stays(clinic: Clinic) -> None:
    gone = [booked(), closed(), suspect()]
    kept = [stored(), booked(at=NOW - timedelta(days=30)), suspect(received_at=NOW - timedelta(days=29))]
    done = run(clinic)
    assert (done.due, done.erased, done.stopped) == (3, 3, "")
    assert set(Enquiry.objects.all()) == set(kept)
    erased = Event.objects.filter(happening=Happening.ERASED).values_list("reference", flat=True)
    assert set(erased) == {each.reference for each in gone}
    assert sum(line.enquiries for line in LedgerLine.objects.all()) == 2


def test_what_was_reopened_or_held_since_the_list_was_made_stays(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    enquiry = booked()
    erase = running._erase_if_still_due

    def reopened_meanwhile(pk: int, **more: object) -> bool:
        Enquiry.objects.filter(pk=pk).update(status="contacting", settled_at=None)
        return erase(pk, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "_erase_if_still_due", reopened_meanwhile)
    assert run(clinic).erased == 0
    assert Enquiry.objects.get() == enquiry


def test_a_run_that_dies_half_way_has_lost_nobody_and_is_finished_by_the_next(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        booked()
    erase = running._erase_if_still_due

    def killed_at_the_third(pk: int, **more: object) -> bool:
        if Enquiry.objects.count() == 3:
            raise KeyboardInterrupt
        return erase(pk, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as dying:
        dying.setattr(running, "_erase_if_still_due", killed_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            run(clinic)
    assert (Enquiry.objects.count(), LedgerLine.objects.get().enquiries) == (3, 2)
    assert Event.objects.filter(happening=Happening.ERASED).count() == 2
    run(clinic)
    assert (Enquiry.objects.count(), LedgerLine.objects.get().enquiries) == (0, 5)


def test_more_than_the_limit_at_once_erases_nothing_until_somebody_has_looked(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "LEAST_LIMIT", 2)
    for _ in range(3):
        booked()
    with pytest.raises(retention.Refused) as refused:
        run(clinic)
    assert refused.value.stop is Stop.TOO_MANY
    assert Enquiry.objects.count() == 3
    last = retention.last_run()
    assert last is not None
    assert (last.erased, last.stopped) == (0, "too-many")
    with pytest.raises(retention.Refused):
        run(clinic, allow=2)
    done = run(clinic, allow=3)
    assert (done.pk, done.erased, done.stopped) == (last.pk, 3, "")


def test_the_limit_is_a_twentieth_and_never_less_than_fifty(monkeypatch: pytest.MonkeyPatch) -> None:
    assert retention.most_at_once() == 50
    monkeypatch.setattr(running, "LEAST_LIMIT", 0)
    for _ in range(40):
        stored()
    assert retention.most_at_once() == 2


@pytest.mark.parametrize(
    ("last_seen", "refused"),
    [
        (NOW - timedelta(days=7), False),
        (NOW - timedelta(days=9), True),
        (NOW + timedelta(minutes=30), False),
        (NOW + timedelta(hours=2), True),
    ],
    ids=["a week ago", "nine days ago", "half an hour ahead", "two hours ahead"],
)
def test_a_clock_that_jumped_erases_nothing(clinic: Clinic, last_seen: datetime, refused: bool) -> None:
    booked()
    seen(last_seen)
    if not refused:
        assert run(clinic).erased == 1
        return
    with pytest.raises(retention.Refused, match="clock"):
        run(clinic)
    assert Enquiry.objects.exists()
    assert run(clinic, sure=True).erased == 1


def test_something_that_happened_after_the_jump_does_not_make_it_right(clinic: Clinic) -> None:
    booked(at=NOW - timedelta(days=1))
    run(clinic)
    in_two_years = NOW + timedelta(days=730)
    seen(in_two_years)
    for days in range(2):
        with pytest.raises(retention.Refused, match="did the clock jump"):
            run(clinic, now=in_two_years + timedelta(days=days))
    assert Enquiry.objects.exists()


def test_it_runs_once_a_day_and_at_night(clinic: Clinic) -> None:
    booked()
    assert retention.daily(clinic=clinic, now=NIGHT - timedelta(hours=1)) is None
    assert Enquiry.objects.exists()
    done = retention.daily(clinic=clinic, now=NIGHT)
    assert done is not None
    assert done.erased == 1
    booked()
    assert retention.daily(clinic=clinic, now=NOW) is None
    again = retention.daily(clinic=clinic, now=NIGHT + timedelta(days=1))
    assert again is not None
    assert (again.pk != done.pk, again.erased) == (True, 1)


def test_a_night_that_refused_is_kept_and_said_and_does_not_stop_the_mail(
    clinic: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    booked()
    seen(NIGHT - timedelta(days=20))
    done = retention.daily(clinic=clinic, now=NIGHT)
    assert done is not None
    assert done.stopped == "clock"
    assert "retention erased nothing: 20 days have passed" in caplog.text
    assert retention.daily(clinic=clinic, now=NOW) is None


def command(*arguments: str) -> str:
    printed = io.StringIO()
    with time_machine.travel(NOW, tick=False):
        call_command("retention", *arguments, stdout=printed)
    return printed.getvalue()


def test_a_dry_run_lists_and_erases_nothing(content: Catalogue) -> None:
    closed(reference="7KM2HX9M"), suspect(reference="255555CX")
    printed = command("--dry-run")
    assert "7KM2 HX9M  declined, settled 2024-09-14" in printed
    assert "suspected spam, received 2024-09-14" in printed
    assert printed.endswith("2 due. Nothing was erased.\n")
    assert Enquiry.objects.count() == 2
    assert not RetentionRun.objects.exists()


def test_the_command_erases_and_says_how_many(content: Catalogue) -> None:
    booked()
    assert command() == "Erased 1.\n"
    assert command() == "Erased 0.\n"


def test_the_command_fails_aloud_where_nothing_may_be_erased(content: Catalogue) -> None:
    booked()
    seen(NOW - timedelta(days=20))
    with pytest.raises(CommandError, match="did the clock jump"):
        command()
    assert command("--clock-is-right") == "Erased 1.\n"


def test_nothing_personal_is_logged(content: Catalogue, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="enquiries")
    enquiry = received(content)
    Enquiry.objects.filter(pk=enquiry.pk).update(status="booked", settled_at=NOW - timedelta(days=800))
    command()
    assert enquiry.name not in caplog.text


def test_what_was_merged_stays_as_long_as_what_it_is_a_part_of_and_then_goes_with_it(clinic: Clinic) -> None:
    whole = stored()
    part = closed(Outcome.DUPLICATE, merged_into=whole)
    assert run(clinic).erased == 0
    Enquiry.objects.filter(pk=whole.pk).update(status="booked", settled_at=part.settled_at)
    run(clinic)
    assert not Enquiry.objects.exists()
    erased = Event.objects.filter(happening=Happening.ERASED).values_list("reference", flat=True)
    assert set(erased) == {whole.reference, part.reference}
    assert {line.ending for line in LedgerLine.objects.all()} == {"booked", "duplicate"}


def test_a_part_that_is_held_keeps_the_whole(clinic: Clinic) -> None:
    whole = booked()
    part = closed(Outcome.DUPLICATE, merged_into=whole)
    retention.hold(enquiry=part, reason=HoldReason.CLAIM, by="staff:1", now=NOW)
    assert run(clinic).erased == 0
    assert Enquiry.objects.count() == 2
