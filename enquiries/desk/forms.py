"""What staff may send from the page of one enquiry: each button is a form that names the version it was shown with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.models import User
from django.db.models import QuerySet
from treatments.schema.clinic import Clinic

from enquiries import calls, handling, intake, workflow
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


class Shown(forms.Form):
    """What every button sends: the version that was on the screen, and the latest event that was."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    last_event = forms.IntegerField(widget=forms.HiddenInput)


class CallForm(Shown):
    """How a call ended."""

    result = forms.ChoiceField(choices=CallResult)


class MoveForm(Shown):
    """Where the enquiry stands now."""

    to = forms.ChoiceField(choices=[(move.to.value, move.label) for move in MOVES])


class CloseForm(Shown):
    """Why nothing more is done."""

    outcome = forms.ChoiceField(
        label="Outcome",
        choices=[("", "Choose an outcome"), *Outcome.choices],
        error_messages={"required": "Choose the outcome before closing."},
    )


class AssignForm(Shown):
    """Who works on it."""

    to = forms.ModelChoiceField(label="Colleague", queryset=User.objects.none(), required=False, empty_label="Nobody")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = colleagues()
        field.label_from_instance = wording.account_name


class SnoozeForm(Shown):
    """Until when it is out of sight, on the clinic's clock."""

    until = forms.DateTimeField(
        label="Snooze until",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        error_messages={"required": "Choose a day and a time.", "invalid": "Choose a day and a time."},
    )


class NoteForm(Shown):
    """What colleagues should know."""

    text = forms.CharField(
        label="Note for colleagues",
        max_length=NOTE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "data-key": "t"}),
        error_messages={"required": "Write the note before adding it."},
    )


def colleagues() -> QuerySet[User]:
    """Return the staff who may be given an enquiry: active, and in a role that works on enquiries."""
    working = User.objects.filter(is_active=True, is_staff=True)
    able = working.filter(groups__permissions__codename="change_enquiry") | working.filter(is_superuser=True)
    return able.distinct().order_by("username")


def _call(act: Act, given: Mapping[str, Any]) -> str:
    result = CallResult(given["result"])
    call = calls.log(enquiry=act.enquiry, result=result, by=act.by, now=act.now, clinic=act.clinic)
    again = f" Try again {wording.moment(call.next_at, act.clinic, act.now)}." if call.next_at else ""
    return f"Call kept: {result.label}.{again}"


def _move(act: Act, given: Mapping[str, Any]) -> str:
    to = Status(given["to"])
    workflow.move(enquiry=act.enquiry, to=to, by=act.by, now=act.now)
    return f"Moved to {to.label}."


def _close(act: Act, given: Mapping[str, Any]) -> str:
    outcome = Outcome(given["outcome"])
    workflow.move(enquiry=act.enquiry, to=Status.CLOSED, by=act.by, now=act.now, outcome=outcome)
    return f"Closed: {outcome.label}."


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
    handling.snooze(enquiry=act.enquiry, until=until, by=act.by, now=act.now)
    return f"Snoozed until {wording.moment(until, act.clinic, act.now)}."


def _seen(act: Act, given: Mapping[str, Any]) -> str:
    until = act.enquiry.snoozed_until or act.now
    handling.snooze(enquiry=act.enquiry, until=until, by=act.by, now=act.now)
    return f"Seen. It stays snoozed until {wording.moment(until, act.clinic, act.now)}."


def _wake(act: Act, given: Mapping[str, Any]) -> str:
    handling.wake(enquiry=act.enquiry, by=act.by, now=act.now)
    return "Back in the queue, due now."


def _note(act: Act, given: Mapping[str, Any]) -> str:
    handling.note(enquiry=act.enquiry, text=given["text"], by=act.by, now=act.now)
    return "Note added."


type Verb = Callable[[Act, Mapping[str, Any]], str]

BUTTONS: Mapping[str, tuple[type[Shown], Verb]] = {
    "call": (CallForm, _call),
    "move": (MoveForm, _move),
    "close": (CloseForm, _close),
    "reopen": (Shown, _reopen),
    "release": (Shown, _release),
    "assign": (AssignForm, _assign),
    "take": (Shown, _take),
    "snooze": (SnoozeForm, _snooze),
    "seen": (Shown, _seen),
    "wake": (Shown, _wake),
    "note": (NoteForm, _note),
}
"""By the name in the address: what the button sends, and the one call into the domain that it makes."""
