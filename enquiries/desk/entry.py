"""Enquiries by telephone or at the desk: staff ask what the form asks, and they stand in the same queue."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from treatments.catalogue import Catalogue

from enquiries import answers, intake
from enquiries.forms import EnquiryForm
from enquiries.models import Enquiry, Source
from enquiries.spam import Traces

SPOKEN = [(Source.PHONE.value, "By telephone"), (Source.DESK.value, "At the desk")]
SHOWN_WHEN: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("relation", "whom_to_call", "patient_name", "patient_agreed"), ("asking_for", "other")),
    **dict.fromkeys(("phone", "may_say_clinic"), ("contact_by", "phone text")),
    "may_leave_message": ("contact_by", "phone"),
    "email": ("contact_by", "email"),
    "language": ("needs", "interpreter"),
    "other_need": ("needs", "other"),
}
"""Questions that matter after some answers only, as on the patients' form: which question, and which answers."""

AT_LEISURE = timedelta(hours=1)
"""Nobody at the desk is a machine, however quickly they type."""


class EntryForm(EnquiryForm):
    """The questions of the patients' form, and how the enquiry came."""

    field_order = ("source", *EnquiryForm.field_order)  # type: ignore[assignment] # one longer

    source = forms.ChoiceField(
        label="How did they ask?",
        choices=SPOKEN,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how they asked"},
    )
    # Made with the empty form: pressed twice, it is one enquiry.
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        consent = self.fields["consent"]
        consent.label = "I read it out, and they agreed"
        consent.error_messages["required"] = "Read the sentence out, and tick this if they agree"

    def questions(self) -> Iterator[tuple[forms.BoundField, str, str]]:
        """Yield each question with the one it depends on and the answers that call for it, both blank if none."""
        for field in self.visible_fields():
            yield field, *SHOWN_WHEN.get(field.name, ("", ""))


def store(form: EntryForm, *, by: str, content: Catalogue, now: datetime) -> Enquiry:
    """Store the enquiry of a valid form, with the promise and the mail that any other has. Raises NotStored."""
    given = form.cleaned_data
    receipt = intake.receive(
        submission=answers.submission(form, given["submission"]),
        traces=Traces(honeypot="", opened_at=now - AT_LEISURE, address=""),
        content=content,
        now=now,
        by=by,
        source=Source(given["source"]),
    )
    return Enquiry.objects.get(reference=receipt.reference)
