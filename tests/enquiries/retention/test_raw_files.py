"""What was erased is gone from the disk too: the raw files of SQLite are searched for it."""

from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection, transaction

from enquiries import audit, finding, retention
from enquiries.models import Enquiry, Handle, Note
from tests.enquiries.cast import NOW
from treatments.catalogue import Catalogue

from .old import LONG_AGO, booked

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "Quetzalcoatlinda"
PEOPLE = 120


def on_the_disk() -> dict[str, int]:
    """Return how often the canary stands in each file of the database, in either case.

    The files of PostgreSQL belong to its server: there the tables alone are looked at.
    """
    if connection.vendor != "sqlite":
        return {"tables": Handle.objects.filter(key__startswith=CANARY.lower()).count()}
    database = Path(str(connection.settings_dict["NAME"]))
    files = [each for each in database.parent.glob(f"{database.name}*") if each.is_file()]
    raw = {each.name: each.read_bytes().lower() for each in files}
    return {name: text.count(CANARY.lower().encode()) for name, text in raw.items()}


def keep(number: int, name: str, *, settled_at: datetime) -> None:
    # Numbers in no order, as people come, so that the trees of the database are split in their middle.
    phone = f"+4420794{number * 7919 % 100_000:05d}"
    enquiry = booked(name=f"{name}{number}", message=f"{name} " * (number % 40), phone_e164=phone, at=settled_at)
    finding.file(enquiry)
    Note.objects.create(enquiry=enquiry, at=LONG_AGO, by="staff:1", text=f"{name} {number}")


def test_no_file_of_the_database_holds_what_was_erased(content: Catalogue) -> None:
    with transaction.atomic():
        for number in range(PEOPLE):
            keep(number, CANARY, settled_at=LONG_AGO)
            keep(number, "Somebody Else", settled_at=NOW)
    assert sum(on_the_disk().values()) >= PEOPLE
    done = retention.run(clinic=content.clinic, by=audit.SITE, now=NOW, allow=PEOPLE)
    assert (done.erased, Enquiry.objects.count(), Note.objects.count()) == (PEOPLE, PEOPLE, PEOPLE)
    assert set(on_the_disk().values()) == {0}
