"""Whatever somebody writes who means harm is text, on every page where it appears, in a real browser."""

import unicodedata
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page

from enquiries import audit, crowd, handling, notifications
from enquiries.models import LIMITS, Enquiry
from tests.hostile import ENDLESS, handfuls
from tests.journeys.accessibility import needed_width
from tests.journeys.test_asking import CHECK, fill_in, pass_the_gate
from tests.journeys.test_desk import QUEUE, employ, sign_in
from treatments import catalogue

pytestmark = pytest.mark.django_db(transaction=True)

NARROW = 160
"""Characters that nearly every field takes."""
PLAIN = ("language", "other_need", "relation")
SOMEONE = {"for_someone_else": True, "whom_to_call": "patient", "patient_agreed": "agreed"}
NEEDS = {"needs_interpreter": True, "needs_other": True}


@pytest.fixture
def width() -> int:
    """Return the width of the screen at reception."""
    return 1280


@pytest.fixture
def harm(page: Page) -> Iterator[list[str]]:
    """Return what happened that must not: a dialog that opened, or a request to anywhere else."""
    happened: list[str] = []
    page.on("dialog", lambda dialog: happened.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: happened.append(request.url) if "evil" in request.url else None)
    page.on("request", lambda request: happened.append(request.url) if request.url.endswith("/x") else None)
    yield happened
    assert happened == []


def write(worker: User) -> list[Enquiry]:
    """Store enquiries that hold every payload in every text that there is, and a word without an end."""
    texts = [*handfuls(NARROW), ENDLESS]
    now = timezone.now()
    for _ in crowd.fill(upto=2 * len(texts), content=catalogue.current(), worker=worker, now=now):
        pass
    written = list(Enquiry.objects.in_queue()[: len(texts)])
    for enquiry, text in zip(written, texts, strict=False):
        said = {name: text[: limit if text == ENDLESS else NARROW] for name, limit in LIMITS.items()}
        phone, said["phone"] = said["phone"], text[: LIMITS["phone"]]
        said |= {name: text[: LIMITS[name]] for name in (*PLAIN, "treatment", "condition", "package")}
        assert phone
        Enquiry.objects.filter(pk=enquiry.pk).update(
            **said, **SOMEONE, **NEEDS, tell_us_first=[text], version=F("version") + 1
        )
        handling.note(enquiry=Enquiry.objects.get(pk=enquiry.pk), text=text[:2000], by=audit.staff(worker.pk), now=now)
    return written


def letters(text: str) -> str:
    """Return what of a text can be seen, composed as it is stored."""
    return "".join(
        each for each in unicodedata.normalize("NFC", text) if unicodedata.category(each)[0] not in {"C", "Z"}
    )


def test_hostile_text_is_text_on_every_page_of_the_desk(page: Page, harm: list[str]) -> None:
    worker = employ("anna")
    written = write(worker)
    sign_in(page, "anna")
    lists = ["/desk/", QUEUE, f"{QUEUE}?tab=mine", f"{QUEUE}?tab=unassigned"]
    for address in (*lists, *(f"{QUEUE}{each.pk}/change/" for each in written)):
        page.goto(address, wait_until="load")
        assert needed_width(page) == 1280, address
        if address.endswith("/change/"):
            asked = Enquiry.objects.get(pk=int(address.split("/")[-3]))
            shown = letters(page.inner_text(".record-said"))
            assert letters(asked.message) in shown
            assert letters(asked.name) in shown


@pytest.mark.parametrize("width", [390])
def test_hostile_text_is_no_wider_than_a_phone(page: Page, harm: list[str], width: int) -> None:
    worker = employ("anna")
    *_, endless = write(worker)
    sign_in(page, "anna")
    for address in ("/desk/", QUEUE, f"{QUEUE}{endless.pk}/change/"):
        page.goto(address, wait_until="load")
        assert needed_width(page) == width, address


@pytest.mark.usefixtures("content")
def test_hostile_text_is_text_where_patients_check_it(page: Page, harm: list[str]) -> None:
    pass_the_gate(page)
    fill_in(page)
    for text in [*handfuls(950), ENDLESS[:1000]]:
        page.get_by_label("Your name").fill(text[:200])
        page.get_by_label("Is there anything you would like to tell us?").fill(text)
        page.get_by_role("button", name=CHECK).click()
        page.wait_for_selector(f"h1:has-text('{CHECK}')")
        assert needed_width(page) == 1280
        assert letters(text) in letters(page.inner_text("main"))
        page.get_by_role("button", name="Change your answer to: Your name").click()


def test_no_mail_repeats_a_word_of_it(page: Page, harm: list[str]) -> None:
    written = write(employ("anna"))
    for enquiry in written[:3]:
        Enquiry.objects.filter(pk=enquiry.pk).update(email="patient@example.org")
        for owed in Enquiry.objects.get(pk=enquiry.pk).notifications.all():
            html = str(notifications.compose(owed).alternatives[0][0])
            page.set_content(html)
            assert letters(Enquiry.objects.get(pk=enquiry.pk).message)[:12] not in letters(html)
