"""Many at once: threads with connections of their own, on the database that the tests run on."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction

from enquiries import intake, spam, workflow
from enquiries.intake import NotStored, NotSuspected
from enquiries.models import Enquiry, Event, Happening, Notification, Outcome, Sender, Status
from enquiries.workflow import MovedMeanwhile
from treatments.catalogue import Catalogue

from .cast import NOW, receive, received, submission, suspected, traces

pytestmark = pytest.mark.django_db(transaction=True)


def at_once[Result](count: int, work: Callable[[int], Result]) -> list[Result]:
    """Run the work so many times at the same moment and return what each returned."""
    gate = threading.Barrier(count)

    def one(number: int) -> Result:
        try:
            connection.ensure_connection()
            gate.wait()
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_fifty_sendings_of_one_form_at_once_are_one_enquiry_and_one_receipt(content: Catalogue) -> None:
    said = submission()
    receipts = at_once(50, lambda _: intake.receive(submission=said, traces=traces(), content=content, now=NOW))
    assert len(set(receipts)) == 1
    assert (Enquiry.objects.count(), Event.objects.count(), Notification.objects.count()) == (1, 1, 2)
    assert Sender.objects.get().sent == 1


def test_the_same_words_from_eight_tabs_at_once_are_one_enquiry(content: Catalogue) -> None:
    receipts = at_once(8, lambda _: receive(content))
    assert len(set(receipts)) == 1
    assert Enquiry.objects.count() == 1


def test_sixteen_people_at_once_are_sixteen_enquiries(content: Catalogue) -> None:
    receipts = at_once(16, lambda number: receive(content, message=str(number)))
    assert len({receipt.reference for receipt in receipts}) == 16
    # From one address: each is counted, and the last six are kept apart.
    assert Sender.objects.get().sent == 16
    assert Enquiry.objects.suspected_spam().count() == 16 - spam.MOST_AN_HOUR
    assert Notification.objects.count() == 2 * spam.MOST_AN_HOUR


def test_of_eight_who_move_one_enquiry_at_once_one_moves_it(content: Catalogue) -> None:
    pk = received(content).pk
    seen = [Enquiry.objects.get(pk=pk) for _ in range(8)]

    def close(number: int) -> bool:
        try:
            workflow.move(
                enquiry=seen[number], to=Status.CLOSED, by=f"staff:{number}", now=NOW, outcome=Outcome.DECLINED
            )
        except MovedMeanwhile:
            return False
        return True

    assert at_once(8, close).count(True) == 1
    assert Event.objects.filter(happening=Happening.MOVED).count() == 1


def test_of_eight_who_release_one_enquiry_at_once_one_releases_it(content: Catalogue) -> None:
    pk = suspected(content).pk
    seen = [Enquiry.objects.get(pk=pk) for _ in range(8)]

    def release(number: int) -> bool:
        try:
            intake.release(enquiry=seen[number], by=f"staff:{number}", now=NOW)
        except NotSuspected:
            return False
        return True

    assert at_once(8, release).count(True) == 1
    assert Notification.objects.count() == 2


def test_a_database_that_is_locked_for_long_says_so_and_takes_the_same_form_afterwards(content: Catalogue) -> None:
    said = submission()
    with _locked(), pytest.raises(NotStored):
        intake.receive(submission=said, traces=traces(), content=content, now=NOW)
    receipt = intake.receive(submission=said, traces=traces(), content=content, now=NOW)
    assert Enquiry.objects.get().reference == receipt.reference


@contextmanager
def _locked() -> Iterator[None]:
    """Let another connection hold the lock that writing needs, and this one give up soon."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                connection.cursor().execute("LOCK TABLE enquiries_enquiry IN ACCESS EXCLUSIVE MODE")
            held.set()
            done.wait()
        connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    impatient = "SET lock_timeout = '50ms'" if connection.vendor == "postgresql" else "PRAGMA busy_timeout = 50"
    connection.cursor().execute(impatient)
    try:
        yield
    finally:
        done.set()
        holder.join()
        connection.close()
