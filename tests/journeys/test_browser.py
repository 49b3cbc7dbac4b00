"""The browser of the journeys is real, watched, and kept from the network."""

import pytest
from playwright.sync_api import Error, Page

from tests.journeys.accessibility import barriers

UNNAMED = '<!doctype html><html lang="en"><title>A form</title><main><h1>A form</h1><input></main>'
LABELLED = UNNAMED.replace("<input>", "<label>Name <input></label>")


@pytest.mark.parametrize("width", [360, 1440])
def test_a_visitor_reaches_the_site_at_the_width_asked_for(page: Page, width: int) -> None:
    assert page.request.get("/healthz").headers["x-frame-options"] == "DENY"
    assert page.evaluate("window.innerWidth") == width


@pytest.mark.parametrize("address", ["http://192.0.2.1/", "http://clinic.example.org/"])
def test_the_browser_reaches_nothing_but_this_machine(page: Page, address: str) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto(address)


def test_what_the_browser_says_in_its_console_is_heard(page: Page, console: list[str]) -> None:
    page.set_content("<script>console.warn('something is amiss')</script>")
    assert [message.split(" (")[0] for message in console] == ["warning: something is amiss"]
    console.clear()


def test_a_field_without_a_name_is_found_to_keep_somebody_out(page: Page) -> None:
    page.set_content(UNNAMED)
    assert [barrier.split(":")[0] for barrier in barriers(page)] == ["label"]
    page.set_content(LABELLED)
    assert barriers(page) == []
