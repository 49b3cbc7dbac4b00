"""What a lead says before enquiries leave the site as a table: which, which columns, and why."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from treatments.schema.clinic import Clinic

from enquiries import export
from enquiries.models import Enquiry, EnquiryQuerySet

REASONS = [
    ("", "Choose a reason"),
    ("booking-system", "To enter bookings elsewhere"),
    ("audit", "For an audit of care or of promises kept"),
    ("patient-request", "A patient asked for their own"),
    ("complaint", "To answer a complaint"),
]
"""Codes, because what is recorded of an export must not carry what a patient wrote."""


class ExportForm(forms.Form):
    """First and last day of arrival, the columns, and the reason."""

    first = forms.DateField(label="Received from", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label="Received until", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    columns = forms.MultipleChoiceField(
        label="Columns",
        choices=[(name, heading) for name, (heading, _) in export.COLUMNS.items()],
        initial=export.IMPERSONAL,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one column."},
    )
    reason = forms.ChoiceField(
        label="Why do you need it?", choices=REASONS, error_messages={"required": "Choose the reason: it is recorded."}
    )

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and first > last:
            self.add_error("last", "Choose a last day that is not before the first.")
        return given

    def chosen(self, clinic: Clinic) -> EnquiryQuerySet:
        """Return the enquiries of a valid form: no demonstration, and nothing that is suspected of being spam."""
        given, zone = self.cleaned_data, ZoneInfo(clinic.time_zone)
        begins = datetime.combine(given["first"], time(0), zone)
        ends = datetime.combine(given["last"] + timedelta(days=1), time(0), zone)
        real = Enquiry.objects.filter(demo=False, suspected=False)
        return real.filter(received_at__gte=begins, received_at__lt=ends).order_by("received_at")
