"""Whatever says whether a treatment helps can be left out, and something is left to read."""

from __future__ import annotations

from tests.treatments.rules.conftest import Break

HOME = ("home.yaml", "honesty: We tell you when we do not know.")


def test_a_mark_that_opens_or_closes_nothing_is_a_fault_at_its_own_place(broken: Break) -> None:
    assert broken((*HOME, "honesty: |\n  We tell you.\n  ::: results\n  It helps.")) == [
        (
            "en/home.yaml:15:3 honesty: '::: results' opens or closes nothing; "
            "write '::: results', the passage, and ':::', each mark on a line of its own"
        )
    ]


def test_a_field_that_would_say_nothing_needs_something_in_its_place(broken: Break) -> None:
    assert broken((*HOME, "honesty: |\n  ::: results\n  It may help.\n  :::")) == [
        (
            "en/home.yaml:13:10 honesty: says nothing where results may not be told; "
            "add '::: otherwise' and what stands there instead, before the closing ':::'"
        )
    ]


def test_with_something_in_its_place_it_is_whole(broken: Break) -> None:
    assert broken((*HOME, "honesty: |\n  ::: results\n  It may help.\n  ::: otherwise\n  Ask us.\n  :::")) == []


def test_an_entry_of_a_list_that_nobody_refers_to_may_go(broken: Break) -> None:
    reason = "{heading: Sourced, text: Every claim has its source.}"
    marked = "heading: Sourced\n    text: |\n      ::: results\n      It may help.\n      :::"
    assert broken(("home.yaml", reason, marked)) == []


def test_the_figure_of_a_result_outside_the_marks_is_a_fault(broken: Break) -> None:
    assert broken((*HOME, "honesty: We asked {claim.elbow-physio.people} people.")) == [
        (
            "en/home.yaml:13:19 honesty: {claim.elbow-physio.people} is a result outside '::: results'; "
            "put the passage between '::: results' and ':::'"
        )
    ]


def test_inside_the_marks_it_may_stand(broken: Break) -> None:
    marked = "::: results\n  We asked {claim.elbow-physio.people} people.\n  :::"
    assert broken((*HOME, f"honesty: |\n  We tell you.\n\n  {marked}")) == []
