"""Two enquiries side by side: what each says in every part, which of the two is kept, and what comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from treatments.catalogue import Catalogue

from enquiries import merging
from enquiries.models import Enquiry, Need
from enquiries.reference import grouped

from . import wording

KEEP, TAKE = "keep", "take"

type Said = Callable[[Enquiry, Catalogue], str]


def _yes(name: str, yes: str, no: str) -> Said:
    return lambda enquiry, _: yes if getattr(enquiry, name) else no


def _text(name: str) -> Said:
    return lambda enquiry, _: getattr(enquiry, name)


def _need(need: Need) -> Said:
    words = merging.NEEDS_WITH_WORDS.get(need)

    def said(enquiry: Enquiry, _: Catalogue) -> str:
        if not getattr(enquiry, f"needs_{need}"):
            return "no"
        return f"yes: {getattr(enquiry, words)}" if words else "yes"

    return said


def _package(enquiry: Enquiry, content: Catalogue) -> str:
    known = content.packages.get(enquiry.package)
    name = known.name if known else enquiry.package
    if enquiry.price_seen_pence is None:
        return name
    pounds = f"{enquiry.price_seen_pence / 100:,.2f}".removesuffix(".00")
    return f"{name} (saw £{pounds})"


def _for_whom(enquiry: Enquiry, _: Catalogue) -> str:
    if not enquiry.for_someone_else:
        return "for themselves"
    patient = f"; the patient is {enquiry.patient_name}" if enquiry.patient_name else ""
    return (
        f"for someone else ({enquiry.relation}){patient}; call {enquiry.get_whom_to_call_display()}; "
        f"the patient agrees: {enquiry.get_patient_agreed_display()}"
    )


LABELS: Mapping[str, tuple[str, Said]] = {
    "about": ("About", wording.about),
    "package": ("Package", _package),
    "name": ("Name", _text("name")),
    "contact-by": ("Reach by", lambda enquiry, _: enquiry.get_contact_by_display()),
    "phone": ("Phone", _text("phone")),
    "email": ("Email", _text("email")),
    "good-times": ("Good times", lambda enquiry, _: wording.good_times(enquiry)),
    "may-leave-message": ("Message on a machine", _yes("may_leave_message", "may be left", "must not be left")),
    "may-say-clinic": ("The clinic\u2019s name", _yes("may_say_clinic", "may be said", "must not be said")),
    "someone-else": ("For whom", _for_whom),
    **{f"needs-{need.value.replace('_', '-')}": (f"Needs {need.label}", _need(need)) for need in Need},
}
"""For each part its name on the screen, and what an enquiry says in it."""

CAREFUL = frozenset({"may-leave-message", "may-say-clinic"})


@dataclass(frozen=True, slots=True)
class Line:
    """One part: what stands in the enquiry that stays and in the one that is closed, and the field that chooses."""

    label: str
    stays: str
    goes: str
    field: Any = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what cannot be chosen, because both keep it."""

    reference: str
    url: str
    state: str
    who: str
    asked: str
    promised: str
    message: str
    told_first: tuple[str, ...]


class MergeForm(forms.Form):
    """For each part in which the two differ, which one is right; and the versions that were on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    other_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, enquiry: Enquiry, into: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differing = [part for part in merging.PARTS if not merging.alike(enquiry, into, part)]
        for part in self.differing:
            self.fields[part] = forms.ChoiceField(
                choices=[(KEEP, KEEP), (TAKE, TAKE)],
                initial=TAKE if proposes(part, enquiry=enquiry, into=into) else KEEP,
                error_messages={"required": f"{LABELS[part][0]}: choose which of the two is right."},
            )
        self.initial = {**self.initial, "version": into.version, "other_version": enquiry.version}

    def taken(self) -> list[str]:
        """Return the parts that a valid form takes from the enquiry that is closed."""
        return [part for part in self.differing if self.cleaned_data[part] == TAKE]


class Versions(forms.Form):
    """The versions of both that were on the screen."""

    version = forms.IntegerField()
    other_version = forms.IntegerField()


def side(enquiry: Enquiry, *, content: Catalogue, now: datetime) -> Side:
    """Return what stands above the choices for one of the two."""
    return Side(
        reference=grouped(enquiry.reference),
        url=reverse("admin:enquiries_enquiry_change", args=[enquiry.pk]),
        state=enquiry.get_status_display(),
        who=wording.account_name(enquiry.assigned_to) if enquiry.assigned_to else "",
        asked=wording.moment(enquiry.received_at, content.clinic, now),
        promised=wording.moment(enquiry.promised_by, content.clinic, now),
        message=enquiry.message,
        told_first=tuple(wording.told_first(enquiry, content)),
    )


def proposes(part: str, *, enquiry: Enquiry, into: Enquiry) -> bool:
    """Return whether to propose what the closed one says.

    So it is where the other says nothing, or allows what this one does not; and where both say something, when this
    one was sent later: people write again because something has changed.
    """
    stays, goes = (any(getattr(each, name) for name in merging.PARTS[part]) for each in (into, enquiry))
    if part in CAREFUL:
        return not goes
    return enquiry.received_at > into.received_at if stays and goes else goes


def lines(form: MergeForm, *, enquiry: Enquiry, into: Enquiry, content: Catalogue) -> list[Line]:
    """Return every part that either says something in, those that differ first."""
    shown = [
        Line(label, said(into, content), said(enquiry, content), form[part] if part in form.differing else None)
        for part, (label, said) in LABELS.items()
    ]
    told = [line for line in shown if line.field or line.stays not in {"", "no"}]
    return sorted(told, key=lambda line: line.field is None)


def outcome(form: MergeForm, *, enquiry: Enquiry, into: Enquiry, content: Catalogue) -> list[tuple[str, str]]:
    """Return what the enquiry that stays will say in each part that differed."""
    taken = form.taken()
    return [
        (LABELS[part][0], LABELS[part][1](enquiry if part in taken else into, content) or "nothing")
        for part in form.differing
    ]
