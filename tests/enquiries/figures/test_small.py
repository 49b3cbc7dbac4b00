"""No number from 1 to 4 is shown, and none can be worked out from what is."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries.figures import small
from enquiries.figures.table import HIDDEN, table

COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=8)


def shown(counts: list[int]) -> list[str]:
    made = table("key", "Heading", "Which", [(str(place), count) for place, count in enumerate(counts)])
    return [line.shown for line in (*made.lines, made.total)]


@given(COUNTS)
def test_a_small_number_is_never_shown(counts: list[int]) -> None:
    assert not set(shown(counts)) & {"1", "2", "3", "4"}


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_what_is_hidden_could_be_something_else(counts: list[int]) -> None:
    """Whoever knows the sum of what is hidden, and that no nought is among it, still finds several answers."""
    *lines, total = shown(counts)
    gone = [place for place, line in enumerate(lines) if line == HIDDEN]
    if not gone or total == HIDDEN:
        return
    rest = int(total) - sum(int(line) for line in lines if line != HIDDEN)
    least = 0 if any(counts[place] == 0 for place in gone) else 1
    answers = [each for each in product(range(least, rest + 1), repeat=len(gone)) if sum(each) == rest]
    for possible in zip(*answers, strict=True):
        assert len(set(possible)) > 1


@given(COUNTS)
def test_the_lines_and_the_total_that_are_shown_are_true(counts: list[int]) -> None:
    for line, count in zip(shown(counts), [*counts, sum(counts)], strict=True):
        assert line in {HIDDEN, str(count)}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([12, 30], ["12", "30", "42"]),
        ([12, 0], ["12", "0", "12"]),
        # One small number would be the total less the others: the smallest of those goes with it.
        ([3, 12, 30], ["[c]", "[c]", "30", "45"]),
        ([3, 12, 30, 0], ["[c]", "[c]", "30", "0", "45"]),
        ([3, 4, 30], ["[c]", "[c]", "30", "37"]),
        # Two ones would be told by their sum.
        ([1, 1, 30], ["[c]", "[c]", "[c]", "32"]),
        ([3, 0], ["[c]", "[c]", "[c]"]),
        ([1, 1, 1, 1, 1], ["[c]"] * 6),
        ([], ["0"]),
    ],
    ids=str,
)
def test_as_many_are_hidden_as_it_takes_and_no_more(counts: list[int], expected: list[str]) -> None:
    assert shown(counts) == expected
    assert small.hidden([]) == frozenset()
