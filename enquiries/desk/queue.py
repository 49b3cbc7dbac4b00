"""The queue: which enquiries a tab shows, the most pressing first, a page at a time and never counted whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.urls import reverse
from treatments.catalogue import Catalogue
from treatments.schema.clinic import Clinic

from enquiries import presence, reference
from enquiries.models import Channel, Delivery, Enquiry, EnquiryQuerySet, Notification, Status

from . import news, wording
from .wording import Badge, Due

PAGE = 50
LAST_PAGE = 40
"""Further back nobody leafs: they search."""


class Tab(StrEnum):
    """A list that staff look at; the value stands in the address."""

    TO_DO = "to-do"
    NEW = "new"
    OVERDUE = "overdue"
    TODAY = "due-today"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    SNOOZED = "snoozed"
    WAITING = "waiting"
    SPAM = "suspected-spam"
    FAILED_MAIL = "failed-mail"
    SETTLED = "settled"


OPEN_TABS = tuple(tab for tab in Tab if tab not in {Tab.SPAM, Tab.FAILED_MAIL, Tab.SETTLED})

LABELS = {
    Tab.TO_DO: "To do",
    Tab.NEW: "New",
    Tab.OVERDUE: "Overdue",
    Tab.TODAY: "Due today",
    Tab.MINE: "Mine",
    Tab.UNASSIGNED: "Unassigned",
    Tab.SNOOZED: "Snoozed",
    Tab.WAITING: "Waiting for the patient",
    Tab.SPAM: "Suspected spam",
    Tab.FAILED_MAIL: "Mail that failed",
    Tab.SETTLED: "Booked or closed",
}


ORDER = {Tab.SPAM: "newest first", Tab.SETTLED: "latest first", Tab.FAILED_MAIL: "longest ago first"}
"""What stands on top of a list that is not about promises; the others begin with the most pressing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One enquiry in a list."""

    pk: int
    version: int
    reference: str
    url: str
    name: str
    about: str
    channel: str
    reach: str
    status: str
    due: Due
    waiting: str
    who: str
    badges: tuple[Badge, ...]
    open_by: tuple[str, ...]
    message: str
    is_open: bool

    @property
    def choice(self) -> str:
        """Return how a form names it as it is shown here: its number and its version."""
        return f"{self.pk}:{self.version}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A tab as it is drawn; `count` is None where counting would read the whole table."""

    key: str
    label: str
    url: str
    count: int | None
    current: bool


def chosen(tab: Tab, *, account: User, clinic: Clinic, now: datetime) -> EnquiryQuerySet:
    """Return the enquiries of a tab in its order."""
    if tab is Tab.SPAM:
        return Enquiry.objects.suspected_spam()
    if tab is Tab.SETTLED:
        return Enquiry.objects.settled()
    if tab is Tab.FAILED_MAIL:
        failed = Notification.objects.filter(state=Delivery.FAILED).values("enquiry")
        return Enquiry.objects.filter(pk__in=failed).order_by("received_at")
    return Enquiry.objects.in_queue().filter(rule(tab, account=account, clinic=clinic, now=now))


def counts(*, account: User, clinic: Clinic, now: datetime, more: Mapping[str, Q] | None = None) -> dict[str, int]:
    """Return how many enquiries each tab shows, and how much mail failed, in three queries over partial indexes.

    `more` names other rules to count in the queue, beside those of the tabs.
    """
    rules = {tab.value: rule(tab, account=account, clinic=clinic, now=now) for tab in OPEN_TABS} | dict(more or {})
    wanted = {f"n{number}": Count("pk", filter=each) for number, each in enumerate(rules.values())}
    counted = Enquiry.objects.in_queue().order_by().aggregate(**wanted)
    return {
        **{key: counted[f"n{number}"] for number, key in enumerate(rules)},
        Tab.SPAM.value: Enquiry.objects.suspected_spam().order_by().count(),
        Tab.FAILED_MAIL.value: Notification.objects.filter(state=Delivery.FAILED).count(),
    }


def choices(current: Tab | None, counted: Mapping[str, int]) -> list[Choice]:
    """Return the tabs as they are drawn."""
    base = reverse("admin:enquiries_enquiry_changelist")
    return [Choice(tab.value, LABELS[tab], f"{base}?tab={tab}", counted.get(tab), tab is current) for tab in Tab]


def page(found: EnquiryQuerySet, number: int) -> tuple[list[Enquiry], bool]:
    """Return one page of enquiries, counted from 1, and whether there is another."""
    start = (number - 1) * PAGE
    taken = list(found.select_related("assigned_to")[start : start + PAGE + 1])
    return taken[:PAGE], len(taken) > PAGE and number < LAST_PAGE


def place(enquiry: Enquiry, listed: EnquiryQuerySet) -> datetime | None:
    """Return by what a list sorts this enquiry first: where it stands before somebody acts on it."""
    found: datetime | None = getattr(enquiry, str(listed.query.order_by[0]).lstrip("-"))
    return found


def neighbours(enquiry: Enquiry, listed: EnquiryQuerySet, *, stood: datetime | None = None) -> dict[str, int | None]:
    """Return which enquiries stand before and after this one in a list, or would if it stood in it.

    `stood` is its place before somebody acted on it: what they did may have sent it to the end.
    """
    order = [str(each) for each in listed.query.order_by]
    values = [stood or place(enquiry, listed), *(getattr(enquiry, name.lstrip("-")) for name in order[1:])]
    if None in values:
        return {"previous": None, "next": None}
    others, (further, nearer) = listed.exclude(pk=enquiry.pk), _either_side(order[0])
    later = _later(list(zip(order, values, strict=True)))
    # The first condition lets the database begin at this enquiry instead of at the top.
    return {
        "previous": others.filter(**{nearer: values[0]}).exclude(later).values_list("pk", flat=True).last(),
        "next": others.filter(**{further: values[0]}).filter(later).values_list("pk", flat=True).first(),
    }


def _either_side(field: str) -> tuple[str, str]:
    name = field.lstrip("-")
    sides = f"{name}__gte", f"{name}__lte"
    return (sides[1], sides[0]) if field.startswith("-") else sides


def _later(order: list[tuple[str, Any]]) -> Q:
    (field, value), *rest = order
    further, _ = _either_side(field)
    if not rest:
        return Q(**{further: value})
    return Q(**{further.removesuffix("e"): value}) | (Q(**{field.lstrip("-"): value}) & _later(rest))


def rows(
    enquiries: Sequence[Enquiry], *, account: User, content: Catalogue, now: datetime, query: str = ""
) -> list[Row]:
    """Return the lines of a list, and who else has each open; `query` names the list that they lead back to."""
    others = presence.others(enquiries=[each.pk for each in enquiries], account=account, now=now)
    came_up = news.of(enquiries, account=account, now=now)
    return [
        _row(
            each,
            others=others.get(each.pk, ()),
            came_up=came_up[each.pk],
            content=content,
            now=now,
            query=query,
        )
        for each in enquiries
    ]


def _row(
    enquiry: Enquiry,
    *,
    others: Iterable[User],
    came_up: Sequence[Badge],
    content: Catalogue,
    now: datetime,
    query: str,
) -> Row:
    assigned = enquiry.assigned_to
    return Row(
        pk=enquiry.pk,
        version=enquiry.version,
        reference=reference.grouped(enquiry.reference),
        url=reverse("admin:enquiries_enquiry_change", args=[enquiry.pk]) + (f"?{query}" if query else ""),
        name=enquiry.name,
        about=wording.about(enquiry, content),
        channel=enquiry.get_contact_by_display(),
        reach=enquiry.email if enquiry.contact_by == Channel.EMAIL else enquiry.phone,
        status="suspected spam" if enquiry.suspected else _status(enquiry),
        due=wording.due(enquiry, clinic=content.clinic, now=now),
        waiting=_waiting(enquiry, content.clinic, now),
        who=wording.account_name(assigned) if assigned else "",
        badges=(*(Badge(words) for words in wording.suspicions(enquiry)), *came_up, *wording.badges(enquiry, content)),
        open_by=tuple(wording.account_name(each) for each in others),
        message=enquiry.message,
        is_open=enquiry.settled_at is None and not enquiry.suspected,
    )


def _status(enquiry: Enquiry) -> str:
    outcome = f": {enquiry.get_outcome_display()}" if enquiry.outcome else ""
    return f"{enquiry.get_status_display()}{outcome}"


def _waiting(enquiry: Enquiry, clinic: Clinic, now: datetime) -> str:
    if enquiry.settled_at:
        return ""
    waited = wording.open_hours(clinic, since=enquiry.received_at, until=now)
    return f"asked {waited} ago" if waited else f"asked {wording.moment(enquiry.received_at, clinic, now)}"


def rule(tab: Tab, *, account: User, clinic: Clinic, now: datetime) -> Q:
    """Return which enquiries of the queue a tab shows."""
    awake = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now)
    to_do = awake & (~Q(status=Status.WAITING) | Q(due_at__lte=now))
    return {
        Tab.TO_DO: to_do,
        Tab.NEW: awake & Q(status=Status.NEW),
        Tab.OVERDUE: awake & Q(due_at__lte=now),
        Tab.TODAY: awake & Q(due_at__gt=now, due_at__lt=_end_of_day(clinic, now)),
        Tab.MINE: awake & Q(assigned_to=account),
        Tab.UNASSIGNED: to_do & Q(assigned_to__isnull=True),
        Tab.SNOOZED: Q(snoozed_until__gt=now),
        Tab.WAITING: Q(status=Status.WAITING),
    }[tab]


def _end_of_day(clinic: Clinic, now: datetime) -> datetime:
    here = wording.local(now, clinic)
    return datetime.combine(here.date() + timedelta(days=1), time(0), here.tzinfo)
