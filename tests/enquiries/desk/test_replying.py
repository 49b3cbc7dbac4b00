"""Staff write to a patient: from a template, looked at first, taken back in time, and never half filled in."""

import re
import uuid
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from enquiries import audit, handling, merging, outbox, reply_templates, workflow
from enquiries.models import (
    Channel,
    Delivery,
    Enquiry,
    Event,
    Happening,
    Mail,
    Need,
    Notification,
    Occasion,
    Reply,
    Status,
)
from enquiries.reference import grouped
from enquiries.roles import Role
from tests.enquiries.cast import NOW, PATIENT, received, suspected
from treatments.catalogue import Catalogue

from .conftest import SignIn
from .test_record import HOSTILE, LIST, press, shown, stored

pytestmark = pytest.mark.django_db

WORDS = "Hello, we have a time on Friday."


def form(browser: Client, enquiry: Enquiry, address: str = "") -> dict[str, str]:
    """Return what the form of a reply holds when it is opened."""
    page = browser.get(f"{LIST}{enquiry.pk}/reply/{address}")
    assert page.status_code == 200
    return fields(page.text)


def fields(page: str) -> dict[str, str]:
    found = re.search(r'<form id="reply-form".*?</form>', page, re.DOTALL)
    assert found
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', found[0]))
    text = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", found[0], re.DOTALL)
    assert text
    return hidden | {"text": unescape(text[1])} | ({"waits": "on"} if "checked" in found[0] else {})


def step(browser: Client, enquiry: Enquiry, name: str, given: dict[str, Any]) -> Any:
    return browser.post(f"{LIST}{enquiry.pk}/reply/", {**given, "step": name})


def write(browser: Client, enquiry: Enquiry, text: str = WORDS, **more: Any) -> Reply:
    """Send a reply and return it."""
    answer = step(browser, enquiry, "send", form(browser, enquiry) | {"text": text} | more)
    assert answer.status_code == 302
    return Reply.objects.get(text=text)


def undo(browser: Client, reply: Reply) -> str:
    """Press Undo and return the page that follows."""
    answer = browser.post(f"{LIST}{reply.enquiry_id}/reply/undo/", {"reply": reply.pk}, follow=True)
    return unescape(answer.text)


def template(name: str) -> int:
    return reply_templates.in_use().get(name=name).pk


def test_what_is_sent_stands_in_the_timeline_with_its_words_and_where_it_stands(
    reception: Client, enquiry: Enquiry
) -> None:
    write(reception, enquiry)
    page = shown(reception, enquiry)
    assert (
        f'replied by email <span class="queue-small">today, 10 am</span><blockquote class="note" dir="auto">{WORDS}'
        in page
    )
    assert "It is sent in 30 seconds." in page
    with time_machine.travel(NOW + outbox.HOLD, tick=False):
        assert "about to be sent" in shown(reception, enquiry)
        while outbox.send_next(now=NOW + outbox.HOLD):
            pass
        page = shown(reception, enquiry)
        assert "Sent today, 10 am" in page.split(WORDS)[1]
        assert "Undo" not in page
    assert WORDS in str(mail.outbox[-1].body)


def test_looking_at_the_form_is_an_event_and_shows_what_to_think_of(reception: Client, content: Catalogue) -> None:
    asked = received(content, needs=frozenset({Need.INTERPRETER}), language="Greek")
    page = unescape(reception.get(f"{LIST}{asked.pk}/reply/").text)
    assert Event.objects.filter(reference=asked.reference, happening=Happening.OPENED).count() == 1
    assert asked.message in page
    for words in ("asked to be reached by phone call", "not to say who is calling", "need an interpreter: Greek"):
        assert words in page


def test_a_template_becomes_a_draft_with_its_blanks_left_to_fill(reception: Client, enquiry: Enquiry) -> None:
    given = form(reception, enquiry) | {"template": template("Confirm a booking made by phone")}
    draft = fields(step(reception, enquiry, "draft", given).text)
    assert draft["text"].startswith(f"Hello {PATIENT},")
    assert "When: {day, date and time}" in draft["text"]
    refused = step(reception, enquiry, "send", draft)
    assert refused.status_code == 422
    assert "Fill in {day, date and time}, braces and all, or take it out." in unescape(refused.text)
    assert fields(refused.text)["text"] == draft["text"]
    assert not Reply.objects.exists()
    filled = re.sub(r"\{.*?\}", "Friday at 9", draft["text"])
    assert step(reception, enquiry, "send", draft | {"text": filled}).status_code == 302


def test_another_template_takes_the_place_of_an_untouched_draft_and_stands_after_what_was_typed(
    reception: Client, enquiry: Enquiry
) -> None:
    given = form(reception, enquiry) | {"template": template("Ask for a better time")}
    first = fields(step(reception, enquiry, "draft", given).text)
    chosen = {"template": template("How to find us")}
    second = fields(step(reception, enquiry, "draft", first | chosen).text)
    assert "at a time that suits you" not in second["text"]
    typed = first | {"text": f"Dear Wilhelmina,\r\n{WORDS}"}
    both = fields(step(reception, enquiry, "draft", typed | chosen).text)["text"]
    assert both.startswith(f"Dear Wilhelmina,\n{WORDS}\n\nHello {PATIENT},\n\nThis is where we are:")


def test_nothing_chosen_and_a_template_retired_meanwhile_lose_nothing(reception: Client, enquiry: Enquiry) -> None:
    given = form(reception, enquiry) | {"text": WORDS}
    assert fields(step(reception, enquiry, "draft", given | {"template": ""}).text)["text"] == WORDS
    kept = reply_templates.in_use().get(name="How to find us")
    reply_templates.retire(template=kept, by="staff:3", now=NOW)
    refused = step(reception, enquiry, "draft", given | {"template": kept.pk})
    assert refused.status_code == 422
    assert "This template was retired meanwhile" in refused.text
    assert fields(refused.text)["text"] == WORDS


def test_the_preview_is_what_arrives_and_sends_nothing(reception: Client, enquiry: Enquiry) -> None:
    given = form(reception, enquiry) | {"text": "Call {phone} & ask for us."}
    page = unescape(step(reception, enquiry, "preview", given).text)
    assert not Reply.objects.exists()
    preview = page.split('<div class="letter-words" dir="auto">')[1].split("</div>")[0]
    answer = step(reception, enquiry, "send", given)
    assert answer.status_code == 302
    while outbox.send_next(now=NOW + outbox.HOLD):
        pass
    assert str(mail.outbox[-1].body).strip() == preview
    assert "Call 020 7946 0101 & ask for us." in preview


def test_a_preview_says_what_is_still_to_be_filled_in_and_offers_no_send(reception: Client, enquiry: Enquiry) -> None:
    given = form(reception, enquiry) | {"text": "On {day}"}
    page = unescape(step(reception, enquiry, "preview", given).text)
    assert "Fill in {day}" in page
    assert 'form="reply-form" name="step" value="send"' not in page


def test_with_the_tick_it_is_then_the_patients_turn(reception: Client, enquiry: Enquiry) -> None:
    write(reception, enquiry, waits="on")
    assert stored(enquiry).status == Status.WAITING


def test_undo_gives_the_text_back_into_the_form_and_it_can_be_sent_again(reception: Client, enquiry: Enquiry) -> None:
    reply = write(reception, enquiry, waits="on")
    page = undo(reception, reply)
    assert "Taken back. Nothing was sent, and your text is here." in page
    assert fields(page)["text"] == WORDS
    assert fields(page)["waits"] == "on"
    assert stored(enquiry).status == Status.CONTACTING
    page = shown(reception, enquiry)
    assert "took a reply back before it was sent" in page
    assert "has not been sent" in page
    assert WORDS not in page
    write(reception, enquiry)
    assert Reply.objects.count() == 1
    assert "has not been sent" not in shown(reception, enquiry)


def test_what_was_taken_back_stands_before_any_template_that_a_link_names(reception: Client, enquiry: Enquiry) -> None:
    undo(reception, write(reception, enquiry))
    assert form(reception, enquiry, f"?template={template('How to find us')}")["text"] == WORDS


def test_more_than_a_letter_is_refused_and_kept(reception: Client, enquiry: Enquiry) -> None:
    for name in ("send", "preview"):
        answer = step(reception, enquiry, name, form(reception, enquiry) | {"text": "{" * 20_000})
        assert answer.status_code == 422
        assert "Shorten the reply to 5000 characters." in answer.text
        assert fields(answer.text)["text"] == "{" * 20_000


def test_what_was_taken_back_can_be_thrown_away(reception: Client, enquiry: Enquiry) -> None:
    undo(reception, write(reception, enquiry))
    reception.post(f"{LIST}{enquiry.pk}/reply/discard/")
    assert not Reply.objects.exists()
    assert form(reception, enquiry)["text"] == ""


def test_undo_does_not_wait_for_a_page_that_is_up_to_date(reception: Client, enquiry: Enquiry) -> None:
    reply = write(reception, enquiry)
    handling.note(enquiry=stored(enquiry), text="In the same moment.", by="staff:9", now=NOW)
    assert "Taken back." in undo(reception, reply)


def test_undo_too_late_says_so(reception: Client, enquiry: Enquiry) -> None:
    reply = write(reception, enquiry)
    claimed = outbox.claim(now=NOW + outbox.HOLD)
    while claimed and claimed.reply != reply:
        claimed = outbox.claim(now=NOW + outbox.HOLD)
    assert "Too late to take it back: being sent now." in undo(reception, reply)
    Notification.objects.filter(reply=reply).update(
        state=Delivery.SENT, sent_at=NOW, claimed_by=None, claimed_until=None
    )
    assert "Too late to take it back: sent today, 10 am." in undo(reception, reply)
    for typed in ("999", "x"):
        answer = reception.post(f"{LIST}{enquiry.pk}/reply/undo/", {"reply": typed}, follow=True)
        assert "Too late to take it back" in answer.text


def test_a_reply_is_undone_only_below_its_own_enquiry(reception: Client, enquiry: Enquiry, content: Catalogue) -> None:
    reply = write(reception, enquiry)
    other = received(content, message="Another.")
    reception.post(f"{LIST}{other.pk}/reply/undo/", {"reply": reply.pk})
    assert Notification.objects.get(reply=reply).state == Delivery.OWED


def test_a_stale_reply_is_refused_tells_what_changed_and_loses_nothing(
    reception: Client, sign_in: SignIn, enquiry: Enquiry
) -> None:
    given = form(reception, enquiry) | {"text": WORDS}
    write(sign_in(Role.LEAD), enquiry, text="I was quicker.")
    # Looking at a preview or a template does not hide what has changed since.
    given |= fields(step(reception, enquiry, "preview", given).text)
    answer = step(reception, enquiry, "send", given)
    page = unescape(answer.text)
    assert answer.status_code == 409
    assert "lead-receptionist: replied by email, today, 10 am" in page
    assert "I was quicker." in page
    assert fields(page)["text"] == WORDS
    assert Reply.objects.count() == 1
    assert step(reception, enquiry, "send", fields(page)).status_code == 302


def test_pressed_twice_it_is_sent_once(reception: Client, enquiry: Enquiry) -> None:
    given = form(reception, enquiry) | {"text": WORDS}
    assert [step(reception, enquiry, "send", given).status_code for _ in range(2)] == [302, 302]
    assert Reply.objects.count() == 1


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.TEXT])
def test_without_an_address_it_is_said_plainly_where_the_form_would_be(
    reception: Client, content: Catalogue, channel: Channel
) -> None:
    asked = received(content, email="", contact_by=channel)
    page = shown(reception, asked)
    verb = "Text" if channel is Channel.TEXT else "Call"
    assert f"They gave no email address, so nothing can be mailed to them. {verb} " in page
    assert f"/{asked.pk}/reply/" not in page
    assert "They gave no email address" in reception.get(f"{LIST}{asked.pk}/reply/").text
    given = {"version": asked.version, "last_event": 0, "submission": uuid.uuid4(), "text": WORDS}
    refused = step(reception, asked, "send", given)
    assert refused.status_code == 422
    assert not Reply.objects.exists()


def test_what_they_asked_in_a_merged_enquiry_stands_beside_what_is_written(
    reception: Client, content: Catalogue, enquiry: Enquiry
) -> None:
    other = received(content, message="And may I bring my dog?", condition="", treatment="")
    merging.merge(enquiry=other, into=enquiry, taken=(), by=audit.staff(1), now=NOW)
    page = unescape(reception.get(f"{LIST}{enquiry.pk}/reply/").text)
    assert "My elbow hurts when I lift the kettle." in page
    assert "And may I bring my dog?" in page
    assert grouped(other.reference) in page


def test_suspected_spam_is_not_answered(reception: Client, content: Catalogue) -> None:
    machine = suspected(content)
    assert "Release it first" in shown(reception, machine)
    assert "reply-form" not in reception.get(f"{LIST}{machine.pk}/reply/").text


def test_after_three_calls_that_nobody_took_a_draft_is_ready(reception: Client, enquiry: Enquiry) -> None:
    for _ in range(3):
        assert "we tried three times" not in shown(reception, enquiry)
        press(reception, stored(enquiry), "call", result="no-answer")
    page = shown(reception, enquiry)
    link = re.search(r'/reply/(\?[^"]*template=\d+)">Write', page)
    assert link
    draft = form(reception, enquiry, link[1])
    assert "We tried to call you 3 times" in draft["text"]
    assert "{" not in draft["text"]
    assert "elbow" not in draft["text"].lower()
    assert draft["waits"] == "on"
    assert step(reception, enquiry, "send", draft).status_code == 302
    assert stored(enquiry).status == Status.WAITING
    page = shown(reception, enquiry)
    assert "We have written to them since." in page
    assert "Write “we tried three times”" not in page
    undo(reception, Reply.objects.get())
    assert "Write “we tried three times”" in shown(reception, enquiry)


def test_without_that_template_there_is_the_text_to_copy(reception: Client, enquiry: Enquiry) -> None:
    offered = reply_templates.for_occasion(Occasion.UNREACHED)
    assert offered
    reply_templates.retire(template=offered, by="staff:3", now=NOW)
    for _ in range(3):
        press(reception, stored(enquiry), "call", result="no-answer")
    assert "Send this by email" in shown(reception, enquiry)


def test_a_booking_is_confirmed_and_stays_booked(reception: Client, enquiry: Enquiry) -> None:
    workflow.move(enquiry=enquiry, to=Status.BOOKED, by="staff:9", now=NOW)
    page = unescape(reception.get(f"{LIST}{enquiry.pk}/reply/").text)
    assert "The enquiry is booked. It stays so when you write." in page
    assert "Then wait for their answer" not in page
    write(reception, enquiry, waits="on")
    assert stored(enquiry).status == Status.BOOKED


def test_mail_that_failed_says_why_and_is_sent_again(reception: Client, enquiry: Enquiry) -> None:
    reply = write(reception, enquiry)
    owed = Notification.objects.filter(reply=reply)
    owed.update(attempts=3, first_attempt_at=NOW, last_error="SMTPRecipientsRefused 550")
    page = shown(reception, enquiry)
    assert "Not sent yet: the mail server refuses it (550); check the address with the patient. 3 tries so far" in page
    assert "Undo" not in page
    owed.update(state=Delivery.FAILED, last_error="ConnectionRefusedError")
    page = shown(reception, enquiry)
    assert "Not sent: given up after 3 tries, because the mail server does not answer" in page
    answer = reception.post(f"{LIST}{enquiry.pk}/again/", {"mail": owed.get().pk}, follow=True)
    assert "It is sent again now." in answer.text
    assert owed.get().state == Delivery.OWED
    for typed in (owed.get().pk, "x"):
        answer = reception.post(f"{LIST}{enquiry.pk}/again/", {"mail": typed}, follow=True)
        assert "this mail is not given up" in answer.text


def test_other_mail_that_failed_is_sent_again_too(reception: Client, enquiry: Enquiry) -> None:
    alert = enquiry.notifications.filter(kind=Mail.ALERT)
    alert.update(state=Delivery.FAILED, attempts=1, first_attempt_at=NOW, last_error="KeyError")
    assert "because a fault of the site or its server (KeyError)" in shown(reception, enquiry)
    reception.post(f"{LIST}{enquiry.pk}/again/", {"mail": alert.get().pk})
    assert alert.get().state == Delivery.OWED


def test_a_clinician_reads_what_was_replied_and_has_no_button(
    reception: Client, sign_in: SignIn, enquiry: Enquiry
) -> None:
    write(reception, enquiry)
    page = shown(sign_in(Role.CLINICIAN), enquiry)
    assert WORDS in page
    for address in ("reply/", "undo/", "again/"):
        assert f"{LIST}{enquiry.pk}/{address}" not in page


def test_hostile_words_are_shown_as_text(reception: Client, enquiry: Enquiry) -> None:
    Enquiry.objects.update(name=HOSTILE[:200])
    hostile = HOSTILE.replace("{{ 7*7 }}", "49")
    given = form(reception, enquiry) | {"template": template("Ask for a better time"), "text": hostile}
    for name in ("draft", "preview", "send"):
        page = step(reception, enquiry, name, given)
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
    page = reception.get(f"{LIST}{enquiry.pk}/change/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_whatever_staff_note_reaches_no_reply(reception: Client, enquiry: Enquiry) -> None:
    handling.note(enquiry=enquiry, text="Canary about her.", by="staff:9", now=NOW)
    write(reception, enquiry)
    for each in reply_templates.in_use():
        given = form(reception, enquiry) | {"template": each.pk, "text": ""}
        assert "Canary" not in fields(step(reception, enquiry, "draft", given).text)["text"]
    while outbox.send_next(now=NOW + timedelta(hours=1)):
        pass
    assert not [message for message in mail.outbox if "Canary" in message.message().as_string()]


def test_who_wrote_it_is_who_was_signed_in(reception: Client, enquiry: Enquiry) -> None:
    assert write(reception, enquiry).by == audit.staff(User.objects.get(username="receptionist").pk)


def test_going_back_keeps_what_was_written_and_sends_nothing(reception: Client, enquiry: Enquiry) -> None:
    given = form(reception, enquiry) | {"text": "Dear {name}, half a"}
    assert step(reception, enquiry, "keep", given).status_code == 302
    assert "A reply was begun and has not been sent." in shown(reception, enquiry)
    assert form(reception, enquiry)["text"] == "Dear {name}, half a"
    assert not Notification.objects.filter(kind=Mail.REPLY, state=Delivery.OWED).exists()
    assert stored(enquiry).answered_at is None


def test_after_sending_the_place_in_the_list_is_kept(reception: Client, enquiry: Enquiry) -> None:
    given = form(reception, enquiry) | {"text": "On Friday."}
    answer = reception.post(f"{LIST}{enquiry.pk}/reply/?tab=new&template=1", given | {"step": "send"})
    assert answer.headers["Location"] == f"{LIST}{enquiry.pk}/change/?tab=new"
