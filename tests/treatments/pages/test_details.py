"""The page with a treatment's details tells the same at length, and numbers its sources as the short page does."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.treatments import real
from tests.treatments.reading import Reading
from treatments import pages

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_a_source_has_one_number_on_the_page_of_a_treatment_and_on_its_details() -> None:
    catalogue = real.whole()
    for name in catalogue.treatments:
        short, long = (pages.MANY[kind](catalogue, name, now=NOW) for kind in ("treatment", "details"))
        short.html()
        read = Reading(long.html())
        cited = short.context["renderer"].cited
        assert cited
        assert long.context["renderer"].cited[: len(cited)] == cited
        listed = [each.get("id") for listing in read.classed("references") for each in listing.iter("li")]
        assert len(listed) == len(long.context["renderer"].cited) > len(cited)
