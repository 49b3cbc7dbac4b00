"""Who asks in these tests, and when: a worried patient, her son, and a machine that sends advertisements."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from enquiries import intake
from enquiries.intake import Receipt, Submission
from enquiries.models import Channel, Enquiry
from enquiries.spam import Traces
from treatments.catalogue import Catalogue

# A Monday in winter, 10:00 on the clinic's clock.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ADDRESS = "192.0.2.10"

PATIENT = "Wilhelmina Featherstonehaugh"
MACHINE = "Best Pills"


def submission(**changes: Any) -> Submission:
    """Return what the patient sends: a call to her mobile, about her elbow."""
    asked = Submission(
        submission_id=uuid.uuid4(),
        name=PATIENT,
        contact_by=Channel.PHONE,
        treatment="prolotherapy",
        condition="tennis-elbow",
        package="pkg-one-area",
        phone="020 7946 0123",
        email="wilhelmina@example.org",
        message="My elbow hurts when I lift the kettle.",
    )
    return replace(asked, **changes)


def traces(**changes: Any) -> Traces:
    """Return the traces of somebody who took three minutes."""
    return replace(Traces(honeypot="", opened_at=NOW - timedelta(minutes=3), address=ADDRESS), **changes)


def receive(content: Catalogue, *, now: datetime = NOW, address: str = ADDRESS, **changes: Any) -> Receipt:
    """Receive what the patient sends, with these changes."""
    left = traces(opened_at=now - timedelta(minutes=3), address=address)
    return intake.receive(submission=submission(**changes), traces=left, content=content, now=now)


def received(content: Catalogue, *, now: datetime = NOW, **changes: Any) -> Enquiry:
    """Return the enquiry that the patient's submission made."""
    return Enquiry.objects.get(reference=receive(content, now=now, **changes).reference)


def suspected(content: Catalogue, *, now: datetime = NOW) -> Enquiry:
    """Return the enquiry that the machine sent, kept apart because it filled the field that people do not see."""
    left = traces(honeypot="https://pills.example.org")
    receipt = intake.receive(submission=submission(name=MACHINE), traces=left, content=content, now=now)
    return Enquiry.objects.get(reference=receipt.reference)
