"""The privacy page and retention say the same, because they read the same fields."""

import re

import pytest

from enquiries.models import LedgerLine
from tests.treatments import real
from treatments.schema.clinic import Keeping

TOLD = {
    "month": "the month",
    "treatment": "the treatment",
    "source": "how it reached us",
    "ending": "how it ended",
    "promised": "whether we answered in time",
}
"""What the ledger keeps, in the words of the page."""


@pytest.fixture(scope="module")
def how_long() -> str:
    """The section of the real privacy page that says for how long."""
    (section,) = [each for each in real.whole().pages["privacy"].sections if each.id == "how-long"]
    return str(section.text)


def test_the_page_takes_its_periods_from_where_retention_does(how_long: str) -> None:
    assert "{clinic.keep-closed-months}" in how_long
    assert "{clinic.keep-spam-days}" in how_long
    assert not re.search(r"\d", how_long), "a number typed here could differ from what is done"
    assert set(Keeping.model_fields) == {"closed_enquiry_months", "suspected_spam_days"}


def test_the_page_tells_everything_that_is_kept_afterwards(how_long: str) -> None:
    kept = {field.name for field in LedgerLine._meta.concrete_fields} - {"id", "enquiries"}
    assert kept == set(TOLD)
    text = " ".join(how_long.split())
    assert [words for words in TOLD.values() if words not in text] == []
