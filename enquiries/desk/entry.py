"""Enquiries by telephone or at the desk: staff ask what the form asks, and they stand in the same queue."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from treatments.catalogue import Catalogue

from enquiries import answers, intake, safety
from enquiries.forms import EnquiryForm
from enquiries.models import Agreement, Callee, Enquiry, Source
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

LABELS: Mapping[str, str] = {
    "about": "What is it about?",
    "name": "Caller's name",
    "asking_for": "For themselves, or for someone else?",
    "relation": "If for someone else: how do they know the person?",
    "whom_to_call": "If for someone else: who should we contact?",
    "patient_name": "If we should contact the other person: their name",
    "patient_agreed": "If for someone else: does the person agree to this?",
    "contact_by": "How should we reach them?",
    "phone": "Phone number, for a call or a text",
    "may_say_clinic": "On the phone or in a text, may we say that we are a clinic?",
    "may_leave_message": "If they do not answer a call, may we leave a message?",
    "email": "Email address, for an answer by email",
    "good_times": "When is a good time for them?",
    "needs": "Do they need any help to talk with us or to visit us?",
    "language": "If they need an interpreter: which language?",
    "other_need": "If they need something else: what would help?",
    "tell_us_first": "Do any of these apply to them?",
    "message": "What would they like to know, in their own words?",
    "consent": "I read it out, and they agreed",
}
"""The questions as they are put to somebody who types for a caller."""

CHOICES: Mapping[str, list[tuple[str, str]]] = {
    "asking_for": [("self", "For themselves"), ("other", "For someone else")],
    "whom_to_call": [(Callee.ASKER.value, "The caller"), (Callee.PATIENT.value, "The other person")],
    "patient_agreed": [
        (Agreement.AGREED.value, "Yes, they agree"),
        (Agreement.NOT_ASKED.value, "They have not been asked"),
        (Agreement.CANNOT.value, "They cannot decide this for themselves"),
    ],
}

WRONG: Mapping[str, str] = {
    "name": "Enter the caller's name",
    "asking_for": "Select whether it is for themselves or for someone else",
    "contact_by": "Select how we should reach them",
    "phone": "Enter a phone number, so that we can reach them",
    "email": "Enter an email address, so that we can reach them",
    "may_say_clinic": "Ask whether we may say that we are a clinic, and select Yes or No",
    "may_leave_message": "Ask whether we may leave a message, and select Yes or No",
    "language": "Enter the language they would like to speak",
    "relation": "Enter how they know the other person",
    "consent": "Read the sentence out, and tick this if they agree",
}

AT_LEISURE = timedelta(hours=1)
"""Nobody at the desk is a machine, however quickly they type."""


class EntryForm(EnquiryForm):
    """The questions of the patients' form, how the enquiry came, and the signs that are asked about before them all."""

    field_order = ("source", *EnquiryForm.field_order)  # type: ignore[assignment] # one longer

    source = forms.ChoiceField(
        label="How did they ask?",
        choices=SPOKEN,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how they asked"},
    )
    # Made with the empty form: pressed twice, it is one enquiry.
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, catalogue=catalogue, **kwargs)
        self.cannot_wait = safety.by_urgency(catalogue)
        for name, label in LABELS.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
        for name, choices in CHOICES.items():
            self._field(name, forms.ChoiceField).choices = choices
        for name, words in WRONG.items():
            self.fields[name].error_messages["required"] = words

    def add_error(self, field: str | None, error: Any) -> None:
        """Say what is missing to whoever types for a caller; the patients' form has told the caller."""
        super().add_error(field, WRONG.get(field or "", error) if isinstance(error, str) else error)

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
