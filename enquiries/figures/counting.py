"""Counts a period: one pass over its enquiries, one over its calls, and what the ledger keeps of those erased."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from treatments.catalogue import Catalogue
from treatments.schema.clinic import Clinic

from enquiries import ledger, opening
from enquiries.models import CallAttempt, CallResult, Ending, Enquiry, Promised, Source

from .period import Period
from .table import Column, Grid, Table, Wait, grid, table
from .waiting import HALF, NINE_TENTHS, OpenHours, percentile

NOT_SURE = "not sure"
STILL_OPEN = "still open"
NOT_DUE = "not due yet"
ERASED = "erased already, so counted by month alone"


class Asked(NamedTuple):
    """What is read of each enquiry: nothing that says who asked."""

    received_at: datetime
    promised_by: datetime
    answered_at: datetime | None
    settled_at: datetime | None
    treatment: str
    source: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a period, small numbers hidden already."""

    period: Period
    volume: Table
    promises: Table
    share_kept: str
    wait: Wait
    outcomes: Table
    treatments: Table
    sources: Table
    calls: Grid

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that add up."""
        return self.volume, self.promises, self.outcomes, self.treatments, self.sources


@dataclass
class _Tally:
    """Counters that one pass fills."""

    arrived: Counter[date] = field(default_factory=Counter)
    erased: Counter[date] = field(default_factory=Counter)
    promised: Counter[str] = field(default_factory=Counter)
    endings: Counter[str] = field(default_factory=Counter)
    treatments: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)

    def enter(self, *, treatment: str, source: str, ending: str, promised: str, count: int = 1) -> None:
        self.treatments[treatment] += count
        self.sources[source] += count
        self.endings[ending] += count
        self.promised[promised] += count


def count(*, period: Period, content: Catalogue, now: datetime, demo: bool = False) -> Figures:
    """Return the figures of a period, in three queries: real enquiries, or with `demo` those of the demonstration.

    What is suspected of being spam is in none of them.
    """
    clinic = content.clinic
    tally = _tally(period, clinic, now=now, demo=demo)
    if not demo and period.whole_months:
        _add_erased(tally, period)
    promises = _promises(tally)
    return Figures(
        period=period,
        volume=_volume(tally, period),
        promises=promises,
        share_kept=share_kept(promises),
        wait=_wait(tally.waits, clinic),
        outcomes=_by(
            tally.endings, "outcomes", "What came of them", [*Ending.values, STILL_OPEN], dict(Ending.choices)
        ),
        treatments=_treatments(tally.treatments, content),
        sources=_by(tally.sources, "sources", "How they reached us", Source.values, dict(Source.choices)),
        calls=_calls(period, clinic, demo=demo),
    )


def share_kept(promises: Table) -> str:
    """Return how many of a hundred promises were kept; a bound where the table hides what the share would give away.

    It is made of what the table shows and of nothing else, so that it tells nothing more.
    """
    (kept, missed, *others), total = [line.count for line in promises.lines], promises.total.count
    if total is None:
        return ""
    owed = total - sum(each or 0 for each in others)
    if not owed or (kept is None and missed is None):
        return ""
    if kept is None:
        return f"at most {-(-100 * (owed - (missed or 0)) // owed)} in 100"
    return f"{'at least ' if missed is None else ''}{100 * kept // owed} in 100"


def _tally(period: Period, clinic: Clinic, *, now: datetime, demo: bool) -> _Tally:
    zone = ZoneInfo(clinic.time_zone)
    begins, ends = period.moments(zone)
    hours = OpenHours(clinic, since=begins, until=now)
    tally = _Tally()
    for asked in _asked(begins, ends, demo=demo):
        tally.arrived[asked.received_at.astimezone(zone).date()] += 1
        became = ledger.promised(
            answered_at=asked.answered_at, promised_by=asked.promised_by, outcome=asked.outcome, now=now
        )
        ending = (asked.outcome or Ending.BOOKED) if asked.settled_at else STILL_OPEN
        tally.enter(treatment=asked.treatment, source=asked.source, ending=ending, promised=became or NOT_DUE)
        if asked.answered_at and became is not Promised.NOT_OWED:
            tally.waits.append(hours.between(asked.received_at, asked.answered_at))
    return tally


def _asked(begins: datetime, ends: datetime, *, demo: bool) -> Iterator[Asked]:
    chosen = Enquiry.objects.filter(received_at__gte=begins, received_at__lt=ends, demo=demo, suspected=False)
    yield from map(Asked._make, chosen.values_list(*Asked._fields).iterator(chunk_size=5_000))


def _add_erased(tally: _Tally, period: Period) -> None:
    for line in ledger.lines(first=period.begins, last=period.ends):
        if line.month < period.ends:
            tally.erased[line.month] += line.enquiries
            tally.enter(
                treatment=line.treatment,
                source=line.source,
                ending=line.ending,
                promised=line.promised,
                count=line.enquiries,
            )


def _volume(tally: _Tally, period: Period) -> Table:
    erased = tally.erased if period.by_month else Counter[date]()
    counts = [
        (each.label, sum(n for day, n in (tally.arrived + erased).items() if each.begins <= day < each.ends))
        for each in period.stretches()
    ]
    if tally.erased and not period.by_month:
        counts.append((ERASED, tally.erased.total()))
    unit = "month" if period.by_month else "week"
    return table("volume", f"Enquiries by {unit}", unit.capitalize(), counts)


def _promises(tally: _Tally) -> Table:
    words = {
        Promised.KEPT.value: "answered in time",
        Promised.MISSED.value: "answered late, or not yet and overdue",
        NOT_DUE: "not due yet",
        Promised.NOT_OWED.value: "nothing owed: duplicates, spam, withdrawn",
    }
    return _by(tally.promised, "promises", "Promises kept", list(words), words)


def _wait(waits: list[float], clinic: Clinic) -> Wait:
    return Wait(
        median_hours=percentile(waits, HALF),
        ninetieth_hours=percentile(waits, NINE_TENTHS),
        promised_hours=clinic.promise.within_open_hours,
    )


def _by(counts: Counter[str], key: str, heading: str, order: Iterable[str], words: dict[str, str]) -> Table:
    return table(key, heading, "", [(words.get(each, each), counts[each]) for each in order])


def _treatments(counts: Counter[str], content: Catalogue) -> Table:
    names = {name: content.treatments[name].title if name in content.treatments else name for name in counts}
    # Not by their size: the order would tell which of two hidden numbers is the larger.
    listed = sorted(counts, key=lambda name: (not name, names[name]))
    return _by(counts, "treatments", "What they were about", listed, names | {"": NOT_SURE})


def _calls(period: Period, clinic: Clinic, *, demo: bool) -> Grid:
    zone = ZoneInfo(clinic.time_zone)
    begins, ends = period.moments(zone)
    counted = CallAttempt.objects.filter(taken_back_at__isnull=True).exclude(result=CallResult.TEXTED)
    made = counted.filter(at__gte=begins, at__lt=ends, enquiry__demo=demo).values_list("at", flat=True)
    hours = _open_hours(clinic)
    # One column before the clinic opens and one after it closes take whatever was called at odd hours.
    early, late = hours.start - 1, hours.stop
    there = (at.astimezone(zone) for at in made.iterator(chunk_size=5_000))
    counts = Counter((at.weekday(), min(max(at.hour, early), late)) for at in there)
    shown = [hour for hour in range(early, late + 1) if hour in hours or any(counts[day, hour] for day in range(7))]
    days = sorted({opening.DAYS.index(each.day) for each in clinic.main.opening} | {day for day, _ in counts})
    rows = [(opening.DAYS[day].capitalize(), [counts[day, hour] for hour in shown]) for day in days]
    return grid("calls", "Calls by weekday and hour", [_column(hour, hours) for hour in shown], rows)


def _open_hours(clinic: Clinic) -> range:
    intervals = clinic.main.opening
    # A clinic that closes on the hour is not open in the one that begins then.
    last = max(each.closes.hour - (each.closes.minute == 0) for each in intervals)
    return range(min(each.opens.hour for each in intervals), last + 1)


def _column(hour: int, hours: range) -> Column:
    if hour < hours.start:
        return Column(f"<{hours.start}", f"before {hours.start}:00")
    if hour >= hours.stop:
        return Column(f"{hours.stop}+", f"from {hours.stop}:00")
    return Column(str(hour), f"{hour}:00")
