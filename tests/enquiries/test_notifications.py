"""Messages say what people need, and nothing of what they told us."""

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from enquiries import notifications, outbox, promise, reference, replies
from enquiries.models import Channel, Enquiry, Mail, Notification
from treatments import catalogue
from treatments.catalogue import Catalogue

from .cast import NOW, PATIENT, received

pytestmark = pytest.mark.django_db

AUTOMATIC = {"Auto-Submitted", "X-Auto-Response-Suppress"}
HEADERS = AUTOMATIC | {"Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID"}
BY_A_MACHINE = (Mail.ACKNOWLEDGEMENT, Mail.ALERT)
SECRETS = (PATIENT, "Featherstonehaugh", "kettle", "elbow", "prolotherapy", "7946 0123", "+442079460123")


def compose(enquiry: Enquiry, kind: Mail) -> EmailMultiAlternatives:
    return notifications.compose(enquiry.notifications.get(kind=kind))


def bodies(message: EmailMultiAlternatives) -> list[str]:
    """Return the plain and the HTML words of a message."""
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    return [str(message.body), str(html)]


def test_the_acknowledgement_says_reference_promise_phone_and_what_to_do_if_it_gets_worse(content: Catalogue) -> None:
    enquiry = received(content)
    message = compose(enquiry, Mail.ACKNOWLEDGEMENT)
    assert message.to == ["wilhelmina@example.org"]
    assert message.subject == f"Your enquiry, reference {reference.grouped(enquiry.reference)}"
    for body in bodies(message):
        assert reference.grouped(enquiry.reference) in body
        assert ", ".join(reference.spoken(enquiry.reference)) in body
        assert "We will call you by" in body
        assert promise.in_words(enquiry.promised_by, content.clinic) in body
        assert content.clinic.phone.number in body
        assert "999" in body
        assert "111" in body
        assert "This is a demonstration. Nobody will contact you." in body


@pytest.mark.parametrize(
    ("channel", "words"), [(Channel.TEXT, "We will text you by"), (Channel.EMAIL, "We will email")]
)
def test_it_says_how_the_clinic_will_answer(content: Catalogue, channel: Channel, words: str) -> None:
    message = compose(received(content, contact_by=channel), Mail.ACKNOWLEDGEMENT)
    assert all(words in body for body in bodies(message))


def test_a_real_clinic_says_nothing_of_a_demonstration(content: Catalogue) -> None:
    enquiry = received(content)
    catalogue.adopt(replace(content, clinic=content.clinic.model_copy(update={"demo": False})))
    assert not any("demonstration." in body for body in bodies(compose(enquiry, Mail.ACKNOWLEDGEMENT)))


def test_reception_is_told_the_reference_and_where_to_open_it(content: Catalogue, settings: Settings) -> None:
    settings.SITE_URL = "https://clinic.example.org"
    enquiry = received(content)
    message = compose(enquiry, Mail.ALERT)
    assert message.to == [content.clinic.email]
    assert message.subject == f"New enquiry, reference {reference.grouped(enquiry.reference)}"
    for body in bodies(message):
        assert f"https://clinic.example.org/desk/enquiries/enquiry/?q={enquiry.reference}" in body


def test_an_operator_may_choose_other_addresses(content: Catalogue, settings: Settings) -> None:
    settings.RECEPTION_EMAIL, settings.MAIL_FROM = "desk@example.org", "site@example.org"
    message = compose(received(content), Mail.ALERT)
    assert message.to == ["desk@example.org"]
    assert message.from_email == "Small Quay <site@example.org>"


@pytest.mark.parametrize("kind", BY_A_MACHINE)
def test_no_message_repeats_anything_the_patient_said(content: Catalogue, kind: Mail) -> None:
    message = compose(received(content), kind)
    wire = message.message().as_string()
    addressed = wire.replace("wilhelmina@example.org", "", 1)
    assert not [secret for secret in (*SECRETS, "wilhelmina@example.org") if secret.lower() in addressed.lower()]
    assert not [secret for secret in SECRETS for body in bodies(message) if secret.lower() in body.lower()]


@pytest.mark.parametrize("kind", BY_A_MACHINE)
def test_every_message_says_that_a_machine_sent_it_under_an_id_of_its_own(
    content: Catalogue, settings: Settings, kind: Mail
) -> None:
    settings.SITE_URL = "https://clinic.example.org"
    enquiry = received(content)
    first, second = (compose(enquiry, kind).message() for _ in range(2))
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"].endswith("@clinic.example.org>")
    assert set(first.keys()) == HEADERS


def test_the_two_messages_of_an_enquiry_have_different_ids(content: Catalogue) -> None:
    enquiry = received(content)
    assert (
        compose(enquiry, Mail.ALERT).message()["Message-ID"]
        != (compose(enquiry, Mail.ACKNOWLEDGEMENT).message()["Message-ID"])
    )


@given(st.text(alphabet=st.characters(), max_size=60), st.sampled_from(["\r\n", "\n", "\r", "%0d%0a", "\u2028", "\0"]))
def test_no_address_becomes_a_header(small_content: Catalogue, text: str, line_end: str) -> None:
    address = f"a@example.org{line_end}Bcc: {text}@example.org"
    enquiry = Enquiry(reference="7KM2HX9M", email=address, contact_by=Channel.EMAIL, promised_by=NOW)
    catalogue.adopt(small_content)
    with pytest.raises(ValidationError):
        notifications.compose(Notification(enquiry=enquiry, kind=Mail.ACKNOWLEDGEMENT))


def test_whatever_a_patient_writes_the_headers_are_those_we_chose(content: Catalogue) -> None:
    evil = "Anna\r\nBcc: everybody@example.org\r\n\r\n<script>alert(1)</script>"
    enquiry = received(content, name=evil, message=evil, good_times_note=evil[:200])
    while outbox.send_next(now=NOW):
        pass
    assert len(mail.outbox) == 2
    for message in mail.outbox:
        wire = message.message()
        assert set(wire.keys()) == HEADERS
        assert "everybody" not in wire.as_string()
        assert message.recipients() in (["hello@example.org"], [enquiry.email])


def test_html_is_a_page_without_anything_from_elsewhere(content: Catalogue) -> None:
    import html5lib

    for kind in BY_A_MACHINE:
        html = bodies(compose(received(content), kind))[1]
        html5lib.HTMLParser(strict=True).parse(html)
        assert not any(word in html for word in ("<img", "<link", "<script", "src="))


def test_the_plain_words_are_not_escaped(content: Catalogue) -> None:
    clinic = content.clinic.model_copy(update={"name": "Joints & Tendons"})
    enquiry = received(content)
    catalogue.adopt(replace(content, clinic=clinic))
    plain, html = bodies(compose(enquiry, Mail.ACKNOWLEDGEMENT))
    assert "Joints & Tendons" in plain
    assert "Joints &amp; Tendons" in html


def reply(enquiry: Enquiry, text: str, *, now: datetime = NOW) -> Notification:
    """Return what a reply with these words owes."""
    given: dict[str, Any] = {"submission_id": uuid.uuid4(), "waits": False, "by": "staff:1", "now": now}
    return replies.send(enquiry=enquiry, clinic=catalogue.current().clinic, text=text, **given).notification


def test_a_reply_says_what_staff_wrote_under_a_subject_that_holds_the_reference_alone(content: Catalogue) -> None:
    enquiry = received(content)
    message = notifications.compose(reply(enquiry, "Hello,\n\nFriday & Monday <b>suit</b> us."))
    assert message.subject == f"Your enquiry, reference {reference.grouped(enquiry.reference)}"
    assert message.to == [enquiry.email]
    plain, html = bodies(message)
    assert "Hello,\n\nFriday & Monday <b>suit</b> us." in plain
    assert "<p>Friday &amp; Monday &lt;b&gt;suit&lt;/b&gt; us.</p>" in html
    for body in (plain, html):
        assert content.clinic.phone.number in body
        assert "999" in body
        assert "This is a demonstration." in body
    assert not [secret for secret in SECRETS for body in bodies(message) if secret.lower() in body.lower()]


def test_a_reply_is_not_from_a_machine_and_stands_in_one_thread_with_what_was_sent_before(content: Catalogue) -> None:
    enquiry = received(content)
    first = reply(enquiry, "First.")
    # Nothing has reached the patient yet.
    assert set(notifications.compose(first).message().keys()) == HEADERS - AUTOMATIC
    while outbox.send_next(now=NOW + outbox.HOLD):
        pass
    acknowledgement, first_reply = (
        next(each.message()["Message-ID"] for each in mail.outbox if each.message()["Message-ID"][1:37] == str(owed))
        for owed in (enquiry.notifications.get(kind=Mail.ACKNOWLEDGEMENT).message_id, first.message_id)
    )
    wire = notifications.compose(reply(enquiry, "Second.")).message()
    assert set(wire.keys()) == (HEADERS - AUTOMATIC) | {"In-Reply-To", "References"}
    assert wire["In-Reply-To"] == first_reply
    assert wire["References"].split() == [acknowledgement, first_reply]


@pytest.mark.parametrize(
    "text",
    [
        "Hello\r\nBcc: everybody@example.org\r\n\r\n<script>alert(1)</script>",
        "\n.\nQUIT\n",
        "Subject: other\u2028Bcc: everybody@example.org",
        "W" * 4_000,
        "=?utf-8?q?evil?=\x00\x1b[2J",
    ],
)
def test_whatever_staff_write_the_headers_are_those_we_chose(content: Catalogue, text: str) -> None:
    import html5lib

    enquiry = received(content)
    message = notifications.compose(reply(enquiry, text))
    wire = message.message()
    assert set(wire.keys()) == HEADERS - AUTOMATIC
    assert message.recipients() == [enquiry.email]
    assert max(len(line) for line in wire.as_bytes().splitlines()) < 998
    assert "<script" not in bodies(message)[1]
    html5lib.HTMLParser(strict=True).parse(bodies(message)[1])
