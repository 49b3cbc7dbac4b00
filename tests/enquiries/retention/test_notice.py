"""The privacy page and retention say the same, because they read the same fields."""

import re
from datetime import date

from django.conf import settings

from enquiries.models import LedgerLine
from treatments import catalogue
from treatments.schema.clinic import Keeping

TOLD = {
    "month": "the month",
    "treatment": "the treatment",
    "source": "how it reached us",
    "ending": "how it ended",
    "promised": "whether we answered in time",
}
"""What the ledger keeps, in the words of the page."""


def how_long() -> str:
    content = catalogue.read(settings.CONTENT_DIR, today=date(2026, 11, 24))
    (section,) = [each for each in content.pages["privacy"].sections if each.id == "how-long"]
    return str(section.text)


def test_the_page_takes_its_periods_from_where_retention_does() -> None:
    text = how_long()
    assert "{clinic.keep-closed-months}" in text
    assert "{clinic.keep-spam-days}" in text
    assert not re.search(r"\d", text), "a number typed here could differ from what is done"
    assert set(Keeping.model_fields) == {"closed_enquiry_months", "suspected_spam_days"}


def test_the_page_tells_everything_that_is_kept_afterwards() -> None:
    kept = {field.name for field in LedgerLine._meta.concrete_fields} - {"id", "enquiries"}
    assert kept == set(TOLD)
    text = " ".join(how_long().split())
    assert [words for words in TOLD.values() if words not in text] == []
