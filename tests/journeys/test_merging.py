"""Somebody asked twice, a list kept for every morning, and two lists side by side that stay true."""

import pytest
from django.contrib.auth.models import Permission, User
from playwright.sync_api import Page, expect

from enquiries import audit, workflow
from enquiries.models import Enquiry, Outcome, SavedView, Status
from enquiries.reference import grouped
from tests.journeys.accessibility import barriers, needed_width
from tests.journeys.test_desk import QUEUE, ask, employ, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def width() -> int:
    """Return the width of the screen at reception."""
    return 1280


def twice() -> tuple[Enquiry, Enquiry]:
    """Store what one person asked yesterday and again two hours ago."""
    first, again = ask(30), ask(2, name="PATIENT 30", message="And my other elbow.")
    number = {"phone": first.phone, "phone_e164": first.phone_e164}
    Enquiry.objects.filter(pk=again.pk).update(**number)
    again.handles.all().delete()
    again.handles.create(key=first.phone_e164.removeprefix("+"))
    return first, again


@pytest.mark.parametrize("width", [390, 1280])
def test_a_duplicate_is_merged_and_undone(page: Page, width: int) -> None:
    employ("anna")
    first, again = twice()
    sign_in(page, "anna")
    expect(page.locator(".badge:has-text('asked more than once')")).to_have_count(2)
    page.click(f"th a:has-text('{first.name}')")
    page.wait_for_selector(f".record-here:has-text('{grouped(again.reference)}')")
    page.click(".earlier a:text-is('Compare and merge')")
    page.wait_for_url("**/merge/**")
    assert barriers(page) == []
    assert needed_width(page) == width
    page.check("[name=name][value=take]")
    page.click("button:has-text('Go on')")
    page.wait_for_selector(".facts >> text=PATIENT 30")
    assert barriers(page) == []
    page.click("button:text-is('Merge')")
    page.wait_for_selector(f"text={grouped(again.reference)} was merged into this enquiry.")
    assert barriers(page) == []
    expect(page.locator("blockquote.message")).to_have_text([first.message, again.message])
    page.fill("#desk-search", again.reference)
    page.click(".desk-search button")
    page.wait_for_selector("text=was merged into this enquiry, which stands for both.")
    assert page.url.split("?")[0].endswith(f"/{first.pk}/change/")
    page.click(f"button:has-text('Undo the merge of {grouped(again.reference)}')")
    page.wait_for_selector("text=is an enquiry of its own again.")
    stored = Enquiry.objects.in_bulk([first.pk, again.pk])
    assert (stored[first.pk].name, stored[again.pk].status) == (first.name, Status.NEW)


def test_a_view_is_kept_and_opens_the_queue(page: Page) -> None:
    employ("anna")
    ask(3)
    sign_in(page, "anna")
    page.goto(QUEUE)
    page.click("summary:has-text('Narrow this list')")
    page.select_option("#filter-by", "email")
    page.click("button:has-text('Narrow')")
    page.wait_for_selector("text=Only how to reach: email")
    assert barriers(page) == []
    page.fill("#view-name", "Mail first")
    page.click("button:has-text('Keep view')")
    page.wait_for_selector(".tabs [aria-current]:has-text('Mail first')")
    page.click("summary:has-text('Narrow this list')")
    with page.expect_navigation():
        page.click("button:has-text('Open the queue with this view')")
    page.goto(QUEUE)
    assert page.inner_text("h1") == "Mail first"
    assert SavedView.objects.get().shows == {"tab": "to-do", "by": "email"}


def test_two_lists_side_by_side_stay_true(page: Page) -> None:
    employ("anna")
    gone, stays = ask(30), ask(2)
    sign_in(page, "anna")
    page.goto(QUEUE)
    for enquiry in (gone, stays):
        page.check(f"[name=chosen][value='{enquiry.pk}:1']")
    page.focus(f"th a:has-text('{stays.name}')")
    by = audit.staff(User.objects.get().pk)
    workflow.move(enquiry=gone, to=Status.CLOSED, by=by, now=gone.received_at, outcome=Outcome.DECLINED)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector(f"th a:has-text('{gone.name}')", state="detached")
    assert page.is_checked(f"[name=chosen][value='{stays.pk}:1']")
    assert stays.name in page.evaluate("document.activeElement.textContent")
    said = page.inner_text("[data-live-said]")
    assert "The list changed: 1 on this page." in said
    assert "1 of those you chose changed" in said


def test_a_lead_keeps_a_view_for_everybody(page: Page) -> None:
    employ("anna")
    employ("lena").user_permissions.add(Permission.objects.get(codename="share_views"))
    ask(3)
    sign_in(page, "lena")
    page.goto(f"{QUEUE}?tab=mine")
    page.click("summary:has-text('Narrow this list')")
    page.fill("#view-name", "Each their own")
    page.check("text=for everybody")
    page.click("button:has-text('Keep view')")
    page.wait_for_selector("text=for everybody.")
    assert SavedView.objects.get().owner is None
