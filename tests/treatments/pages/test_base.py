"""What every page has: who looked at it and when, what stands before and after, what it cites."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.treatments import mini
from treatments import catalogue
from treatments.pages.base import (
    Link,
    Moved,
    NoSuchPage,
    cites,
    clinic_day,
    entry,
    neighbours,
    renderer_of,
    review_of,
)
from treatments.pages.words import page

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LINKS = [Link("A", "/a/"), Link("B", "/b/"), Link("C", "/c/")]


def test_a_page_of_several_files_is_as_old_as_the_oldest_and_due_with_the_first(tmp_path: Path) -> None:
    folder = mini.copy(tmp_path)
    mini.change(folder, "prices.yaml", "last_reviewed: 2026-11-01", "last_reviewed: 2026-11-10")
    mini.change(folder, "home.yaml", "next_review: 2027-11-01", "next_review: 2027-05-01")
    content = catalogue.read(folder, today=mini.TODAY)
    review = review_of(content, content.home, content.prices)
    assert (review.on, review.due, review.changed) == (date(2026, 11, 1), date(2027, 5, 1), date(2026, 11, 10))
    assert review.by.id == "demo-clinician-a"


def test_a_page_tells_its_changes_newest_first(tmp_path: Path) -> None:
    folder = mini.copy(tmp_path)
    changes = "changes: [{on: 2026-11-03, what: Costs.}, {on: 2026-11-05, what: Risks.}]\n"
    mini.change(folder, "pages/privacy.yaml", "id: privacy\n", f"id: privacy\n{changes}")
    built = page(catalogue.read(folder, today=mini.TODAY), "privacy", now=NOW).context["page"]
    assert [change.what for change in built.changes] == ["Risks.", "Costs."]
    assert built.changed == date(2026, 11, 5)


@pytest.mark.parametrize(
    ("path", "before", "after"), [("/a/", None, "/b/"), ("/b/", "/a/", "/c/"), ("/c/", "/b/", None)]
)
def test_a_page_stands_between_its_neighbours(path: str, before: str | None, after: str | None) -> None:
    found = neighbours(LINKS, path)
    assert [link.url if link else None for link in found] == [before, after]


def test_content_is_found_by_its_name_and_its_former_names_lead_there() -> None:
    conditions = mini.whole().conditions.values()
    assert entry(conditions, "condition", "tennis-elbow").id == "tennis-elbow"
    with pytest.raises(Moved) as moved:
        entry(conditions, "condition", "elbow-tendon-pain")
    assert moved.value.to == "/conditions/tennis-elbow/"
    with pytest.raises(NoSuchPage):
        entry(conditions, "condition", "nowhere")


def test_a_page_cites_when_its_prose_or_a_field_names_a_source() -> None:
    content = mini.whole()
    assert cites(content.questions["does-it-hurt"])
    assert cites(content.conditions["hip-pain"])
    assert not cites(content.questions["how-many-visits"])
    assert not cites(content.prices)


def test_the_clinics_file_may_name_its_own_figures_in_short_on_every_page() -> None:
    assert renderer_of(mini.whole(), scope="prolotherapy").plain("Ring {phone}.") == "Ring 020 7946 0101."


def test_a_treatments_page_may_name_its_own_figures_in_short() -> None:
    content = mini.whole()
    assert renderer_of(content, scope="prolotherapy").plain("{sessions.typical}") == "2"
    with pytest.raises(KeyError):
        renderer_of(content).plain("{sessions.typical}")


def test_the_day_is_that_of_the_clinics_clock() -> None:
    late = datetime(2027, 7, 31, 23, 30, tzinfo=UTC)
    assert clinic_day(mini.whole(), late) == date(2027, 8, 1)
