"""One deed for many enquiries: chosen in a list, confirmed, done one by one, with what was skipped and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.urls import reverse
from treatments.opening_days import clock
from treatments.schema.clinic import Clinic

from enquiries import intake
from enquiries.models import Enquiry, EnquiryQuerySet, Outcome
from enquiries.reference import grouped
from enquiries.workflow import MovedMeanwhile, MoveRefused

from .forms import BUTTONS, Act, colleagues
from .wording import account_name

MOST = 500
"""Each chosen enquiry is a field of the form that confirms, and a form may have a thousand."""

NAMED = 20
"""So many are named before it is done; more would push the button out of sight."""

DEEDS = {
    "assign": "Assign to a colleague",
    "free": "Assign to nobody",
    "snooze": "Snooze",
    "close": "Close with outcome",
    "spam": "Mark as spam",
    "release": "Mark as not spam",
}


NEEDED_BY = {"to": "assign", "until": "snooze", "knowingly": "snooze", "outcome": "close"}
"""For each field the one deed that it belongs to."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whom it is about to be done to: the first of them, and how many more."""

    first: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one enquiry; `words` says why it was skipped, or what was done."""

    reference: str
    url: str
    done: bool
    words: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does it, and when."""

    by: str
    account: User
    now: datetime
    clinic: Clinic


class BulkForm(forms.Form):
    """What to do, with whatever that needs, and to which enquiries."""

    deed = forms.ChoiceField(
        label="With the chosen ones",
        choices=[("", "Choose\u2026"), *DEEDS.items()],
        error_messages={"required": "Choose what to do with them."},
    )
    to = forms.ModelChoiceField(
        label="Assign to", queryset=User.objects.none(), required=False, empty_label="Choose\u2026"
    )
    until = forms.DateTimeField(
        label="Snooze until",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
    knowingly = forms.BooleanField(label="Those too that we promised an answer before then", required=False)
    outcome = forms.ChoiceField(
        label="Close with the outcome", required=False, choices=[("", "Choose\u2026"), *Outcome.choices]
    )
    whole_list = forms.BooleanField(label=f"Choose the whole list, on every page (up to {MOST})", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "bulk-%s", **kwargs})
        field: Any = self.fields["to"]
        field.queryset = colleagues()
        field.label_from_instance = account_name

    def clean(self) -> dict[str, Any]:
        """Ask for what the deed needs."""
        given = super().clean() or {}
        if given.get("deed") == "assign" and not given.get("to"):
            self.add_error("to", "Choose the colleague to assign them to.")
        if given.get("deed") == "snooze" and not given.get("until"):
            self.add_error("until", "Choose until when to snooze them.")
        if given.get("deed") == "close" and not given.get("outcome"):
            self.add_error("outcome", "Choose the outcome before closing.")
        return given

    def parts(self) -> Iterator[tuple[forms.BoundField, str]]:
        """Yield each field with the deed that needs it, blank where every deed does."""
        for field in self:
            yield field, NEEDED_BY.get(field.name, "")

    def in_words(self) -> str:
        """Return the deed of a valid form as a sentence may begin."""
        given = self.cleaned_data
        match given["deed"]:
            case "assign":
                return f"Assign to {account_name(given['to'])}"
            case "snooze":
                return f"Snooze until {given['until']:%A %-d %B}, {clock(given['until'])}"
            case "close":
                return f"Close with the outcome “{Outcome(given['outcome']).label}”"
            case deed:
                return DEEDS[deed]


def choice(enquiry: Enquiry) -> str:
    """Return how a form names an enquiry as it was shown: its number and its version."""
    return f"{enquiry.pk}:{enquiry.version}"


def whole(found: EnquiryQuerySet) -> list[str]:
    """Return the first enquiries of a list as a form names them."""
    return [choice(enquiry) for enquiry in found.only("pk", "version")[:MOST]]


def parsed(chosen: Iterable[str]) -> dict[int, int]:
    """Return the version that was shown of each chosen enquiry; what is no choice of ours is left out."""
    pairs = (each.partition(":") for each in chosen)
    return {int(pk): int(version) for pk, _, version in pairs if pk.isdecimal() and version.isdecimal()}


def named(chosen: Mapping[int, int]) -> Named:
    """Return the references and names of the first of those chosen, in the order of the list."""
    first = list(chosen)[:NAMED]
    found = Enquiry.objects.only("pk", "reference", "name").in_bulk(first)
    names = tuple((grouped(found[pk].reference), found[pk].name) for pk in first if pk in found)
    return Named(names, len(chosen) - len(first))


def do(*, chosen: Mapping[int, int], given: Mapping[str, Any], act: Deed) -> list[Result]:
    """Do the deed to each enquiry that still is as it was shown, each by itself, and return what became of each."""
    found = Enquiry.objects.in_bulk(list(chosen)[:MOST])
    return [_do_one(found[pk], version, given, act) for pk, version in chosen.items() if pk in found]


def _do_one(enquiry: Enquiry, version: int, given: Mapping[str, Any], act: Deed) -> Result:
    shortened: dict[str, tuple[str, Mapping[str, Any]]] = {
        "spam": ("close", {"outcome": Outcome.SPAM}),
        "free": ("assign", {"to": None}),
    }
    deed, needed = shortened.get(given["deed"], (given["deed"], given))
    # The verb compares versions in its UPDATE: it is told which one the list showed.
    enquiry.version = version
    done = False
    try:
        words, done = BUTTONS[deed][1](Act(enquiry, act.by, act.account, act.now, act.clinic), needed), True
    except MovedMeanwhile:
        words = "Somebody changed it meanwhile: look at it first."
    except MoveRefused as why:
        words = str(why)
    except intake.NotSuspected:
        words = "It is not suspected of being spam."
    return Result(grouped(enquiry.reference), reverse("admin:enquiries_enquiry_change", args=[enquiry.pk]), done, words)
