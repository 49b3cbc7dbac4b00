"""How the desk stands: numbers, references and pages, and nothing that says who somebody is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from treatments.catalogue import Catalogue
from treatments.schema.clinic import Clinic

from enquiries import opening, retention
from enquiries.desk import home, queue
from enquiries.desk.queue import Tab
from enquiries.models import Enquiry, Event, Happening, RetentionRun, Status
from enquiries.reference import grouped

COUNTED = (Tab.OVERDUE, Tab.UNASSIGNED, Tab.NEW, Tab.TODAY, Tab.WAITING, Tab.FAILED_MAIL, Tab.SPAM)
MOST_NAMED = 20
LOOKED_THROUGH = 200
"""So many of those that came first are asked for; more than that unopened is a fire, not a line in a mail."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One list of the desk and how many are in it."""

    tab: Tab
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a digest says."""

    counted: tuple[Counted, ...]
    unopened: tuple[str, ...]
    unopened_hours: int
    reviews: tuple[home.Review, ...]
    retention: RetentionRun | None

    @property
    def is_quiet(self) -> bool:
        """Whether nothing waits for anybody."""
        return not (self.reviews or self.unopened or any(each.number for each in self.counted))


def standing(*, content: Catalogue, now: datetime) -> Standing:
    """Return how the desk stands; demonstrations are not counted."""
    today = now.astimezone(ZoneInfo(content.clinic.time_zone)).date()
    reviews = home.reviews(content=content, now=now)["reviews"]
    return Standing(
        counted=tuple(_count(tab, content.clinic, now) for tab in COUNTED),
        unopened=tuple(_unopened(content.clinic, now))[:MOST_NAMED],
        unopened_hours=unopened_hours(content.clinic),
        reviews=tuple(each for each in reviews if each.due <= today),
        retention=retention.last_run(),
    )


def unopened_hours(clinic: Clinic) -> int:
    """Return after how many working hours an enquiry that nobody opened is named: half of what was promised."""
    return max(1, clinic.promise.within_open_hours // 2)


def _count(tab: Tab, clinic: Clinic, now: datetime) -> Counted:
    # No list counted here is somebody's own, so that any account will do.
    listed = queue.chosen(tab, account=User(), clinic=clinic, now=now).filter(demo=False)
    return Counted(tab, queue.LABELS[tab], listed.order_by().count())


def _unopened(clinic: Clinic, now: datetime) -> Iterator[str]:
    """Yield the references of new enquiries that nobody has opened although they came so many working hours ago."""
    opened = Event.objects.filter(reference=OuterRef("reference"), happening=Happening.OPENED)
    waiting = Enquiry.objects.in_queue().filter(~Exists(opened), demo=False, status=Status.NEW)
    longest = timedelta(hours=unopened_hours(clinic))
    for each in waiting.order_by("received_at")[:LOOKED_THROUGH]:
        if opening.hours_open(clinic, since=each.received_at, until=now) >= longest:
            yield grouped(each.reference)
