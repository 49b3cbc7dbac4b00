"""How long somebody waited, in hours during which the clinic was open, for thousands of them at once."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate

from treatments.schema.clinic import Clinic

from enquiries import opening

HALF, NINE_TENTHS = 50, 90
ENOUGH_FOR = {HALF: 5, NINE_TENTHS: 10}
"""With fewer the median, or the ninetieth percentile, would be the wait of somebody whom others can guess."""


class OpenHours:
    """The opening hours between two moments, added up once, so that each question is two look-ups."""

    def __init__(self, clinic: Clinic, *, since: datetime, until: datetime) -> None:
        self._opens: list[datetime] = []
        lengths: list[timedelta] = []
        for stretch in opening.stretches(clinic, since=since):
            if stretch.opens >= until:
                break
            self._opens.append(stretch.opens)
            lengths.append(stretch.closes - stretch.opens)
        self._lengths = lengths
        self._before = list(accumulate(lengths, initial=timedelta(0)))

    def between(self, since: datetime, until: datetime) -> float:
        """Return for how many hours the clinic was open between two moments."""
        return (self._until(until) - self._until(since)) / timedelta(hours=1)

    def _until(self, moment: datetime) -> timedelta:
        place = bisect_right(self._opens, moment) - 1
        if place < 0:
            return timedelta(0)
        return self._before[place] + min(moment - self._opens[place], self._lengths[place])


def percentile(waits: Sequence[float], of_hundred: int) -> float | None:
    """Return the nearest rank: the smallest wait that so many of a hundred did not exceed, to a tenth of an hour.

    None where too few waited. The waits need not be in order.
    """
    if len(waits) < ENOUGH_FOR[of_hundred]:
        return None
    rank = -(-len(waits) * of_hundred // 100)
    return round(sorted(waits)[rank - 1], 1)
