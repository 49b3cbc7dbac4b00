"""The audit looks at every page, and at one of each kind with the slow judges."""

from audit import pages
from tests.treatments import real
from treatments.pages import public_paths


def test_one_page_of_each_kind_is_published() -> None:
    assert set(pages.KINDS) <= set(public_paths(real.whole()))


def test_every_page_is_looked_at_once_and_nothing_that_is_no_page() -> None:
    assert pages.every(["/", "/costs/", "/costs/", "/robots.txt"]) == ["/", "/costs/", *pages.LIVE]
