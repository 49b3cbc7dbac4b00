"""What a patient may send: one form, each question asked once, each error saying what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import capfirst
from treatments.catalogue import Catalogue

from . import about, consent, form_layout, phones, plain_text
from .models import LIMITS, Agreement, Callee, Channel, Need, TimeOfDay

PHONE_ADVICE = "Enter a phone number, like 020 7946 0000 or +44 20 7946 0000"
INPUT, CHOICE = "field__input", "choices__input"
YES_OR_NO = [("yes", "Yes"), ("no", "No")]

CALLEES = [(Callee.ASKER, "Me"), (Callee.PATIENT, "The other person")]
AGREEMENTS = [
    (Agreement.AGREED, "Yes, they agree"),
    (Agreement.NOT_ASKED, "I have not asked them"),
    (Agreement.CANNOT, "They cannot decide this for themselves"),
]
OPTIONAL = frozenset({"good_times", "good_times_note", "needs", "tell_us_first", "message"})
"""Questions that nobody has to answer, whatever else they answered; the page says "(optional)" beside them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One error as the summary lists it: its words, and the id of the control that mends it."""

    target: str
    words: str


class LineField(forms.CharField):
    """One line of text as a person writes it, in any script, without invisible control characters."""

    def to_python(self, value: Any) -> str:
        """Return the line in one Unicode form, outer space removed."""
        return plain_text.line(super().to_python(value) or "")


class PassageField(forms.CharField):
    """Several lines of text, kept as they were written."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the passage in one Unicode form, with plain line ends."""
        return plain_text.lines(super().to_python(value) or "")


def line(name: str, label: str, *, wrong: str = "", hint: str = "", required: bool = False, **attrs: str) -> LineField:
    """Return a one-line question; `wrong` is what to do when it is missing."""
    limit = LIMITS[name]
    return LineField(
        label=label,
        help_text=hint,
        required=required,
        max_length=limit,
        strip=True,
        error_messages={"required": wrong, "max_length": f"{label} must be {limit} characters or fewer"},
        widget=forms.TextInput(attrs={"class": INPUT, **attrs}),
    )


def choice(label: str, choices: Any, *, wrong: str, hint: str = "", required: bool = False) -> forms.ChoiceField:
    """Return a question with one answer out of a few; `wrong` is what to do when there is none."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=_sentence_case(choices),
        required=required,
        widget=forms.RadioSelect(attrs={"class": CHOICE}),
        error_messages={"required": wrong, "invalid_choice": wrong},
    )


def several(label: str, choices: Any, *, hint: str = "") -> forms.MultipleChoiceField:
    """Return a question with any number of answers."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=_sentence_case(choices),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": CHOICE}),
        error_messages={"invalid_choice": "Select only from the answers shown"},
    )


def _sentence_case(choices: Any) -> list[tuple[str, str]]:
    return [(str(value), capfirst(str(label))) for value, label in choices]


class EnquiryForm(forms.Form):
    """The enquiry as it is asked. Nothing in it is stored before it is sent."""

    optional = OPTIONAL
    # Errors and answers are listed in the order in which the page asks.
    field_order = (
        *("about", "package", "name", "asking_for", "relation", "whom_to_call", "patient_name", "patient_agreed"),
        *("contact_by", "phone", "may_say_clinic", "may_leave_message", "email", "good_times", "good_times_note"),
        *("needs", "language", "other_need", "tell_us_first", "message", "consent"),
    )

    about = forms.ChoiceField(
        label="What would you like to ask about?",
        help_text="If you are not sure, leave it as it is.",
        required=False,
        widget=forms.Select(attrs={"class": INPUT}),
        error_messages={"invalid_choice": "Select a treatment or condition from the list, or “I am not sure”"},
    )
    package = forms.ChoiceField(
        label="Price you were looking at", required=False, widget=forms.Select(attrs={"class": INPUT})
    )
    name = line("name", "Your name", wrong="Enter your name", required=True, autocomplete="name")
    contact_by = choice(
        "How should we reach you?", Channel.choices, wrong="Select how we should reach you", required=True
    )
    phone = line(
        "phone",
        "Phone number",
        wrong="Enter a phone number",
        hint="For a call or a text. For a number outside the UK, start with + and the country code.",
        autocomplete="tel",
        inputmode="tel",
        type="tel",
    )
    may_leave_message = choice(
        "If you do not answer, may we leave a message?",
        YES_OR_NO,
        wrong="Select yes if we may leave a message",
        hint="Other people may hear a message before you do.",
    )
    email = forms.EmailField(
        label="Email address",
        required=False,
        max_length=LIMITS["email"],
        error_messages={
            "invalid": "Enter an email address like name@example.com",
            "max_length": f"Email address must be {LIMITS['email']} characters or fewer",
        },
        widget=forms.EmailInput(
            attrs={"class": INPUT, "autocomplete": "email", "inputmode": "email", "spellcheck": "false"}
        ),
    )
    may_say_clinic = choice(
        "May we say that we are a clinic?",
        YES_OR_NO,
        wrong="Select yes if we may say that we are a clinic",
        hint="If you say no, we give only a first name until we know that it is you.",
    )
    good_times = several("When is a good time?", TimeOfDay.choices, hint="Select all that suit you.")
    good_times_note = line("good_times_note", "Anything else about times", hint="For example: not on Tuesdays.")
    needs = several("Do you need any help to talk with us or to visit us?", Need.choices)
    language = line("language", "Which language, if you need an interpreter?")
    other_need = line("other_need", "What would help, if it is something else?")
    asking_for = choice(
        "Who is this enquiry for?",
        [("self", "Me"), ("other", "Someone else")],
        wrong="Select who this enquiry is for",
        required=True,
    )
    relation = line("relation", "How do you know the other person?", hint="For example: I am their daughter.")
    whom_to_call = choice("Who should we contact?", CALLEES, wrong="Select who we should contact")
    patient_name = line("patient_name", "Name of the other person", hint="Only if we should contact them.")
    patient_agreed = choice("Does the other person agree to this?", AGREEMENTS, wrong="Select whether they agree")
    tell_us_first = several(
        "Do any of these apply?",
        (),
        hint="Some things change what is safe, or what we prepare. You do not have to tell us here.",
    )
    message = PassageField(
        label="Is there anything you would like to tell us?",
        help_text="You do not need to describe your health here. We will ask when we talk.",
        required=False,
        max_length=LIMITS["message"],
        error_messages={"max_length": f"Your message must be {LIMITS['message']:,} characters or fewer"},
        widget=forms.Textarea(attrs={"class": INPUT, "rows": "6", "data-count": str(LIMITS["message"])}),
    )
    consent = forms.BooleanField(
        label=consent.STATEMENT,
        widget=forms.CheckboxInput(attrs={"class": CHOICE}),
        error_messages={"required": "Tick the box if we may contact you about this enquiry"},
    )

    def __init__(self, *args: Any, catalogue: Catalogue, package: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = phones.region_of(catalogue.clinic.holidays_region)
        self._field("about", forms.ChoiceField).choices = about.choices(catalogue)
        self._field("tell_us_first", forms.MultipleChoiceField).choices = about.tell_us_first(catalogue)
        self._field("package", forms.ChoiceField).choices = [("", "None"), *about.packages(catalogue)]
        if not (package or self.data.get("package")):
            del self.fields["package"]
        self.helper = form_layout.helper(with_package="package" in self.fields)

    @property
    def faults(self) -> Iterator[Fault]:
        """Yield every error of a field with the id of its first control, in the order of the page."""
        for bound in self.visible_fields():
            group = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
            for words in bound.errors:
                yield Fault(f"{bound.auto_id}_0" if group else str(bound.auto_id), str(words))

    def clean_phone(self) -> str:
        """Keep the number as it was typed when it is one that can be called."""
        phone: str = self.cleaned_data["phone"]
        if phone:
            try:
                phones.normalise(phone, region=self.region)
            except phones.NotAPhoneNumber as fault:
                raise forms.ValidationError(PHONE_ADVICE) from fault
        return phone

    def clean(self) -> dict[str, Any]:
        """Ask for what other answers make necessary, and for nothing else."""
        given = super().clean() or {}
        for name in _needed(given):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, _WRONG[name])
        return given

    def _field[F: forms.Field](self, name: str, kind: type[F]) -> F:
        field = self.fields[name]
        assert isinstance(field, kind)  # noqa: S101  (narrows the type; the class above says so)
        return field


_WRONG = {
    "phone": "Enter a phone number, so that we can reach you",
    "email": "Enter an email address, so that we can reach you",
    "may_leave_message": "Select yes if we may leave a message",
    "may_say_clinic": "Select yes if we may say that we are a clinic",
    "language": "Enter the language you would like to speak",
    "other_need": "Enter what would help",
    "relation": "Enter how you know the other person",
    "whom_to_call": "Select who we should contact",
    "patient_agreed": "Select whether the other person agrees",
    "patient_name": "Enter the name of the other person, so that we know whom to ask for",
}


def _needed(given: dict[str, Any]) -> Iterator[str]:
    """Yield the questions that the other answers make necessary, in the order of the page."""
    channel = given.get("contact_by")
    if channel in (Channel.PHONE, Channel.TEXT):
        yield from ("phone", "may_say_clinic")
    if channel == Channel.PHONE:
        yield "may_leave_message"
    if channel == Channel.EMAIL:
        yield "email"
    needs = given.get("needs", ())
    if Need.INTERPRETER in needs:
        yield "language"
    if Need.OTHER in needs:
        yield "other_need"
    if given.get("asking_for") == "other":
        yield from ("relation", "whom_to_call", "patient_agreed")
        if given.get("whom_to_call") == Callee.PATIENT:
            yield "patient_name"
