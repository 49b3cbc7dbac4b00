"""Writing to a patient: the form of a reply, the draft it begins with, and what the page of an enquiry says of it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from treatments.catalogue import Catalogue
from treatments.schema.clinic import Clinic

from enquiries import plain_text, replies, reply_templates, variables, workflow
from enquiries.models import OPEN, REPLY_LIMIT, Channel, Enquiry, Occasion, ReplyTemplate, Status

from . import delivery
from .delivery import Told
from .forms import Shown

ROWS = 16


class ReplyForm(Shown):
    """What is written, from which template it began, and whether it is then the patient's turn."""

    # Made with the empty form: pressed twice, it is one reply.
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    used = forms.IntegerField(widget=forms.HiddenInput, required=False)
    template = forms.ModelChoiceField(
        label="Begin with a template",
        queryset=ReplyTemplate.objects.none(),
        required=False,
        empty_label="Choose a template",
        error_messages={"invalid_choice": "This template was retired meanwhile: choose another."},
    )
    text = forms.CharField(
        label="What you write",
        required=False,
        # Browsers send two characters for the end of a line.
        max_length=2 * REPLY_LIMIT,
        widget=forms.Textarea(attrs={"rows": ROWS, "data-blanks": "", "aria-describedby": "text-hint"}),
        error_messages={"max_length": f"Shorten the reply to {REPLY_LIMIT} characters."},
    )
    waits = forms.BooleanField(
        label=f"Then wait for their answer, and remind us in {workflow.REMIND_AFTER.days} days", required=False
    )

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["template"]
        field.queryset = reply_templates.in_use()
        field.label_from_instance = _name
        if enquiry.settled_at:
            del self.fields["waits"]


@dataclass(frozen=True, slots=True)
class Panel:
    """What the page of an enquiry says about replies."""

    undo: Told | None
    has_draft: bool
    wrote_since_calls: bool
    unreached: int | None


def panel(enquiry: Enquiry, *, tried_enough: bool, clinic: Clinic, now: datetime) -> Panel:
    """Return what can be taken back, whether something was, and after calls in vain what to write, if nobody did."""
    undoable = replies.undoable(enquiry)
    called = enquiry.calls.order_by("-at", "-pk").first() if tried_enough else None
    offered = reply_templates.for_occasion(Occasion.UNREACHED) if tried_enough and enquiry.email else None
    return Panel(
        undo=delivery.tell(undoable.notification, clinic=clinic, now=now) if undoable else None,
        has_draft=bool(replies.taken_back(enquiry)),
        wrote_since_calls=called is not None and replies.wrote_since(enquiry, called.at),
        unreached=offered.pk if offered else None,
    )


def beginning(enquiry: Enquiry, *, chosen: str, content: Catalogue) -> dict[str, Any]:
    """Return what stands in the form at first: what was taken back, or else the template that a link names."""
    if draft := next(iter(replies.taken_back(enquiry)), None):
        return {"text": draft.text, "waits": draft.waits}
    template = reply_templates.in_use().filter(pk=chosen).first() if chosen.isdecimal() else None
    if template is None:
        return {}
    text = variables.filled(template.text, enquiry, content)
    unreached = template.occasion == Occasion.UNREACHED
    return {"text": text, "used": template.pk, "template": template.pk, "waits": unreached}


def drafted(typed: str, *, used: int | None, template: ReplyTemplate, enquiry: Enquiry, content: Catalogue) -> str:
    """Return the text with a template in it: in place of a draft that nobody touched, or else after what was typed."""
    fresh = variables.filled(template.text, enquiry, content)
    before = ReplyTemplate.objects.filter(pk=used or 0).first()
    untouched = plain_text.lines(variables.filled(before.text, enquiry, content)) if before else ""
    kept = plain_text.lines(typed)
    return fresh if kept in {"", untouched} else f"{kept}\n\n{fresh}"


def cautions(enquiry: Enquiry) -> list[str]:
    """Return what to think of before writing to this person."""
    by = Channel(enquiry.contact_by)
    settled = Status(enquiry.status) not in OPEN
    shown = {
        f"They asked to be reached by {by.label}. Write only if that suits them better now.": by is not Channel.EMAIL,
        "They asked us not to say who is calling. An email shows the name of the clinic to whoever reads their mail.": (
            by is not Channel.EMAIL and not enquiry.may_say_clinic
        ),
        f"They need an interpreter: {enquiry.language}. Keep the words simple.": enquiry.needs_interpreter,
        f"The enquiry is {enquiry.get_status_display()}. It stays so when you write.": settled,
    }
    return [words for words, is_so in shown.items() if is_so]


def _name(template: ReplyTemplate) -> str:
    return template.name
