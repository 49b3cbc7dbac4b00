"""Two people act on one enquiry at the same moment: one wins, the other is told, and both see one history."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connection

from enquiries import audit, calls, handling, merging, workflow
from enquiries.merging import MergeRefused
from enquiries.models import CallAttempt, CallResult, Enquiry, Event, Happening, Merge, Note, Outcome, Status
from enquiries.workflow import MovedMeanwhile
from tests.enquiries.cast import NOW, received
from tests.enquiries.desk import colleague
from treatments.catalogue import Catalogue

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = int(os.environ.get("RACE_ROUNDS", "50"))
ANNA, BEN = audit.staff(1), audit.staff(2)

type Deed = Callable[[Enquiry, str], object]


def race(enquiry: Enquiry, deeds: tuple[Deed, Deed]) -> list[str]:
    """Let two people who saw the same act at once; return "won" or "told" for each."""
    start = Barrier(2)

    def act(deed: Deed, by: str) -> str:
        try:
            as_seen = Enquiry.objects.get(pk=enquiry.pk)
            start.wait(timeout=30)
            deed(as_seen, by)
        except (MovedMeanwhile, MergeRefused):
            return "told"
        finally:
            connection.close()
        return "won"

    with ThreadPoolExecutor(2) as people:
        return sorted(people.map(act, deeds, (ANNA, BEN)))


def book(enquiry: Enquiry, by: str) -> None:
    workflow.move(enquiry=enquiry, to=Status.BOOKED, by=by, now=NOW)


def close(enquiry: Enquiry, by: str) -> None:
    workflow.move(enquiry=enquiry, to=Status.CLOSED, by=by, now=NOW, outcome=Outcome.DECLINED)


def take_up(enquiry: Enquiry, by: str) -> None:
    workflow.move(enquiry=enquiry, to=Status.CONTACTING, by=by, now=NOW)


def wait_for_them(enquiry: Enquiry, by: str) -> None:
    workflow.move(enquiry=enquiry, to=Status.WAITING, by=by, now=NOW)


def note(enquiry: Enquiry, by: str) -> None:
    handling.note(enquiry=enquiry, text="Called.", by=by, now=NOW)


def test_one_of_two_moves_wins_round_after_round(content: Catalogue) -> None:
    for number in range(ROUNDS):
        enquiry = received(content, name=f"Patient {number}", address=f"192.0.2.{number % 250}")
        assert race(enquiry, (book, close)) == ["told", "won"]
        assert Event.objects.filter(reference=enquiry.reference, happening=Happening.MOVED).count() == 1


def test_one_of_two_moves_wins_in_processes_of_their_own_too(content: Catalogue) -> None:
    asked = [received(content, name=f"Patient {number}", address=f"192.0.2.{number % 250}") for number in range(ROUNDS)]
    spawned = multiprocessing.get_context("spawn")
    start, told = spawned.Barrier(2), spawned.SimpleQueue()
    database, pks = connection.settings_dict["NAME"], [each.pk for each in asked]
    deeds = {ANNA: Status.BOOKED.value, BEN: Status.CLOSED.value}
    people = [
        spawned.Process(
            target=colleague.work, args=(database, pks), kwargs={"by": by, "to": to, "start": start, "told": told}
        )
        for by, to in deeds.items()
    ]
    for each in people:
        each.start()
    won = dict(told.get() for _ in people)
    for each in people:
        each.join()
    assert sorted(won[ANNA] + won[BEN]) == sorted(pks)
    stored = {each.pk: each.status for each in Enquiry.objects.all()}
    assert all(stored[pk] == deeds[by] for by in deeds for pk in won[by])
    assert Event.objects.filter(happening=Happening.MOVED).count() == ROUNDS


def test_one_of_two_notes_wins_and_the_other_is_kept_for_its_author(content: Catalogue) -> None:
    enquiry = received(content)
    assert race(enquiry, (note, note)) == ["told", "won"]
    assert Note.objects.count() == 1


def test_of_two_who_call_at_once_one_call_is_kept(content: Catalogue) -> None:
    enquiry = received(content)

    def call(seen: Enquiry, by: str) -> None:
        calls.log(enquiry=seen, result=CallResult.NO_ANSWER, by=by, now=NOW, clinic=content.clinic)

    assert race(enquiry, (call, call)) == ["told", "won"]
    assert CallAttempt.objects.count() == 1
    # The loser's whole transaction was taken back, its move to contacting with it.
    assert Event.objects.filter(happening=Happening.MOVED).count() == 1


def test_of_two_who_take_it_one_has_it(content: Catalogue) -> None:
    enquiry = received(content)
    people = {ANNA: User.objects.create_user("anna"), BEN: User.objects.create_user("ben")}

    def take(seen: Enquiry, by: str) -> None:
        handling.assign(enquiry=seen, to=people[by], by=by, now=NOW)

    assert race(enquiry, (take, take)) == ["told", "won"]
    (event,) = Event.objects.filter(happening=Happening.ASSIGNED)
    assert Enquiry.objects.get(pk=enquiry.pk).assigned_to == people[event.by]


def test_of_two_who_merge_the_same_two_the_other_way_round_one_wins(content: Catalogue) -> None:
    for number in range(ROUNDS):
        first, second = (
            received(content, name=f"Patient {number}", message=words, address=f"192.0.2.{number % 250}")
            for words in ("My knee.", "And my hip.")
        )

        def merge_into(seen: Enquiry, by: str, *, other: int = second.pk) -> None:
            merging.merge(enquiry=Enquiry.objects.get(pk=other), into=seen, taken=(), by=by, now=NOW)

        def merge_away(seen: Enquiry, by: str, *, other: int = second.pk) -> None:
            merging.merge(enquiry=seen, into=Enquiry.objects.get(pk=other), taken=(), by=by, now=NOW)

        assert race(first, (merge_into, merge_away)) == ["told", "won"]
        assert Merge.objects.filter(enquiry__in=[first, second]).count() == 1
        assert Enquiry.objects.filter(pk__in=[first.pk, second.pk], merged_into=None).count() == 1


def test_of_two_who_undo_a_merge_one_wins(content: Catalogue) -> None:
    whole, part = received(content), received(content, message="And my hip.")
    merging.merge(enquiry=part, into=whole, taken=(), by=ANNA, now=NOW)

    def undo(seen: Enquiry, by: str) -> None:
        merging.unmerge(enquiry=Enquiry.objects.get(pk=part.pk), into=seen, by=by, now=NOW)

    assert race(whole, (undo, undo)) == ["told", "won"]
    assert Event.objects.filter(happening=Happening.UNMERGED).count() == 2


def test_without_the_comparison_of_versions_both_would_win(content: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(*, enquiry: Enquiry, **changes: object) -> None:
        Enquiry.objects.filter(pk=enquiry.pk).update(**changes)

    monkeypatch.setattr(workflow, "change", write)
    # Either may follow the other, so that nothing but the version stands between them.
    assert race(received(content), (take_up, wait_for_them)) == ["won", "won"]
