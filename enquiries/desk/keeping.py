"""What leads do about keeping: erase somebody's enquiries on request, hold one back, or hand somebody their own."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from treatments.schema.clinic import Clinic

from enquiries import retention
from enquiries.models import Enquiry, HoldReason
from enquiries.reference import Malformed, Mistyped, parse
from enquiries.retention import erasing

LISTED = 100


class ChosenForm(forms.Form):
    """Which of one person's enquiries are meant."""

    chosen = forms.ModelMultipleChoiceField(
        label="Which enquiries",
        queryset=Enquiry.objects.none(),
        error_messages={"required": "Choose at least one enquiry."},
    )

    def __init__(self, *args: Any, enquiry: Enquiry, **more: Any) -> None:
        super().__init__(*args, **more)
        self.enquiry = enquiry
        field = self.fields["chosen"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - it is declared so above
        field.queryset = retention.of_same_person(enquiry)

    @property
    def meant(self) -> QuerySet[Enquiry]:
        """The enquiries of a valid form."""
        found: QuerySet[Enquiry] = self.cleaned_data["chosen"]
        return found


class EraseForm(ChosenForm):
    """Erasing cannot be undone, so the reference is typed once more by hand."""

    typed = forms.CharField(
        label="Type the reference of this enquiry",
        max_length=20,
        error_messages={"required": "Type the reference to confirm that you mean it."},
    )

    def clean_typed(self) -> str:
        """Refuse any other reference."""
        advice = "This is not the reference of this enquiry. Check that you are on the right page."
        try:
            typed = parse(self.cleaned_data["typed"])
        except (Malformed, Mistyped) as why:
            raise forms.ValidationError(advice) from why
        if typed != self.enquiry.reference:
            raise forms.ValidationError(advice)
        return typed


class HoldForm(forms.Form):
    """Why an enquiry must stay."""

    reason = forms.ChoiceField(
        label="Why must it stay?",
        choices=[("", "Choose a reason"), *HoldReason.choices],
        error_messages={"required": "Choose the reason: it is recorded."},
    )


def erase(form: EraseForm, *, by: str, now: datetime, clinic: Clinic) -> int:
    """Erase what a valid form names, all of it or nothing, and return how many. Raises retention.OnHold."""
    chosen = list(form.meant)
    numbers = [each.pk for each in chosen]
    with transaction.atomic():
        for enquiry in chosen:
            retention.erase(enquiry=enquiry, by=by, now=now, clinic=clinic)
    erasing.afterwards(enquiries=numbers)
    return len(chosen)


def rule(*, clinic: Clinic, now: datetime) -> dict[str, Any]:
    """Return what the page about retention shows: the rule, the last run, what is due, what is held."""
    due = retention.due(clinic=clinic, now=now).select_related("hold")
    soon = retention.due_soon(clinic=clinic, now=now).select_related("hold")
    return {
        "keeping": clinic.keeping,
        "last_run": retention.last_run(),
        "most_at_once": retention.most_at_once(),
        "due": _dated(due, clinic),
        "due_count": due.count(),
        "soon": _dated(soon, clinic),
        "soon_count": soon.count(),
        "held": _dated(retention.held(), clinic),
        "listed": LISTED,
    }


def _dated(found: QuerySet[Enquiry], clinic: Clinic) -> list[tuple[Enquiry, datetime | None]]:
    return [(each, retention.over_on(each, clinic=clinic)) for each in found[:LISTED]]
