"""What somebody answered, as they see it before they send it and as the rest of the site receives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from . import about
from .intake import Submission
from .models import Agreement, Callee, Channel, Need, TimeOfDay

if TYPE_CHECKING:
    from .forms import EnquiryForm

SHOWN_ONLY_WHEN_ANSWERED = frozenset(
    {
        *("package", "phone", "email", "may_leave_message", "may_say_clinic", "language", "other_need"),
        *("relation", "patient_name", "whom_to_call", "patient_agreed", "good_times_note"),
    }
)
"""Questions that did not matter to whoever left them out, and would only make the list longer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the list: the question, what was answered, and the control to go back to."""

    name: str
    question: str
    words: tuple[str, ...]
    passage: bool


def listed(form: EnquiryForm) -> Iterator[Answer]:
    """Yield the answers of a valid form in the order of the page."""
    for bound in form.visible_fields():
        words = _words(bound.field, form.cleaned_data.get(bound.name))
        if bound.name != "consent" and (words or bound.name not in SHOWN_ONLY_WHEN_ANSWERED):
            passage = isinstance(bound.field.widget, forms.Textarea)
            yield Answer(bound.name, str(bound.label), tuple(words), passage)


def submission(form: EnquiryForm, identity: UUID) -> Submission:
    """Return what a valid form says, without the answers to questions that the others made idle."""
    given = form.cleaned_data
    subject = about.chosen(given["about"], given.get("package", ""))
    needs = frozenset(Need(each) for each in given["needs"])
    channel = Channel(given["contact_by"])
    return Submission(
        submission_id=identity,
        name=given["name"],
        contact_by=channel,
        treatment=subject.treatment,
        condition=subject.condition,
        package=subject.package,
        phone=given["phone"],
        email=given["email"],
        good_times=tuple(TimeOfDay(each) for each in given["good_times"]),
        good_times_note=given["good_times_note"],
        may_leave_message=channel is Channel.PHONE and given["may_leave_message"] == "yes",
        may_say_clinic=given["may_say_clinic"] == "yes",
        needs=needs,
        language=given["language"] if Need.INTERPRETER in needs else "",
        other_need=given["other_need"] if Need.OTHER in needs else "",
        tell_us_first=tuple(given["tell_us_first"]),
        message=given["message"],
        **_someone_else(given),
    )


def _someone_else(given: dict[str, Any]) -> dict[str, Any]:
    if given["asking_for"] != "other":
        return {}
    return {
        "for_someone_else": True,
        "relation": given["relation"],
        "patient_name": given["patient_name"],
        "whom_to_call": Callee(given["whom_to_call"]),
        "patient_agreed": Agreement(given["patient_agreed"]),
    }


def _words(field: forms.Field, value: object) -> list[str]:
    if isinstance(field, forms.MultipleChoiceField):
        labels = dict(_flat(field.choices))
        return [labels[each] for each in (value if isinstance(value, list) else [])]
    if isinstance(field, forms.ChoiceField):
        return [dict(_flat(field.choices))[str(value)]] if value else []
    return [str(value)] if value else []


def _flat(choices: object) -> Iterator[tuple[str, str]]:
    for value, label in choices:  # type: ignore[attr-defined]
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), str(label)
