"""An enquiry moves as the table says, leaving an event, and for one person at a time."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from enquiries import audit, workflow
from enquiries.booking import Assured
from enquiries.models import OPEN, Enquiry, Event, Happening, Outcome, Status
from enquiries.workflow import MOVES, MovedMeanwhile, MoveRefused, NotCleared
from treatments.catalogue import Catalogue

from .cast import NOW, received, suspected

pytestmark = pytest.mark.django_db

RECEPTION = audit.staff(7)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def enquiry(content: Catalogue) -> Enquiry:
    return received(content)


def move(enquiry: Enquiry, to: Status, outcome: Outcome | None = None) -> None:
    workflow.move(enquiry=enquiry, to=to, by=RECEPTION, now=LATER, outcome=outcome)


def stand(enquiry: Enquiry, status: Status) -> None:
    """Bring a new enquiry to this status."""
    if status is not Status.NEW:
        move(enquiry, status, Outcome.DECLINED if status is Status.CLOSED else None)


@pytest.mark.parametrize(("shown", "to"), list(product(Status, Status)), ids=str)
def test_every_pair_of_statuses_is_a_move_or_is_refused(enquiry: Enquiry, shown: Status, to: Status) -> None:
    stand(enquiry, shown)
    events = Event.objects.count()
    outcome = Outcome.NO_CONTACT if to is Status.CLOSED else None
    if to in MOVES[shown]:
        move(enquiry, to, outcome)
    else:
        with pytest.raises(MoveRefused):
            move(enquiry, to, outcome)
    stored = Enquiry.objects.get(pk=enquiry.pk)
    moved = to in MOVES[shown]
    assert stored.status == enquiry.status == (to if moved else shown)
    assert Event.objects.count() == events + moved


@pytest.mark.parametrize(("shown", "to"), list(product(Status, Status)), ids=str)
def test_past_the_workflow_the_database_refuses_every_move_that_is_not_in_the_table(
    enquiry: Enquiry, shown: Status, to: Status
) -> None:
    stand(enquiry, shown)
    enquiry.status, enquiry.outcome = to, Outcome.DECLINED if to is Status.CLOSED else ""
    enquiry.settled_at = None if to in OPEN else LATER
    if to in MOVES[shown] or to is shown:
        enquiry.save()
        return
    for write in (
        enquiry.save,
        lambda: _write_all(enquiry),
        lambda: Enquiry.objects.bulk_update([enquiry], ["status"]),
    ):
        with pytest.raises(IntegrityError, match="table of moves"), transaction.atomic():
            write()
    assert Enquiry.objects.get(pk=enquiry.pk).status == shown


def _write_all(enquiry: Enquiry) -> None:
    written = {name: getattr(enquiry, name) for name in ("status", "outcome", "settled_at")}
    Enquiry.objects.filter(pk=enquiry.pk).update(**written)


def test_every_open_status_can_be_closed_and_every_settled_one_reopened() -> None:
    assert all(Status.CLOSED in MOVES[status] for status in OPEN)
    assert all(MOVES[status] & set(OPEN) for status in Status if status not in OPEN)


def test_a_move_leaves_an_event_that_says_from_where_to_where_and_why(enquiry: Enquiry) -> None:
    move(enquiry, Status.CLOSED, Outcome.NOT_SUITABLE)
    event = Event.objects.get(happening=Happening.MOVED)
    assert event.details == {"from": "new", "to": "closed", "outcome": "not-suitable"}
    assert (event.reference, event.by, event.at) == (enquiry.reference, RECEPTION, LATER)


def test_closing_needs_an_outcome_and_nothing_else_takes_one(enquiry: Enquiry) -> None:
    with pytest.raises(MoveRefused, match="outcome"):
        move(enquiry, Status.CLOSED)
    with pytest.raises(MoveRefused, match="outcome"):
        move(enquiry, Status.BOOKED, Outcome.DECLINED)


def test_reopening_takes_the_outcome_back(enquiry: Enquiry) -> None:
    move(enquiry, Status.CLOSED, Outcome.DECLINED)
    assert Enquiry.objects.get(pk=enquiry.pk).settled_at == LATER
    move(enquiry, Status.CONTACTING)
    stored = Enquiry.objects.get(pk=enquiry.pk)
    assert (stored.outcome, stored.settled_at) == ("", None)


def test_of_two_people_who_saw_the_same_one_moves_it_and_the_other_is_told(enquiry: Enquiry) -> None:
    as_anna_sees_it = Enquiry.objects.get(pk=enquiry.pk)
    as_ben_sees_it = Enquiry.objects.get(pk=enquiry.pk)
    move(as_anna_sees_it, Status.BOOKED)
    with pytest.raises(MovedMeanwhile):
        move(as_ben_sees_it, Status.CLOSED, Outcome.NO_CONTACT)
    assert Enquiry.objects.get(pk=enquiry.pk).status == Status.BOOKED
    assert Event.objects.filter(happening=Happening.MOVED).count() == 1


def test_suspected_spam_is_closed_as_spam_and_worked_on_only_after_its_release(content: Catalogue) -> None:
    machine = suspected(content)
    with pytest.raises(MoveRefused, match="Release"):
        move(machine, Status.CONTACTING)
    move(machine, Status.CLOSED, Outcome.SPAM)
    stored = Enquiry.objects.get(pk=machine.pk)
    assert (stored.status, stored.suspected, stored.suspicions) == (Status.CLOSED, False, "honeypot")


def test_nobody_is_booked_who_told_us_something_before_a_clinician_has_agreed(content: Catalogue) -> None:
    enquiry = received(content, tell_us_first=("pregnancy",))
    with pytest.raises(NotCleared, match="Has a clinician said yes"):
        workflow.move(enquiry=enquiry, to=Status.BOOKED, by=RECEPTION, now=LATER)
    assert Enquiry.objects.get().status == Status.NEW
    workflow.move(enquiry=enquiry, to=Status.BOOKED, by=RECEPTION, now=LATER, assured=Assured(clinician_agreed=True))
    assert Event.objects.get(happening=Happening.MOVED).details == {"from": "new", "to": "booked", "cleared": True}
