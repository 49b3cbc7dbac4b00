"""V17: the signs that need help are there without script, on paper, and before the form can be sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from treatments import catalogue

WITH_SIGNS = [
    "/treatments/prolotherapy/",
    "/treatments/prolotherapy/aftercare/",
    "/conditions/knee-osteoarthritis/",
    "/conditions/sciatica/",
    "/techniques/ultrasound-guidance/",
]


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    """Open a phone's page with script turned off."""
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", WITH_SIGNS)
def test_every_sign_can_be_seen_without_script_on_a_screen_and_on_paper(plain: Page, address: str) -> None:
    plain.goto(address)
    signs = plain.locator(".care-card__signs li")
    assert signs.count() > 1
    instructions = plain.locator(".care-card__heading, .care-card__do").all()
    for on_paper in (False, True):
        plain.emulate_media(media="print" if on_paper else "screen")
        for each in (*signs.all(), *instructions):
            expect(each).to_be_visible()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_every_urgent_sign_stands_above_the_button_of_the_form(plain: Page, media: str) -> None:
    content = catalogue.read(settings.CONTENT_DIR, today=date.today(), overdue_allowed=True)
    urgent = [each for each in content.red_flags.values() if each.urgency in {"call-999", "ae-now"}]
    plain.emulate_media(media="print" if media == "print" else "screen")
    plain.goto("/enquire/")
    for flag in urgent:
        expect(plain.locator(f"label[for=sign-{flag.id}]")).to_be_visible()
    last = plain.locator(f"label[for=sign-{urgent[-1].id}]").bounding_box()
    button = plain.locator("form button[type=submit]").last.bounding_box()
    assert last is not None
    assert media == "print" or (button is not None and last["y"] < button["y"])
