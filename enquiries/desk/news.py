"""What came up about enquiries beside what they say: asked again, mail that failed, and what is new since a snooze."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import F, Max

from enquiries import audit, finding
from enquiries.models import Delivery, Enquiry, Event, Handle, Happening, Note, Notification

from .wording import Badge

MOST_COMPARED = 1000
"""Whoever floods the form with one number slows nobody's list down."""

ASKED_AGAIN = "asked more than once"
MAIL_FAILED = "mail failed"
WOKEN = "snoozed before"
NEW_ENQUIRY = "new since the snooze: asked again"
NEW_NOTE = "new since the snooze: a colleague’s note"  # noqa: RUF001 - an apostrophe

type News = Mapping[int, Sequence[Badge]]


def of(enquiries: Sequence[Enquiry], *, account: User, now: datetime) -> News:
    """Return what came up about each enquiry, by its number, as somebody sees it: one's own note is no news.

    A snooze goes on whatever comes up; snoozing again says that it was seen.
    """
    told: dict[int, list[Badge]] = defaultdict(list)
    asked = _asked_again(enquiries)
    snoozed = _snoozed_at([each for each in enquiries if each.snoozed_until and each.snoozed_until > now])
    noted = _noted_by_others(snoozed, account)
    failed = _failed_mail(enquiries)
    for each in enquiries:
        since = snoozed.get(each.pk)
        told[each.pk] += [Badge(NEW_ENQUIRY)] * bool(since and each.pk in asked and asked[each.pk] > since)
        told[each.pk] += [Badge(NEW_NOTE)] * bool(since and each.pk in noted and noted[each.pk] > since)
        told[each.pk] += [Badge(ASKED_AGAIN)] * (each.pk in asked)
        told[each.pk] += [Badge(MAIL_FAILED)] * (each.pk in failed)
        told[each.pk] += [Badge(WOKEN, "plain")] * bool(each.snoozed_until and each.snoozed_until <= now)
    return told


def _asked_again(enquiries: Sequence[Enquiry]) -> dict[int, datetime]:
    """Return when the latest other enquiry of the same person came that is open too; of a family, each is their own."""
    open_ones = {each: finding.whole_keys(each) for each in enquiries if each.settled_at is None and not each.suspected}
    by_key = _open_by_key({key for keys in open_ones.values() for key in keys})
    latest: dict[int, datetime] = {}
    for one, keys in open_ones.items():
        others = (other for key in keys for other in by_key[key] if other.pk != one.pk and other.demo == one.demo)
        same = [other.received_at for other in others if finding.is_by_same_name(one, other)]
        latest |= {one.pk: max(same)} if same else {}
    return latest


def _open_by_key(keys: Collection[str]) -> Mapping[str, Sequence[Enquiry]]:
    found: dict[str, list[Enquiry]] = defaultdict(list)
    handles = Handle.objects.filter(key__in=keys, enquiry__settled_at=None, enquiry__suspected=False)
    columns = ("key", "enquiry__name", "enquiry__received_at", "enquiry__demo")
    for handle in handles.select_related("enquiry").only(*columns).order_by("-enquiry__received_at")[:MOST_COMPARED]:
        found[handle.key].append(handle.enquiry)
    return found


def _snoozed_at(snoozed: Sequence[Enquiry]) -> dict[int, datetime]:
    if not snoozed:
        return {}
    by_reference = {each.reference: each.pk for each in snoozed}
    events = Event.objects.filter(reference__in=by_reference, happening=Happening.SNOOZED)
    latest = events.values("reference").annotate(latest=Max("at")).values_list("reference", "latest")
    return {by_reference[reference]: at for reference, at in latest}


def _noted_by_others(snoozed: Mapping[int, datetime], account: User) -> dict[int, datetime]:
    if not snoozed:
        return {}
    theirs = Note.objects.filter(enquiry__in=snoozed).exclude(by=audit.staff(account.pk))
    return dict(theirs.values("enquiry").annotate(latest=Max("at")).values_list(F("enquiry"), "latest"))


def _failed_mail(enquiries: Sequence[Enquiry]) -> set[int]:
    failed = Notification.objects.filter(state=Delivery.FAILED, enquiry__in=enquiries)
    return set(failed.values_list("enquiry", flat=True))
