"""The queue: which enquiries a tab shows, the most pressing first, a page at a time and never counted whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.urls import reverse
from treatments.catalogue import Catalogue
from treatments.schema.clinic import Clinic

from enquiries import presence, reference
from enquiries.models import Channel, Delivery, Enquiry, EnquiryQuerySet, Notification, Status

from . import wording
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


@dataclass(frozen=True, slots=True)
class Choice:
    """A tab as it is drawn; `count` is None where counting would read the whole table."""

    tab: Tab
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
    return Enquiry.objects.in_queue().filter(_rule(tab, account=account, clinic=clinic, now=now))


def counts(*, account: User, clinic: Clinic, now: datetime) -> dict[str, int]:
    """Return how many enquiries each tab shows, and how much mail failed, in three queries over partial indexes."""
    wanted = {tab.name: Count("pk", filter=_rule(tab, account=account, clinic=clinic, now=now)) for tab in OPEN_TABS}
    counted = Enquiry.objects.in_queue().order_by().aggregate(**wanted)
    return {
        **{tab.value: counted[tab.name] for tab in OPEN_TABS},
        Tab.SPAM.value: Enquiry.objects.suspected_spam().order_by().count(),
        Tab.FAILED_MAIL.value: Notification.objects.filter(state=Delivery.FAILED).count(),
    }


def choices(current: Tab | None, counted: dict[str, int]) -> list[Choice]:
    """Return the tabs as they are drawn."""
    base = reverse("admin:enquiries_enquiry_changelist")
    return [Choice(tab, LABELS[tab], f"{base}?tab={tab}", counted.get(tab), tab is current) for tab in Tab]


def page(found: EnquiryQuerySet, number: int) -> tuple[list[Enquiry], bool]:
    """Return one page of enquiries, counted from 1, and whether there is another."""
    start = (number - 1) * PAGE
    taken = list(found.select_related("assigned_to")[start : start + PAGE + 1])
    return taken[:PAGE], len(taken) > PAGE and number < LAST_PAGE


def neighbours(enquiry: Enquiry, *, account: User, clinic: Clinic, now: datetime) -> dict[str, int | None]:
    """Return which enquiries stand before and after this one in the list of what there is to do, or would."""
    listed = chosen(Tab.TO_DO, account=account, clinic=clinic, now=now).exclude(pk=enquiry.pk)
    here = {"due_at": enquiry.due_at, "received_at": enquiry.received_at}
    later = Q(due_at__gt=here["due_at"]) | Q(due_at=here["due_at"], received_at__gte=here["received_at"])
    return {
        "previous": listed.filter(due_at__lte=here["due_at"]).exclude(later).values_list("pk", flat=True).last(),
        "next": listed.filter(due_at__gte=here["due_at"]).filter(later).values_list("pk", flat=True).first(),
    }


def rows(enquiries: Sequence[Enquiry], *, account: User, content: Catalogue, now: datetime) -> list[Row]:
    """Return enquiries as lines of a list, with who else has each of them open."""
    others = presence.others(enquiries=[each.pk for each in enquiries], account=account, now=now)
    return [_row(each, others.get(each.pk, ()), content, now) for each in enquiries]


def _row(enquiry: Enquiry, others: Iterable[User], content: Catalogue, now: datetime) -> Row:
    assigned = enquiry.assigned_to
    return Row(
        pk=enquiry.pk,
        version=enquiry.version,
        reference=reference.grouped(enquiry.reference),
        url=reverse("admin:enquiries_enquiry_change", args=[enquiry.pk]),
        name=enquiry.name,
        about=wording.about(enquiry, content),
        channel=enquiry.get_contact_by_display(),
        reach=enquiry.email if enquiry.contact_by == Channel.EMAIL else enquiry.phone,
        status="suspected spam" if enquiry.suspected else _status(enquiry),
        due=wording.due(enquiry, clinic=content.clinic, now=now),
        waiting=_waiting(enquiry, content.clinic, now),
        who=wording.account_name(assigned) if assigned else "",
        badges=wording.badges(enquiry),
        open_by=tuple(wording.account_name(each) for each in others),
        message=enquiry.message,
    )


def _status(enquiry: Enquiry) -> str:
    outcome = f": {enquiry.get_outcome_display()}" if enquiry.outcome else ""
    return f"{enquiry.get_status_display()}{outcome}"


def _waiting(enquiry: Enquiry, clinic: Clinic, now: datetime) -> str:
    if enquiry.settled_at:
        return ""
    waited = wording.open_hours(clinic, since=enquiry.received_at, until=now)
    return f"asked {waited} ago" if waited else f"asked {wording.moment(enquiry.received_at, clinic, now)}"


def _rule(tab: Tab, *, account: User, clinic: Clinic, now: datetime) -> Q:
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
