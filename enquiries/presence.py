"""Who has an enquiry open right now, so that two people do not call the same patient."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.contrib.auth.models import User

from .models import Enquiry, Presence

GONE_AFTER = timedelta(seconds=75)
"""The page says every twenty seconds that it is still open; three missed words mean that it is not."""

FORGET_AFTER = timedelta(days=1)


def seen(*, enquiry: Enquiry, account: User, now: datetime) -> None:
    """Note that somebody has the enquiry open; what is a day old is forgotten on the way."""
    Presence.objects.update_or_create(enquiry=enquiry, account=account, defaults={"seen_at": now})
    Presence.objects.filter(seen_at__lt=now - FORGET_AFTER).delete()


def others(*, enquiries: Collection[int], account: User, now: datetime) -> Mapping[int, list[User]]:
    """Return who else has each of these enquiries open, by its primary key."""
    rows = Presence.objects.filter(enquiry__in=enquiries, seen_at__gt=now - GONE_AFTER).exclude(account=account)
    found: dict[int, list[User]] = {}
    for row in rows.select_related("account").order_by("seen_at"):
        found.setdefault(row.enquiry_id, []).append(row.account)
    return found
