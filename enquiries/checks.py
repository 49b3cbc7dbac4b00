"""What an operator or an editor must mend before enquiries can be received, as Django system checks."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError
from django.utils import timezone
from treatments import catalogue, opening_days
from treatments.catalogue import Catalogue
from treatments.faults import ContentError

from . import opening, outbox, promise, safety


@register("content")
def check_content(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """enquiries.E001 to E004: what the content must say so that an enquiry can be received and promised an answer."""
    try:
        content = catalogue.read(settings.CONTENT_DIR, today=date.today(), overdue_allowed=True)
    except ContentError:
        # treatments.E001 names every fault already.
        return []
    return [*_clock_and_calendar(content), *_safety_and_privacy(content)]


@register(Tags.database)
def check_sender(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> Sequence[CheckMessage]:
    """enquiries.W001 while nobody hands over the mail that enquiries owe."""
    if not databases:
        return []
    try:
        silent = outbox.is_silent(now=timezone.now())
    except DatabaseError:
        # Before the first migration there are no tables, and no mail is owed.
        return []
    hint = "run `manage.py send_notifications --loop` as a service beside the web server"
    message = "no mail has been handed over, or looked for, in the last ten minutes"
    return [Warning(message, hint=hint, id="enquiries.W001")] if silent else []


def _clock_and_calendar(content: Catalogue) -> Iterator[CheckMessage]:
    clinic = content.clinic
    try:
        ZoneInfo(clinic.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        hint = "write a name of the IANA time zone database, such as Europe/London"
        yield Error(f"clinic.yaml time_zone: nobody knows {clinic.time_zone!r}", hint=hint, id="enquiries.E001")
        return
    try:
        opening_days.bank_holidays(clinic.holidays_region, date.today().year)
    except NotImplementedError:
        hint = "write an ISO 3166-2 code that the holidays library knows, such as GB-ENG"
        yield Error(
            f"clinic.yaml holidays_region: nobody knows {clinic.holidays_region!r}", hint=hint, id="enquiries.E002"
        )
        return
    try:
        promise.promised_by(timezone.now(), clinic)
    except opening.NeverOpen:
        hint = "correct opening or closures, or promise fewer hours"
        message = f"clinic.yaml promise: {clinic.promise.within_open_hours} opening hours do not pass within two years"
        yield Error(message, hint=hint, id="enquiries.E003")


def _safety_and_privacy(content: Catalogue) -> Iterator[CheckMessage]:
    missing = [f"level {level}" for level in safety.URGENT if level not in content.levels]
    missing += [] if "privacy" in content.pages else ["page privacy"]
    for each in missing:
        hint = "the form cannot be shown without it: write it in safety/red-flags.yaml or pages/privacy.yaml"
        yield Error(f"the content has no {each}", hint=hint, id="enquiries.E004")
