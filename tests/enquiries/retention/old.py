"""Enquiries of long ago, in every state, for tests of what is erased."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from enquiries.models import Enquiry, Outcome, Status
from tests.enquiries.cast import NOW, PATIENT

LONG_AGO = NOW - timedelta(days=800)


def stored(**changes: Any) -> Enquiry:
    """Return an enquiry that came long ago, open unless the changes say otherwise."""
    received: datetime = changes.pop("received_at", LONG_AGO)
    promised = received + timedelta(hours=24)
    given = {
        "reference": uuid.uuid4().hex[:8],
        "submission_id": uuid.uuid4(),
        "confirmation_token": uuid.uuid4().hex,
        "content_version": "abc",
        "name": PATIENT,
        "treatment": "prolotherapy",
        "contact_by": "phone",
        "phone": "020 7946 0123",
        "phone_e164": "+442079460123",
        "consent_version": "1.0+abc",
        "consented_at": received,
        "received_at": received,
        "promised_by": promised,
        "due_at": promised,
    }
    return Enquiry.objects.create(**given | changes)


def booked(*, at: datetime = LONG_AGO + timedelta(days=3), **changes: Any) -> Enquiry:
    """Return an enquiry that was booked at this moment."""
    return stored(status=Status.BOOKED, settled_at=at, **changes)


def closed(outcome: Outcome = Outcome.DECLINED, *, at: datetime = LONG_AGO, **changes: Any) -> Enquiry:
    """Return an enquiry that was closed at this moment."""
    return stored(status=Status.CLOSED, outcome=outcome, settled_at=at, **changes)


def suspect(**changes: Any) -> Enquiry:
    """Return what looked like spam and was never judged by a person."""
    return stored(suspected=True, suspicions="links", **changes)
