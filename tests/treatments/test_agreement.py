"""V15: the same quantity comes from one field: change the field, and every page and every search engine hears it."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from tests.treatments import mini, real
from tests.treatments.reading import Reading
from treatments import catalogue, pages
from treatments.catalogue import Catalogue
from treatments.figures import of_rests, pounds

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
AMOUNT = re.compile(r"\u00a3\d+(?:,\d{3})*(?:\.\d\d)?")
PRICES, PLAN, CLINIC = "prices.yaml", "plans/three-visit.yaml", "clinic.yaml"

type Site = dict[str, Reading]


def render(content: Catalogue) -> Site:
    return {each.context["page"].path: Reading(each.html()) for each in pages.every_page(content, now=NOW)}


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return real.whole()


@pytest.fixture(scope="module")
def site(content: Catalogue) -> Site:
    return render(content)


def everything(read: Reading) -> str:
    """Return all that a page says, to readers, to those who share it and to search engines."""
    return f"{read.text} {read.meta('description')} {read.graph}"


def test_every_amount_on_any_page_is_one_that_a_field_holds(content: Catalogue, site: Site) -> None:
    held = {pounds(each.total_pence) for each in content.packages.values()}
    held |= {pounds(stage.pence) for each in content.packages.values() for stage in each.stages}
    held |= {pounds(each.pence) for each in content.items.values()}
    held |= {words for _, words in of_rests(content.packages.values(), content.items.values())}
    seen = {(path, amount) for path, read in site.items() for amount in AMOUNT.findall(everything(read))}
    assert {amount for _, amount in seen} & held
    assert {(path, amount) for path, amount in seen if amount not in held} == set()


def test_search_engines_are_told_the_price_that_the_card_shows(content: Catalogue, site: Site) -> None:
    prices = {each.name: each.total_pence for each in content.packages.values()}
    prices |= {each.name: each.pence for each in content.items.values()}
    told = [offer for path in ("/costs/", "/treatments/prolotherapy/") for offer in offers(site[path].graph)]
    assert len(told) >= len(prices)
    for offer in told:
        assert round(float(offer["price"]) * 100) == prices[offer["name"]]
        assert offer["priceCurrency"] == "GBP"


def offers(node: object) -> list[dict[str, str]]:
    if isinstance(node, list):
        return [each for part in node for each in offers(part)]
    if isinstance(node, dict):
        own = [node] if node.get("@type") == "Offer" and "price" in node else []
        return [*own, *(each for part in node.values() for each in offers(part))]
    return []


PRICE_OF_A_COURSE = [
    (PRICES, "total_pence: 54000", "total_pence: 55500"),
    (PRICES, "label: Third visit, pence: 15000", "label: Third visit, pence: 16500"),
]
LATER = "weeks after the last"
WITHIN = "working days"


@pytest.mark.parametrize(
    ("edits", "before", "after"),
    [
        (PRICE_OF_A_COURSE, "\u00a3540", "\u00a3555"),
        ([(PRICES, "pence: 18000", "pence: 18700")], "\u00a3180", "\u00a3187"),
        ([(PRICES, "counts_for_days: 90", "counts_for_days: 77")], "90 days", "77 days"),
        ([(PLAN, "wait_after_minutes: 30", "wait_after_minutes: 32")], "for 30 minutes", "for 32 minutes"),
        ([(PLAN, "_after_last: 12", "_after_last: 13")], f"12 {LATER}", f"13 {LATER}"),
        ([(CLINIC, "number: 020 7946 0101", "number: 020 7946 0177")], "020 7946 0101", "020 7946 0177"),
        ([(CLINIC, "_working_days: 3", "_working_days: 4")], f"within 3 {WITHIN}", f"within 4 {WITHIN}"),
    ],
    ids=["price of a course", "price of a visit", "days it counts", "wait", "first check", "telephone", "complaint"],
)
def test_a_quantity_that_changes_in_its_field_changes_everywhere(
    site: Site, tmp_path: Path, edits: list[tuple[str, str, str]], before: str, after: str
) -> None:
    folder = shutil.copytree(settings.CONTENT_DIR, tmp_path / "en")
    for name, old, new in edits:
        mini.change(folder, name, old, new)
    changed = render(catalogue.read(folder, today=real.REVIEWED))
    told = {path for path, read in site.items() if before in everything(read)}
    assert told
    assert {path for path, read in changed.items() if after in everything(read)} >= told
    assert {path for path, read in changed.items() if before in everything(read)} == set()
