"""Templates of replies: kept by leads, checked when they are saved, used by everybody who answers patients."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from . import audit, plain_text, variables
from .models import REPLY_LIMIT, TEMPLATE_NAME_LIMIT, Happening, Occasion, ReplyTemplate

ABOUT_NO_ENQUIRY = ""


class NotKept(Exception):
    """The template cannot be kept as it is; `faults` says what to do, one sentence for each thing."""

    def __init__(self, *faults: str) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


class ChangedMeanwhile(Exception):
    """Somebody else changed the template first: what was shown is no longer true."""


def in_use() -> QuerySet[ReplyTemplate]:
    """Return the templates that are offered, by name."""
    return ReplyTemplate.objects.filter(retired_at__isnull=True).order_by("name")


def for_occasion(occasion: Occasion) -> ReplyTemplate | None:
    """Return the template that the desk offers by itself; None when leads keep none for it."""
    return in_use().filter(occasion=occasion).first()


@transaction.atomic
def add(*, name: str, text: str, occasion: str, by: str, now: datetime) -> ReplyTemplate:
    """Add a template. Raises NotKept."""
    name, text = _checked(name, text, occasion, but_for=None)
    template = ReplyTemplate.objects.create(name=name, text=text, occasion=occasion, changed_at=now, changed_by=by)
    _record(template, "added", by=by, now=now)
    return template


@transaction.atomic
def change(*, template: ReplyTemplate, name: str, text: str, occasion: str, by: str, now: datetime) -> None:
    """Change a template that still is as it was read; what was sent from it stays. Raises NotKept, ChangedMeanwhile."""
    name, text = _checked(name, text, occasion, but_for=template)
    _write(template, name=name, text=text, occasion=occasion, changed_at=now, changed_by=by)
    _record(template, "changed", by=by, now=now)


@transaction.atomic
def retire(*, template: ReplyTemplate, by: str, now: datetime) -> None:
    """Offer a template no longer. Raises ChangedMeanwhile."""
    _write(template, retired_at=now, changed_at=now, changed_by=by)
    _record(template, "retired", by=by, now=now)


@transaction.atomic
def bring_back(*, template: ReplyTemplate, by: str, now: datetime) -> None:
    """Offer a retired template again. Raises NotKept, where another has its name or occasion, and ChangedMeanwhile."""
    _checked(template.name, template.text, template.occasion, but_for=template)
    _write(template, retired_at=None, changed_at=now, changed_by=by)
    _record(template, "brought-back", by=by, now=now)


def _checked(name: str, text: str, occasion: str, *, but_for: ReplyTemplate | None) -> tuple[str, str]:
    name, text = plain_text.line(name), plain_text.lines(text)
    others = in_use().exclude(pk=but_for.pk) if but_for else in_use()
    wrong = {
        "Give the template a name.": not name,
        f"Shorten the name to {TEMPLATE_NAME_LIMIT} characters.": len(name) > TEMPLATE_NAME_LIMIT,
        "Another template has this name: choose another.": others.filter(name=name).exists(),
        "Write the words of the template.": not text,
        f"Shorten the words to {REPLY_LIMIT} characters.": len(text) > REPLY_LIMIT,
        "Another template is offered on this occasion: change that one first.": bool(occasion)
        and others.filter(occasion=occasion).exists(),
    }
    if found := [sentence for sentence, is_so in wrong.items() if is_so] + variables.faults(text):
        raise NotKept(*found)
    return name, text


def _write(template: ReplyTemplate, **changes: object) -> None:
    as_read = ReplyTemplate.objects.filter(pk=template.pk, version=template.version)
    if not as_read.update(version=F("version") + 1, **changes):
        raise ChangedMeanwhile(template.pk)
    template.refresh_from_db()


def _record(template: ReplyTemplate, result: str, *, by: str, now: datetime) -> None:
    details: dict[str, audit.Detail] = {"template": template.pk, "result": result}
    audit.record(reference=ABOUT_NO_ENQUIRY, happening=Happening.TEMPLATE_KEPT, by=by, now=now, details=details)
