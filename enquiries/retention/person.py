"""What is held about one person, to be handed to them: UK GDPR, article 15, the right of access."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction

from enquiries import audit, finding
from enquiries.models import Enquiry, EnquiryQuerySet, Event, Happening

KEYS = frozenset({"id", "submission_id", "fingerprint", "confirmation_token", "assigned_to", "version", "enquiry"})
"""What the site knows rows by: it says nothing about the person, or would open something."""


def of_same_person(enquiry: Enquiry) -> EnquiryQuerySet:
    """Return this enquiry and every other with the same number or address, the latest first."""
    others = finding.of_same_person(enquiry).order_by().values("pk")
    return Enquiry.objects.filter(models.Q(pk=enquiry.pk) | models.Q(pk__in=others)).order_by("-received_at")


@transaction.atomic
def export(*, enquiries: Iterable[Enquiry], reason: str, by: str, now: datetime) -> dict[str, Any]:
    """Return everything stored about these enquiries, ready for JSON, and record for each that it left the site."""
    return {"written": now.isoformat(), "enquiries": [_one(each, reason, by, now) for each in enquiries]}


def _one(enquiry: Enquiry, reason: str, by: str, now: datetime) -> dict[str, Any]:
    told = [_plain(event) for event in Event.objects.filter(reference=enquiry.reference).order_by("at", "pk")]
    details: dict[str, audit.Detail] = {"reason": reason}
    audit.record(reference=enquiry.reference, happening=Happening.EXPORTED, by=by, now=now, details=details)
    return {**_plain(enquiry), **_hanging_on(enquiry), "history": told}


def _hanging_on(enquiry: Enquiry) -> dict[str, Any]:
    """Return every row of every model that points to the enquiry, so that what is added later is not forgotten."""
    found: dict[str, Any] = {}
    for relation in enquiry._meta.related_objects:  # noqa: SLF001 - Django's own door
        rows = relation.related_model._default_manager.filter(**{relation.field.name: enquiry})  # noqa: SLF001
        found[relation.name] = [_plain(row) for row in rows.order_by("pk")]
    return found


def _plain(row: models.Model) -> dict[str, Any]:
    fields = [each for each in row._meta.concrete_fields if each.name not in KEYS]  # noqa: SLF001
    return {each.name: each.value_from_object(row) for each in fields}
