"""Two enquiries become one by a person's choice, lose nothing, and become two again as they were."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import serializers
from django.db import IntegrityError, transaction

from enquiries import audit, calls, finding, handling, merging, workflow
from enquiries.booking import Assured
from enquiries.merging import MergeRefused
from enquiries.models import (
    CallAttempt,
    CallResult,
    Channel,
    Enquiry,
    Event,
    Happening,
    Merge,
    Need,
    Outcome,
    Status,
    TimeOfDay,
)
from enquiries.workflow import MovedMeanwhile, MoveRefused
from treatments.catalogue import Catalogue

from .cast import NOW, received, suspected

pytestmark = pytest.mark.django_db

BY = audit.staff(7)
CANARY = "Quetzalcoatlinda"
SOONER = NOW - timedelta(days=4)


@pytest.fixture
def first(content: Catalogue) -> Enquiry:
    """What she asked last Thursday."""
    return received(content, now=SOONER, tell_us_first=("pregnancy",))


@pytest.fixture
def second(content: Catalogue) -> Enquiry:
    """What she asked again, from another number and address, this morning."""
    return received(
        content, message="And my knee.", phone="020 7946 0999", email="w@example.org", good_times=(TimeOfDay.EVENING,)
    )


def merge(enquiry: Enquiry, into: Enquiry, *taken: str) -> None:
    merging.merge(enquiry=enquiry, into=into, taken=taken, by=BY, now=NOW)


def undo(enquiry: Enquiry, into: Enquiry, **when: Any) -> None:
    merging.unmerge(enquiry=stored(enquiry), into=stored(into), by=BY, **{"now": NOW, **when})


def stored(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.get(pk=enquiry.pk)


def said(*enquiries: Enquiry) -> list[dict[str, Any]]:
    """Return everything that the database holds of these, but for the number of changes."""
    rows = serializers.serialize(
        "python", Enquiry.objects.filter(pk__in=[each.pk for each in enquiries]).order_by("pk")
    )
    return [{name: value for name, value in row["fields"].items() if name != "version"} for row in rows]


def test_one_is_closed_as_a_duplicate_and_points_to_the_other(first: Enquiry, second: Enquiry) -> None:
    merge(second, first)
    closed = stored(second)
    assert (closed.status, closed.outcome, closed.merged_into) == (Status.CLOSED, Outcome.DUPLICATE, first)
    assert stored(first).status == Status.NEW


def test_what_was_chosen_is_taken_and_the_rest_stays(first: Enquiry, second: Enquiry) -> None:
    merge(second, first, "phone", "good-times")
    kept = stored(first)
    assert (kept.phone, kept.phone_e164, kept.good_times) == ("020 7946 0999", "+442079460999", ["evening"])
    assert (kept.email, kept.message) == ("wilhelmina@example.org", "My elbow hurts when I lift the kettle.")


def test_what_they_told_us_first_is_kept_from_both(content: Catalogue, first: Enquiry) -> None:
    again = received(content, message="Also.", tell_us_first=("blood-thinners", "pregnancy"))
    merge(again, first)
    assert stored(first).tell_us_first == ["pregnancy", "blood-thinners"]


def test_the_sooner_promise_is_the_one_to_keep(first: Enquiry, second: Enquiry) -> None:
    sooner, later = first.due_at, second.due_at
    merge(first, second)
    assert stored(second).due_at == sooner < later


def test_a_snooze_of_the_one_that_stays_survives(first: Enquiry, second: Enquiry) -> None:
    until = NOW + timedelta(days=3)
    handling.snooze(enquiry=first, until=until, by=BY, now=NOW, knowingly=True)
    merge(second, first)
    assert (stored(first).snoozed_until, stored(first).due_at) == (until, until)


def test_both_histories_tell_of_it_without_a_word_of_the_patient(first: Enquiry, second: Enquiry) -> None:
    merge(second, first, "phone")
    there, here = Event.objects.filter(happening=Happening.MERGED).order_by("pk")
    assert (there.reference, there.details) == (second.reference, {"to": first.reference.lower(), "taken": 1})
    assert (here.reference, here.details) == (first.reference, {"from": second.reference.lower(), "taken": 1})


@pytest.mark.parametrize("status", [Status.NEW, Status.CONTACTING, Status.WAITING])
def test_undoing_makes_both_what_they_were(content: Catalogue, first: Enquiry, second: Enquiry, status: Status) -> None:
    if status is not Status.NEW:
        workflow.move(enquiry=second, to=status, by=BY, now=NOW + timedelta(microseconds=123_456))
    before = said(first, second)
    merge(second, first, *merging.PARTS)
    assert said(first, second) != before
    undo(second, first)
    assert said(first, second) == before
    assert not Merge.objects.exists()
    assert Event.objects.filter(happening=Happening.UNMERGED).count() == 2


def test_undoing_wakes_nobody_who_was_snoozed(first: Enquiry, second: Enquiry) -> None:
    handling.snooze(enquiry=second, until=NOW + timedelta(days=2), by=BY, now=NOW, knowingly=True)
    before = said(first, second)
    merge(second, first)
    undo(second, first)
    assert said(first, second) == before


def test_what_was_done_since_stays_done(content: Catalogue, first: Enquiry, second: Enquiry) -> None:
    merge(second, first, "phone")
    calls.log(enquiry=first, result=CallResult.NO_ANSWER, by=BY, now=NOW, clinic=content.clinic)
    called = stored(first)
    undo(second, first)
    now = stored(first)
    assert (now.status, now.due_at, now.answered_at) == (called.status, called.due_at, called.answered_at)
    assert now.phone == "020 7946 0123"
    assert first.calls.count() == 1


def test_the_same_words_sent_again_meanwhile_stand_for_themselves(
    content: Catalogue, first: Enquiry, second: Enquiry
) -> None:
    merge(second, first)
    twin = received(
        content, message="And my knee.", phone="020 7946 0999", email="w@example.org", good_times=(TimeOfDay.EVENING,)
    )
    assert twin.pk != second.pk
    undo(second, first)
    assert stored(second).fingerprint == ""


def test_the_later_of_two_merges_is_undone_first(content: Catalogue, first: Enquiry, second: Enquiry) -> None:
    third = received(content, message="And my hip.")
    merge(second, first)
    merge(third, first)
    with pytest.raises(MergeRefused, match="undo that merge first"):
        undo(second, first)
    undo(third, first)
    undo(second, first)
    assert not Enquiry.objects.filter(merged_into__isnull=False).exists()


def test_what_is_not_merged_cannot_be_undone(first: Enquiry, second: Enquiry) -> None:
    with pytest.raises(MergeRefused, match="not merged"):
        undo(second, first)


def test_an_enquiry_is_not_merged_with_itself(first: Enquiry) -> None:
    with pytest.raises(MergeRefused, match="with itself"):
        merge(first, stored(first))


def test_a_suspected_one_is_neither_merged_nor_merged_into(content: Catalogue, first: Enquiry) -> None:
    machine = suspected(content)
    for pair in ((machine, first), (first, machine)):
        with pytest.raises(MergeRefused, match="release it first"):
            merge(*pair)


def test_a_merged_one_is_neither_merged_again_nor_merged_into(
    content: Catalogue, first: Enquiry, second: Enquiry
) -> None:
    third = received(content, message="And my hip.")
    merge(second, first)
    for pair in ((stored(second), third), (third, stored(second))):
        with pytest.raises(MergeRefused, match="merged already"):
            merge(*pair)
    with pytest.raises(MergeRefused, match="keep that one"):
        merge(stored(first), third)


def test_a_settled_one_is_reopened_first_so_that_nothing_new_hides_in_it(first: Enquiry, second: Enquiry) -> None:
    workflow.move(enquiry=first, to=Status.BOOKED, by=BY, now=NOW, assured=Assured(clinician_agreed=True))
    for pair in ((first, second), (second, first)):
        with pytest.raises(MergeRefused, match="reopen it first"):
            merge(*pair)


def test_a_demonstration_is_not_merged_with_a_patient(first: Enquiry, second: Enquiry) -> None:
    Enquiry.objects.filter(pk=second.pk).update(demo=True)
    with pytest.raises(MergeRefused, match="demonstration"):
        merge(stored(second), first)


def test_nobody_is_left_without_a_way_to_reach_them(content: Catalogue, first: Enquiry) -> None:
    mail = received(content, contact_by=Channel.EMAIL, phone="", message="By mail.")
    for taken in (("phone",), ("phone", "name")):
        with pytest.raises(MergeRefused, match="keep the phone number"):
            merge(mail, first, *taken)
    merge(mail, first, "phone", "contact-by")
    assert (stored(first).contact_by, stored(first).phone) == (Channel.EMAIL, "")


def test_a_part_made_up_is_refused(first: Enquiry, second: Enquiry) -> None:
    with pytest.raises(MergeRefused, match="Choose for each line"):
        merge(second, first, "message")


def test_a_change_of_either_since_it_was_read_is_told(first: Enquiry, second: Enquiry) -> None:
    for changed in (first, second):
        handling.note(enquiry=stored(changed), text="She called.", by=BY, now=NOW)
        with pytest.raises(MovedMeanwhile):
            merge(second, first)
        changed.refresh_from_db()
    assert not Merge.objects.exists()
    assert stored(second).status == Status.NEW


def test_nothing_is_done_to_a_merged_one(content: Catalogue, first: Enquiry, second: Enquiry) -> None:
    merge(second, first)
    gone = stored(second)
    with pytest.raises(MoveRefused, match="merged into another"):
        workflow.move(enquiry=gone, to=Status.CONTACTING, by=BY, now=NOW)
    with pytest.raises(MoveRefused, match="merged into another"):
        handling.note(enquiry=gone, text="Lost?", by=BY, now=NOW)
    with pytest.raises(MoveRefused, match="merged into another"):
        calls.log(enquiry=gone, result=CallResult.REACHED, by=BY, now=NOW, clinic=content.clinic)
    assert not CallAttempt.objects.exists()


def test_calls_before_the_merge_count_as_tried(content: Catalogue, first: Enquiry, second: Enquiry) -> None:
    for _ in range(2):
        calls.log(enquiry=second, result=CallResult.NO_ANSWER, by=BY, now=NOW, clinic=content.clinic)
    merge(second, first)
    assert calls.unreached(first) == 2
    calls.log(enquiry=first, result=CallResult.NO_ANSWER, by=BY, now=NOW + timedelta(hours=5), clinic=content.clinic)
    assert calls.unreached(first) == calls.ENOUGH


def test_a_search_finds_the_whole_by_anything_that_either_said(first: Enquiry, second: Enquiry) -> None:
    merge(second, first)
    for typed in ("7946 0999", "79460123", "w@example.org", "featherstonehaugh"):
        assert finding.find(typed).enquiries == (first.pk,)
    assert finding.find(second.reference).enquiries == (second.pk,)


def test_a_third_enquiry_belongs_to_the_person_of_both(content: Catalogue, first: Enquiry, second: Enquiry) -> None:
    merge(second, first)
    third = received(content, message="And my hip.", phone="020 7946 0999", email="")
    assert set(finding.of_same_person(third)) == {first, second}
    assert set(finding.of_same_person(first)) == {second}


def test_no_machine_merges_what_is_plainly_the_same(content: Catalogue) -> None:
    for number in range(3):
        received(content, now=NOW + timedelta(days=number))
    assert Enquiry.objects.filter(merged_into=None, status=Status.NEW).count() == 3


@pytest.mark.parametrize("erased", ["stays", "goes"])
def test_what_is_kept_for_undoing_goes_with_either_enquiry(content: Catalogue, first: Enquiry, erased: str) -> None:
    asked = received(content, name=f"{CANARY} Smith", needs=frozenset({Need.OTHER}), other_need=f"{CANARY}'s chair")
    merge(first, asked, "name", "needs-other")
    kept = Merge.objects.get()
    assert CANARY in serializers.serialize("json", [kept])
    assert CANARY not in serializers.serialize("json", Event.objects.all()) + str(kept) + repr(kept)
    stored(asked if erased == "stays" else first).delete()
    assert not Merge.objects.exists()
    assert Enquiry.objects.count() == (0 if erased == "stays" else 1)


@pytest.mark.parametrize(
    "broken", [{"merged_into": "itself"}, {"outcome": "declined"}, {"status": "new", "outcome": ""}]
)
def test_the_database_refuses_a_merge_that_cannot_be(first: Enquiry, second: Enquiry, broken: dict[str, str]) -> None:
    merge(second, first)
    changes: dict[str, Any] = {"merged_into": second} if "merged_into" in broken else broken
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=second.pk).update(**changes)
