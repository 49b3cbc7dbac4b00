"""When the clinic is open: week, lunch, closures and bank holidays, on its own clock across summer time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from treatments.opening_days import is_closed_all_day
from treatments.schema.clinic import Clinic, Interval

HORIZON_DAYS = 2 * 366
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class NeverOpen(Exception):
    """The clinic does not open within two years: its content says so, and only its content can mend it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time during which the clinic is open. Both ends are in UTC, so that subtraction is honest."""

    opens: datetime
    closes: datetime


def stretches(clinic: Clinic, *, since: datetime) -> Iterator[Stretch]:
    """Yield the stretches that end after `since`, in order, for two years."""
    zone = ZoneInfo(clinic.time_zone)
    today = since.astimezone(zone).date()
    for day in (today + timedelta(days=count) for count in range(HORIZON_DAYS)):
        if not is_closed_all_day(day, clinic):
            yield from (each for each in _of_day(day, clinic, zone) if each.closes > since)


def now_open(now: datetime, clinic: Clinic) -> Stretch | None:
    """Return the stretch during which the clinic is open now, or None while it is closed."""
    first = next(stretches(clinic, since=now), None)
    return first if first and first.opens <= now else None


def next_opening(now: datetime, clinic: Clinic) -> datetime:
    """Return when the clinic opens next, after now. Raises NeverOpen."""
    for stretch in stretches(clinic, since=now):
        if stretch.opens > now:
            return stretch.opens
    raise NeverOpen(clinic.name)


def within(moment: datetime, clinic: Clinic) -> datetime:
    """Return the moment itself while the clinic is open then, or else when it next opens. Raises NeverOpen."""
    return moment if now_open(moment, clinic) else next_opening(moment, clinic)


def hours_open(clinic: Clinic, *, since: datetime, until: datetime) -> timedelta:
    """Return for how long the clinic is open between two moments, which is how long somebody waits for it to act."""
    total = timedelta(0)
    for stretch in stretches(clinic, since=since):
        if stretch.opens >= until:
            break
        total += min(stretch.closes, until) - max(stretch.opens, since)
    return total


def _of_day(day: date, clinic: Clinic, zone: ZoneInfo) -> Iterator[Stretch]:
    for interval in sorted(clinic.main.opening, key=_opens):
        if interval.day == DAYS[day.weekday()]:
            stretch = Stretch(_moment(day, interval.opens, zone), _moment(day, interval.closes, zone))
            # A stretch that lies within the hour skipped in spring is not there at all.
            if stretch.opens < stretch.closes:
                yield stretch


def _opens(interval: Interval) -> time:
    return interval.opens


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
