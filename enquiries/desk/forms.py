"""What staff may send from the page of one enquiry: each button is a form that names the version it was shown with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from treatments.schema.clinic import Clinic

from enquiries import booking, calls, correcting, finding, handling, intake, opening, phones, workflow
from enquiries.forms import PHONE_ADVICE, EnquiryForm
from enquiries.models import NOTE_LIMIT, CallResult, Enquiry, Outcome, Status

from . import wording


@dataclass(frozen=True, slots=True)
class Move:
    """A move as a button says it."""

    to: Status
    label: str


MOVES = (
    Move(Status.CONTACTING, "Contacting"),
    Move(Status.WAITING, "Waiting for the patient"),
    Move(Status.BOOKED, "Booked"),
)


@dataclass(frozen=True, slots=True)
class Act:
    """Who presses which button on which enquiry, and when."""

    enquiry: Enquiry
    by: str
    account: User
    now: datetime
    clinic: Clinic
    offered: bool = True
    """Whether the clinic offers what was asked about."""


class Shown(forms.Form):
    """What every button sends: the version that was on the screen, and the latest event that was."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    last_event = forms.IntegerField(widget=forms.HiddenInput)


UNDO = "uncall"
"""The button that takes the latest call back."""

WITH_NOTE = "act"
"""The id of the one form of an enquiry's page that every field and button belongs to."""


class Pressed(Shown):
    """What every button of an enquiry's page sends along: a note that stands half written is kept with the deed."""

    text = forms.CharField(
        label="Note for colleagues",
        required=False,
        max_length=NOTE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "data-key": "t"}),
        error_messages={
            "required": "Write the note before adding it.",
            "max_length": f"Shorten the note to {NOTE_LIMIT} characters.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # They stand all over the page and are sent together.
            field.widget.attrs |= {"form": WITH_NOTE}


class CallForm(Pressed):
    """How a call ended."""

    result = forms.ChoiceField(choices=CallResult)


class MoveForm(Pressed):
    """Where the enquiry stands now."""

    # Not `to`, because the colleague that may be chosen beside it is sent along.
    status = forms.ChoiceField(choices=[(move.to.value, move.label) for move in MOVES])
    cleared = forms.BooleanField(label="Yes, I spoke to a clinician, who said yes to booking", required=False)
    agreed = forms.BooleanField(label="Yes, the patient has said yes to me themselves", required=False)


OUTCOMES = {
    Outcome.NOT_SUITABLE: "Not suitable: we cannot treat this",
    Outcome.DECLINED: "Declined: they no longer want it",
    Outcome.NO_CONTACT: "No contact: we could not reach them",
    Outcome.DUPLICATE: "Duplicate: they asked twice",
    Outcome.SPAM: "Spam: no patient wrote it",
}


class CloseForm(Pressed):
    """Why nothing more is done."""

    outcome = forms.ChoiceField(
        label="Outcome",
        choices=[("", "Choose an outcome"), *OUTCOMES.items()],
        error_messages={"required": "Choose the outcome before closing."},
    )


class AssignForm(Pressed):
    """Who works on it."""

    to = forms.ModelChoiceField(label="Colleague", queryset=User.objects.none(), required=False, empty_label="Nobody")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = colleagues()
        field.label_from_instance = wording.account_name


class SnoozeForm(Pressed):
    """Until when it is out of sight, on the clinic's clock."""

    until = forms.DateTimeField(
        label="Snooze until",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        error_messages={"required": "Choose a day and a time.", "invalid": "Choose a day and a time."},
    )
    knowingly = forms.BooleanField(label="Snooze it all the same, past the promise", required=False)


class NoteForm(Pressed):
    """What colleagues should know."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True


class CorrectForm(Pressed):
    """How they are reached, as it should have been written."""

    phone = EnquiryForm.base_fields["phone"]
    email = EnquiryForm.base_fields["email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("phone", "email"):
            # A browser would offer those of whoever sits at the desk.
            self.fields[name].widget.attrs |= {"autocomplete": "off"}


def colleagues() -> QuerySet[User]:
    """Return the staff who may be given an enquiry: active, and in a role that works on enquiries."""
    working = User.objects.filter(is_active=True, is_staff=True)
    able = working.filter(groups__permissions__codename="change_enquiry") | working.filter(is_superuser=True)
    return able.distinct().order_by("username")


def press(verb: str, act: Act, given: Mapping[str, Any]) -> str:
    """Do what a button says, with the note that stood beside it, both or neither, and return what was done.

    The note comes first, so that a call can still be taken back; and last where one is, since it would be too late.
    """
    note = given["text"].strip() if verb != "note" else ""
    with transaction.atomic():
        if note and verb != UNDO:
            handling.note(enquiry=act.enquiry, text=note, by=act.by, now=act.now)
        done = BUTTONS[verb][1](act, given)
        if note and verb == UNDO:
            handling.note(enquiry=act.enquiry, text=note, by=act.by, now=act.now)
    return f"{done} Your note was kept with it." if note else done


def _call(act: Act, given: Mapping[str, Any]) -> str:
    result = CallResult(given["result"])
    call = calls.log(enquiry=act.enquiry, result=result, by=act.by, now=act.now, clinic=act.clinic)
    again = f" Try again {wording.moment(call.next_at, act.clinic, act.now)}." if call.next_at else ""
    return f"Call kept: {result.label}.{again}"


def _uncall(act: Act, given: Mapping[str, Any]) -> str:
    try:
        call = calls.take_back(enquiry=act.enquiry, by=act.by, now=act.now)
    except calls.TooLate as late:
        raise workflow.MoveRefused("Too late to take it back: write a note of what is right.") from late
    return f"Taken back: {CallResult(call.result).label}. It counts no more, and stays in what happened."


def _move(act: Act, given: Mapping[str, Any]) -> str:
    to = Status(given["status"])
    remind_at = opening.within(act.now + workflow.REMIND_AFTER, act.clinic)
    asks = to is Status.BOOKED and booking.asks_clinician(act.enquiry, offered=act.offered)
    if asks and given["cleared"] and not given["text"].strip():
        raise workflow.MoveRefused("Write in the note which clinician said yes, and to what.")
    said = booking.Assured(act.offered, clinician_agreed=given["cleared"], patient_agreed=given["agreed"])
    workflow.move(enquiry=act.enquiry, to=to, by=act.by, now=act.now, remind_at=remind_at, assured=said)
    return f"Moved to {to.label}."


def _close(act: Act, given: Mapping[str, Any]) -> str:
    outcome = Outcome(given["outcome"])
    if outcome is Outcome.DUPLICATE:
        raise workflow.MoveRefused(_which(act.enquiry))
    workflow.move(enquiry=act.enquiry, to=Status.CLOSED, by=act.by, now=act.now, outcome=outcome)
    return f"Closed: {outcome.label}."


def _which(enquiry: Enquiry) -> str:
    if finding.of_same_person(enquiry).filter(demo=enquiry.demo).exists():
        return "Say of which enquiry it is a duplicate: press “Compare and merge” beside that one, on its page."
    return (
        "No other enquiry has this phone number or email address. If it is a duplicate all the same, type the "
        "reference of the other under “The same person, under another name, phone or email”."
    )


def _reopen(act: Act, given: Mapping[str, Any]) -> str:
    workflow.move(enquiry=act.enquiry, to=Status.CONTACTING, by=act.by, now=act.now)
    return "Reopened; it is due now."


def _release(act: Act, given: Mapping[str, Any]) -> str:
    intake.release(enquiry=act.enquiry, by=act.by, now=act.now)
    return "Released into the queue."


def _assign(act: Act, given: Mapping[str, Any]) -> str:
    handling.assign(enquiry=act.enquiry, to=given["to"], by=act.by, now=act.now)
    return f"Assigned to {wording.account_name(given['to'])}." if given["to"] else "Assigned to nobody."


def _take(act: Act, given: Mapping[str, Any]) -> str:
    handling.assign(enquiry=act.enquiry, to=act.account, by=act.by, now=act.now)
    return "Assigned to you."


def _snooze(act: Act, given: Mapping[str, Any]) -> str:
    # The form reads a clock on the wall, whatever zone the server keeps.
    until = given["until"].replace(tzinfo=ZoneInfo(act.clinic.time_zone))
    known = given.get("knowingly", False)
    handling.snooze(enquiry=act.enquiry, until=until, by=act.by, now=act.now, knowingly=known)
    return f"Snoozed until {wording.moment(until, act.clinic, act.now)}."


def _seen(act: Act, given: Mapping[str, Any]) -> str:
    until = act.enquiry.snoozed_until or act.now
    handling.snooze(enquiry=act.enquiry, until=until, by=act.by, now=act.now, knowingly=True)
    return f"Seen. It stays snoozed until {wording.moment(until, act.clinic, act.now)}."


def _wake(act: Act, given: Mapping[str, Any]) -> str:
    handling.wake(enquiry=act.enquiry, by=act.by, now=act.now)
    return "Back in the queue, due now."


def _correct(act: Act, given: Mapping[str, Any]) -> str:
    region = phones.region_of(act.clinic.holidays_region)
    said = {"phone": given["phone"], "email": given["email"]}
    try:
        changed = correcting.correct(enquiry=act.enquiry, **said, by=act.by, now=act.now, region=region)
    except phones.NotAPhoneNumber as fault:
        raise workflow.MoveRefused(PHONE_ADVICE) from fault
    return f"Corrected: {' and '.join(changed)}. What stood there before is in the note."


def _note(act: Act, given: Mapping[str, Any]) -> str:
    handling.note(enquiry=act.enquiry, text=given["text"], by=act.by, now=act.now)
    return "Note added."


type Verb = Callable[[Act, Mapping[str, Any]], str]

BUTTONS: Mapping[str, tuple[type[Pressed], Verb]] = {
    "call": (CallForm, _call),
    UNDO: (Pressed, _uncall),
    "move": (MoveForm, _move),
    "close": (CloseForm, _close),
    "reopen": (Pressed, _reopen),
    "release": (Pressed, _release),
    "assign": (AssignForm, _assign),
    "take": (Pressed, _take),
    "snooze": (SnoozeForm, _snooze),
    "seen": (Pressed, _seen),
    "wake": (Pressed, _wake),
    "note": (NoteForm, _note),
    "correct": (CorrectForm, _correct),
}
"""By the name in the address: what the button sends, and the one call into the domain that it makes."""
