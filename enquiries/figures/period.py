"""The periods that figures are asked for: the last weeks, the last year, or one month, on the clinic's calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKS = 13
MONTHS = 12
MONTHS_OFFERED = 24
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One column of a picture: from its first day until the day before `ends`."""

    label: str
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class Period:
    """A period: from its first day until the day before `ends`. `key` stands in the address."""

    key: str
    label: str
    begins: date
    ends: date

    @property
    def whole_months(self) -> bool:
        """Whether it is made of whole months, so that what was erased can be counted too."""
        return self.begins.day == self.ends.day == 1

    @property
    def by_month(self) -> bool:
        """Whether its columns are months; otherwise they are weeks."""
        return (self.ends - self.begins).days > WEEKS * 7

    def stretches(self) -> Iterator[Stretch]:
        """Yield its weeks, which begin on Mondays and are cut at its ends, or its months."""
        begins = self.begins
        while begins < self.ends:
            ends = months_later(begins, 1) if self.by_month else begins + WEEK - timedelta(days=begins.weekday())
            label = f"{begins:%b} {begins.year}" if self.by_month else f"{begins.day} {begins:%b}"
            yield Stretch(label, begins, min(ends, self.ends))
            begins = ends

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return its first moment and the first one after it."""
        return datetime.combine(self.begins, time(0), zone), datetime.combine(self.ends, time(0), zone)


def choices(today: date) -> tuple[Period, ...]:
    """Return the periods offered: the last 13 weeks with this one, the last 12 months with this one, and each month."""
    monday = today - timedelta(days=today.weekday())
    this_month = today.replace(day=1)
    next_month = months_later(this_month, 1)
    return (
        Period("13-weeks", f"Last {WEEKS} weeks", monday - (WEEKS - 1) * WEEK, monday + WEEK),
        Period("12-months", f"Last {MONTHS} months", months_later(next_month, -MONTHS), next_month),
        *(_month(months_later(this_month, -back)) for back in range(MONTHS_OFFERED)),
    )


def chosen(key: str, today: date) -> Period:
    """Return the period of a key; the last weeks for a key that means nothing."""
    offered = choices(today)
    return next((each for each in offered if each.key == key), offered[0])


def months_later(first: date, months: int) -> date:
    """Return the first day of the month so many months after the one of `first`."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _month(first: date) -> Period:
    return Period(f"{first:%Y-%m}", f"{first:%B %Y}", first, months_later(first, 1))
