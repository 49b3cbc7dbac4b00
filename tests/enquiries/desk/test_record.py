"""The page of one enquiry shows what was written, says how to call, and does what its buttons say."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from enquiries import audit, consent, handling, workflow
from enquiries.desk import wording
from enquiries.models import (
    CallAttempt,
    Channel,
    Enquiry,
    Event,
    Happening,
    Need,
    Note,
    Outcome,
    Status,
    TimeOfDay,
)
from enquiries.roles import Role
from enquiries.spam import Reason
from tests.enquiries.cast import NOW, PATIENT, received, suspected
from treatments.catalogue import Catalogue

from .conftest import SignIn

pytestmark = pytest.mark.django_db

LIST = "/desk/enquiries/enquiry/"
SOMEONE_ELSE: dict[str, Any] = {
    "for_someone_else": True,
    "relation": "son",
    "whom_to_call": "asker",
    "patient_agreed": "agreed",
}
HOSTILE = '<script>alert(1)</script>\'"><img src=x onerror=alert(1)>{{ 7*7 }}=HYPERLINK("x")\u202e' + "W" * 800


def shown(browser: Client, enquiry: Enquiry) -> str:
    answer = browser.get(f"{LIST}{enquiry.pk}/change/")
    assert answer.status_code == 200
    return unescape(answer.text)


def press(browser: Client, enquiry: Enquiry, verb: str, **given: Any) -> Any:
    sent = {"version": enquiry.version, "last_event": 0, **given}
    return browser.post(f"{LIST}{enquiry.pk}/act/{verb}/", sent)


def stored(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.get(pk=enquiry.pk)


def test_opening_an_enquiry_is_an_event(reception: Client, enquiry: Enquiry) -> None:
    shown(reception, enquiry)
    event = Event.objects.get(happening=Happening.OPENED)
    assert (event.reference, event.by) == (enquiry.reference, audit.staff(User.objects.get().pk))


def test_what_the_patient_wrote_stands_there_exactly(reception: Client, content: Catalogue) -> None:
    asked = received(content, message="My elbow\nhurts  when I\tlift.", tell_us_first=("pregnancy",))
    page = shown(reception, asked)
    assert "My elbow\nhurts  when I lift.</blockquote>" in page
    assert "told us something first" in page


def test_what_the_patient_saw_stands_beside_it(reception: Client, enquiry: Enquiry, content: Catalogue) -> None:
    page = shown(reception, enquiry)
    package = content.packages[enquiry.package]
    assert package.name in page
    assert "as they are now" in page
    assert consent.STATEMENT in page
    Enquiry.objects.update(price_seen_pence=100, content_version="older", consent_version="older")
    page = shown(reception, enquiry)
    assert "£1. <strong>It is £" in page
    assert "the pages have changed since" in page
    assert consent.STATEMENT not in page


def test_the_crib_sheet_says_what_the_pages_say(reception: Client, enquiry: Enquiry, content: Catalogue) -> None:
    page = shown(reception, enquiry)
    treatment = content.treatments[enquiry.treatment]
    assert content.conditions[enquiry.condition].name_plain in page
    for person in treatment.performed_by:
        assert content.people[person].display_name in page
    for risk in treatment.risks:
        assert content.risks[risk].name_plain in page


def test_the_safe_voice_card_forbids_what_was_not_allowed(reception: Client, enquiry: Enquiry) -> None:
    page = shown(reception, enquiry)
    assert "Do not leave a message" in page
    assert "Do not say the clinic\u2019s name" in page
    assert "Say nothing and hang up." in page
    assert "Small Quay" not in page.split("Before you call")[1].split("</section>")[0]


def test_the_safe_voice_card_scripts_the_message_that_may_be_left(reception: Client, content: Catalogue) -> None:
    asked = received(
        content,
        may_leave_message=True,
        may_say_clinic=True,
        for_someone_else=True,
        relation="son",
        patient_name="Old Mr Demo",
        whom_to_call="patient",
        patient_agreed="agreed",
        needs=frozenset({Need.INTERPRETER}),
        language="Greek",
    )
    page = shown(reception, asked)
    assert "this is a message for Old Mr Demo. Please call 020 7946 0101 and ask for Small Quay." in page
    assert "Greek" in page


def test_a_script_for_the_machine_says_nothing_of_health_or_clinic_where_it_may_not(
    reception: Client, content: Catalogue
) -> None:
    asked = received(content, may_leave_message=True, may_say_clinic=False)
    script = shown(reception, asked).split("On a machine:")[1].split("</p>")[0]
    assert "Small Quay" not in script
    assert "elbow" not in script.lower()


def test_whoever_wants_a_text_message_is_not_called_unawares(reception: Client, content: Catalogue) -> None:
    page = shown(reception, received(content, contact_by=Channel.TEXT))
    card = page.split("Before you call")[1].split("</section>")[0]
    assert "They asked for a text message, not a call" in card
    assert "020 7946 0123" in card


def test_one_click_keeps_a_call_and_proposes_the_next(reception: Client, enquiry: Enquiry) -> None:
    answer = press(reception, enquiry, "call", result="no-answer")
    assert answer.status_code == 302
    assert CallAttempt.objects.get().next_at == NOW + timedelta(hours=2)
    assert "Call kept: no answer. Try again today, midday." in unescape(reception.get(answer.headers["Location"]).text)


def test_three_calls_that_nobody_took_bring_up_a_text_message_where_there_is_no_address(
    reception: Client, content: Catalogue
) -> None:
    enquiry = received(content, email="", may_leave_message=True)
    for _ in range(3):
        assert "Nobody took three calls" not in shown(reception, enquiry)
        press(reception, stored(enquiry), "call", result="no-answer")
    page = shown(reception, enquiry)
    assert "We tried to call you 3 times" in page
    assert "elbow" not in page.split("We tried to call you")[1].split("</blockquote>")[0].lower()
    assert 'value="texted"' in page


def test_whoever_wants_no_message_left_is_sent_none_after_three_calls(reception: Client, content: Catalogue) -> None:
    enquiry = received(content, email="", may_leave_message=False)
    for _ in range(3):
        press(reception, stored(enquiry), "call", result="no-answer")
    page = shown(reception, enquiry)
    assert "They asked for no messages, and a text is one." in page
    assert "We tried to call you" not in page
    assert 'value="texted"' not in page
    press(reception, stored(enquiry), "call", result="no-answer")
    assert "close now with “no contact”" in shown(reception, enquiry)


def test_a_call_is_taken_back_with_a_note_that_was_begun(reception: Client, enquiry: Enquiry) -> None:
    press(reception, enquiry, "call", result="reached")
    assert press(reception, stored(enquiry), "uncall", text="That was the next one.").status_code == 302
    assert CallAttempt.objects.get().taken_back_at is not None
    assert Note.objects.get().text == "That was the next one."


def test_whoever_was_reached_and_has_no_number_any_more_is_still_moved_on(reception: Client, enquiry: Enquiry) -> None:
    press(reception, enquiry, "call", result="reached")
    Enquiry.objects.filter(pk=enquiry.pk).update(contact_by=Channel.EMAIL, phone="", phone_e164="")
    assert 'value="booked"' in shown(reception, enquiry)


def test_whoever_was_not_asked_is_not_booked_unawares(reception: Client, content: Catalogue) -> None:
    asked = received(content, **(SOMEONE_ELSE | {"patient_agreed": "not-asked"}))
    assert "The patient has not been asked yet." in shown(reception, asked)
    assert "The patient has not been asked yet." not in shown(reception, received(content, message="My own knee."))


@pytest.mark.parametrize(
    ("verb", "given", "status"),
    [
        ("move", {"status": "waiting"}, Status.WAITING),
        ("move", {"status": "booked"}, Status.BOOKED),
        ("close", {"outcome": "declined"}, Status.CLOSED),
    ],
)
def test_a_button_moves_the_enquiry(
    reception: Client, enquiry: Enquiry, verb: str, given: dict[str, str], status: Status
) -> None:
    assert press(reception, enquiry, verb, **given).status_code == 302
    assert stored(enquiry).status == status


def test_closing_without_an_outcome_says_what_is_missing(reception: Client, enquiry: Enquiry) -> None:
    answer = press(reception, enquiry, "close", outcome="")
    assert answer.status_code == 422
    assert "Choose the outcome before closing." in answer.text
    assert stored(enquiry).status == Status.NEW


def test_a_snooze_ends_in_the_morning_or_in_a_week_with_one_press(reception: Client, enquiry: Enquiry) -> None:
    page = shown(reception, enquiry)
    assert 'name="until" value="2026-11-24T09:00"' in page
    assert "Snooze until tomorrow, 9 am" in page
    assert "Snooze until Mon 30 Nov, 9 am" in page


def test_the_calls_so_far_and_the_next_one_stand_above_the_buttons(reception: Client, enquiry: Enquiry) -> None:
    assert "so far" not in shown(reception, enquiry)
    press(reception, enquiry, "call", result="no-answer")
    press(reception, stored(enquiry), "call", result="no-answer")
    page = shown(reception, enquiry)
    assert "2 calls so far, the last 2 in vain. Try again <strong>today" in page
    press(reception, stored(enquiry), "call", result="reached")
    assert "3 calls so far, the last: reached." in shown(reception, enquiry)


def test_nobody_is_asked_how_a_call_ended_who_gave_no_number(reception: Client, content: Catalogue) -> None:
    mail = received(content, contact_by=Channel.EMAIL, phone="", message="By mail.")
    assert "How the call ended" not in shown(reception, mail)


def test_what_was_closed_is_reopened(reception: Client, enquiry: Enquiry) -> None:
    press(reception, enquiry, "close", outcome="declined")
    page = shown(reception, enquiry)
    assert "Reopen" in page
    assert "How the call ended" not in page
    press(reception, stored(enquiry), "reopen")
    assert stored(enquiry).status == Status.CONTACTING


def test_assigning_names_the_colleague(reception: Client, sign_in: SignIn, enquiry: Enquiry) -> None:
    sign_in(Role.LEAD)
    lead = User.objects.get(username="lead-receptionist")
    press(reception, enquiry, "assign", to=lead.pk)
    assert stored(enquiry).assigned_to == lead
    assert "assigned from nobody to lead-receptionist" in shown(reception, enquiry)
    press(reception, stored(enquiry), "take")
    assert stored(enquiry).assigned_to == User.objects.get(username="receptionist")


def test_nothing_is_assigned_to_somebody_who_does_not_work_on_enquiries(
    reception: Client, sign_in: SignIn, enquiry: Enquiry
) -> None:
    sign_in(Role.OWNER)
    owner = User.objects.get(username="owner")
    assert press(reception, enquiry, "assign", to=owner.pk).status_code == 422
    assert stored(enquiry).assigned_to is None


def test_a_snooze_is_read_on_the_clinics_clock(reception: Client, enquiry: Enquiry) -> None:
    refused = press(reception, enquiry, "snooze", until="2027-06-01T09:00")
    assert refused.status_code == 422
    assert "We promised an answer before then, and nobody has given it yet" in refused.text
    press(reception, enquiry, "snooze", until="2027-06-01T09:00", knowingly="on")
    until = stored(enquiry).snoozed_until
    assert until is not None
    assert until.isoformat() == "2027-06-01T08:00:00+00:00"
    press(reception, stored(enquiry), "wake")
    assert stored(enquiry).snoozed_until is None


def test_a_snooze_into_the_past_is_refused_with_a_reason(reception: Client, enquiry: Enquiry) -> None:
    answer = press(reception, enquiry, "snooze", until="2020-01-01T09:00")
    assert answer.status_code == 422
    assert "Choose a time that is still ahead." in answer.text


def test_a_stale_save_is_refused_tells_what_changed_and_loses_nothing(
    reception: Client, sign_in: SignIn, enquiry: Enquiry
) -> None:
    shown(reception, enquiry)
    seen = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
    sign_in(Role.LEAD)
    lead = audit.staff(User.objects.get(username="lead-receptionist").pk)
    workflow.move(enquiry=stored(enquiry), to=Status.BOOKED, by=lead, now=NOW)
    answer = press(reception, enquiry, "note", text="She is away until Friday.", last_event=seen)
    page = unescape(answer.text)
    assert answer.status_code == 409
    assert "lead-receptionist: moved from new to booked" in page
    assert "She is away until Friday.</textarea>" in page
    assert not Note.objects.exists()
    # Pressed again, from the page as it is now, it is done.
    assert press(reception, stored(enquiry), "note", text="She is away until Friday.").status_code == 302


def test_suspected_spam_is_released_in_one_click(reception: Client, content: Catalogue) -> None:
    machine = suspected(content)
    assert "Release into the queue" in shown(reception, machine)
    press(reception, machine, "release")
    assert not stored(machine).suspected
    answer = press(reception, stored(machine), "release")
    assert answer.status_code == 422


def test_an_earlier_enquiry_by_the_same_person_is_shown(
    reception: Client, content: Catalogue, enquiry: Enquiry
) -> None:
    again = received(content, message="And my knee.", email="")
    assert f"{LIST}{enquiry.pk}/change/" in shown(reception, again)


def test_a_note_reaches_no_mail(reception: Client, enquiry: Enquiry, content: Catalogue) -> None:
    from enquiries import notifications

    press(reception, enquiry, "note", text="Canary about her.")
    for owed in enquiry.notifications.all():
        message = notifications.compose(owed)
        assert "Canary" not in str(message.message())


@pytest.mark.parametrize(
    "field",
    ["name", "message", "good_times_note", "language", "other_need", "relation", "patient_name", "email", "phone"],
)
def test_hostile_text_is_shown_as_text_wherever_it_stands(reception: Client, enquiry: Enquiry, field: str) -> None:
    company: dict[str, dict[str, Any]] = {
        "language": {"needs_interpreter": True},
        "other_need": {"needs_other": True},
        "relation": SOMEONE_ELSE,
        "patient_name": SOMEONE_ELSE,
        "good_times_note": {"good_times": [TimeOfDay.MORNING]},
        "email": {"contact_by": Channel.EMAIL},
    }
    limit = {"phone": 60, "email": 254, "relation": 100, "language": 100}.get(field, 200)
    Enquiry.objects.update(**company.get(field, {}) | {field: HOSTILE[:limit]})
    for address in ("/desk/", LIST, f"{LIST}{enquiry.pk}/change/"):
        page = reception.get(address).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page or address != f"{LIST}{enquiry.pk}/change/"


def test_neither_cookies_nor_the_admins_history_nor_messages_name_the_patient(
    reception: Client, enquiry: Enquiry
) -> None:
    press(reception, enquiry, "call", result="reached")
    reception.post(f"{LIST}search/", {"typed": PATIENT})
    kept = " ".join(morsel.OutputString() for morsel in reception.cookies.values())
    assert "Wilhelmina" not in kept
    assert set(reception.cookies) <= {"sessionid", "csrftoken", "desk-device"}
    assert not LogEntry.objects.exists()
    assert "Wilhelmina" not in str(dict(reception.session.items()))


def test_a_page_of_the_desk_is_kept_by_nobody(reception: Client, enquiry: Enquiry) -> None:
    answer = reception.get(f"{LIST}{enquiry.pk}/change/")
    assert "no-store" in answer.headers["Cache-Control"]


def test_who_else_has_it_open_is_told(reception: Client, sign_in: SignIn, enquiry: Enquiry) -> None:
    shown(sign_in(Role.LEAD), enquiry)
    assert "Also open at: lead-receptionist" in shown(reception, enquiry)
    assert "open at: lead-receptionist" in unescape(reception.get(LIST).text)
    answer = reception.post(f"{LIST}{enquiry.pk}/here/")
    assert answer.json() == {"others": ["lead-receptionist"], "version": 1}


def test_an_enquiry_that_is_not_there_is_not_found(reception: Client, content: Catalogue) -> None:
    for pk in ("999", "x"):
        assert reception.get(f"{LIST}{pk}/change/").status_code == 404


def test_a_colleague_who_left_still_stands_in_the_timeline(reception: Client, enquiry: Enquiry) -> None:
    handling.note(enquiry=enquiry, text="Old note.", by=audit.staff(999), now=NOW)
    assert "a former colleague" in shown(reception, enquiry)


def test_closing_as_spam_takes_suspected_spam_out_of_sight(reception: Client, content: Catalogue) -> None:
    machine = suspected(content)
    press(reception, machine, "close", outcome=Outcome.SPAM.value)
    assert (stored(machine).status, stored(machine).suspected) == (Status.CLOSED, False)


def test_a_page_left_open_does_not_keep_its_session_alive(reception: Client, enquiry: Enquiry) -> None:
    shown(reception, enquiry)
    answers = []
    for minutes in range(0, 120, 5):
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            answer = reception.post(f"{LIST}{enquiry.pk}/here/", headers={"Sec-Fetch-Mode": "cors"})
            answers.append(answer.status_code)
    assert (answers[0], answers[-1]) == (200, 401)


def test_a_half_written_note_is_kept_with_whatever_is_pressed(reception: Client, enquiry: Enquiry) -> None:
    answer = press(reception, enquiry, "call", result="no-answer", text="Her son answers on Fridays.")
    assert Note.objects.get().text == "Her son answers on Fridays."
    assert "Your note was kept with it." in reception.get(answer.headers["Location"]).text


def test_a_refused_button_keeps_neither_and_loses_nothing_that_was_typed(reception: Client, content: Catalogue) -> None:
    asked = received(content, tell_us_first=("pregnancy",))
    answer = press(reception, asked, "move", status="booked", text="Half a note.", until="2027-06-01T09:00")
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert "Has a clinician said yes" in page
    assert "Half a note.</textarea>" in page
    assert 'value="2027-06-01T09:00"' in page
    assert (Note.objects.count(), stored(asked).status) == (0, Status.NEW)
    assert "Write in the note which clinician" in press(reception, asked, "move", status="booked", cleared="on").text
    said = {"cleared": "on", "text": "Demo Clinician A: yes, from the second trimester."}
    assert press(reception, asked, "move", status="booked", **said).status_code == 302
    assert "said that a clinician had agreed" in shown(reception, asked)


def test_every_button_of_the_page_belongs_to_the_form_with_the_note(reception: Client, enquiry: Enquiry) -> None:
    act = shown(reception, enquiry).split('id="act-heading"')[1].split("</section>")[0]
    assert act.count("<form") == 1
    elsewhere = re.findall(r"<(?:button|select|textarea|input)[^>]*>", act.split("</form>")[1])
    assert len(elsewhere) > 10
    assert all('form="act"' in each for each in elsewhere)


def test_what_they_told_us_first_stands_in_the_card_before_the_call(reception: Client, content: Catalogue) -> None:
    card = shown(reception, received(content, tell_us_first=("pregnancy",)))
    assert "They told us first:" in card.split("Before you call")[1].split("</section>")[0]


def test_the_heading_names_the_patient(reception: Client, enquiry: Enquiry) -> None:
    assert f": <bdi>{PATIENT}</bdi></h1>" in shown(reception, enquiry)


def test_the_same_number_under_another_name_is_no_reason_to_merge(
    reception: Client, content: Catalogue, enquiry: Enquiry
) -> None:
    page = shown(reception, received(content, name="Somebody Else", email=""))
    assert "Another enquiry has this phone number or address, under another name" in page
    assert "Compare and merge" not in page


def test_a_demonstration_is_never_offered_for_merging_with_a_patients_enquiry(
    reception: Client, content: Catalogue, enquiry: Enquiry
) -> None:
    again = received(content, message="And my knee.")
    assert "Compare and merge" in shown(reception, again)
    Enquiry.objects.filter(pk=enquiry.pk).update(demo=True)
    assert "Compare and merge" not in shown(reception, again)


def test_a_call_pressed_by_mistake_is_taken_back_and_stays_in_the_story(reception: Client, enquiry: Enquiry) -> None:
    press(reception, enquiry, "call", result="wrong-number")
    assert "Undo “wrong number”" in shown(reception, enquiry)
    press(reception, stored(enquiry), "uncall")
    page = shown(reception, enquiry)
    assert "called: wrong number (taken back)" in page
    assert "This number is wrong" not in page
    assert press(reception, stored(enquiry), "uncall").status_code == 422


def test_after_a_wrong_number_the_card_says_so_until_it_is_corrected(reception: Client, enquiry: Enquiry) -> None:
    press(reception, enquiry, "call", result="wrong-number")
    assert "This number is wrong" in shown(reception, enquiry)
    refused = press(reception, stored(enquiry), "correct", phone="12", email=enquiry.email)
    assert refused.status_code == 422
    press(reception, stored(enquiry), "correct", phone="020 7946 0777", email=enquiry.email)
    page = shown(reception, enquiry)
    assert "This number is wrong" not in page
    assert "Phone corrected from 020 7946 0123 to 020 7946 0777." in page


def test_whoever_was_reached_is_asked_about_first(reception: Client, enquiry: Enquiry) -> None:
    assert "what was agreed?" not in shown(reception, enquiry)
    press(reception, enquiry, "call", result="reached")
    page = shown(reception, enquiry)
    assert page.index("what was agreed?") < page.index("How the call ended")
    assert "follow-up due today" in page
    assert "kept: answered today" in page


def test_what_is_not_offered_is_said_before_the_call_and_booked_by_no_slip(
    reception: Client, content: Catalogue
) -> None:
    asked = received(content, condition="sciatica")
    card = shown(reception, asked).split('id="voice-heading"')[1].split("</section>")[0]
    assert "We do not offer this: Sciatica." in card
    assert press(reception, asked, "move", status="booked", text="They insist.").status_code == 422
    assert stored(asked).status == Status.NEW
    said = {"cleared": "on", "text": "Demo Clinician A sees them for an opinion only."}
    assert press(reception, asked, "move", status="booked", **said).status_code == 302


def test_a_wrong_number_is_struck_out_and_nothing_invites_to_call_it(reception: Client, enquiry: Enquiry) -> None:
    press(reception, enquiry, "call", result="wrong-number")
    card = shown(reception, enquiry).split('id="voice-heading"')[1].split("</section>")[0]
    assert f"<s><bdi>{enquiry.phone}</bdi></s>" in card
    assert "tel:" not in card
    assert "You may" not in card


def test_a_voicemail_is_offered_only_to_whoever_was_asked_about_messages(reception: Client, content: Catalogue) -> None:
    asked = received(content, contact_by=Channel.TEXT, may_leave_message=True)
    page = shown(reception, asked)
    assert "leave no voicemail" in page
    assert "Say nothing and hang up." in page
    assert 'value="voicemail"' not in page


def test_the_latest_note_and_the_patient_stand_before_the_number(reception: Client, content: Catalogue) -> None:
    asked = received(content, **SOMEONE_ELSE, patient_name="Old Patient")
    press(reception, asked, "note", text="Daughter answers the telephone.")
    card = shown(reception, asked).split('id="voice-heading"')[1].split("Call <a")[0]
    assert "Daughter answers the telephone." in card
    assert "Old Patient (has agreed)" in card


def test_words_to_text_say_no_more_than_may_be_said(reception: Client, content: Catalogue) -> None:
    asked = received(content, contact_by=Channel.TEXT)
    words = shown(reception, asked).split("<span>Text:</span>")[1].split("</p>")[0]
    assert "Small Quay" not in words
    assert "elbow" not in words.lower()
    press(reception, asked, "call", result="texted")
    assert stored(asked).status == Status.WAITING


def test_a_duplicate_is_closed_by_merging_and_only_where_there_is_another(
    reception: Client, content: Catalogue, enquiry: Enquiry
) -> None:
    answer = press(reception, enquiry, "close", outcome="duplicate")
    assert (answer.status_code, stored(enquiry).status) == (422, Status.NEW)
    assert "No other enquiry has this phone number" in answer.text
    received(content, message="And my knee.")
    assert "Compare and merge” beside" in press(reception, enquiry, "close", outcome="duplicate").text


def test_nobody_is_called_about_what_is_closed(reception: Client, enquiry: Enquiry) -> None:
    press(reception, enquiry, "close", outcome="declined")
    assert "Before you call" not in shown(reception, enquiry)


def test_why_an_enquiry_was_kept_apart_is_said_in_words(reception: Client, content: Catalogue) -> None:
    page = shown(reception, suspected(content))
    words = wording.SUSPICIONS[Reason.HONEYPOT]
    assert f"Kept apart as suspected spam: {words}." in page
    assert f"and suspected of spam: {words}" in page
    assert f": {Reason.HONEYPOT.value}" not in page


def test_a_patient_who_was_not_asked_is_booked_by_no_slip(reception: Client, content: Catalogue) -> None:
    asked = received(content, **{**SOMEONE_ELSE, "patient_name": "Agnes Example", "patient_agreed": "not-asked"})
    assert "Book nothing before they have agreed themselves" in shown(reception, asked)
    assert press(reception, asked, "move", status="booked").status_code == 422
    assert press(reception, asked, "move", status="booked", agreed="on").status_code == 302
    page = shown(reception, asked)
    assert "said that the patient had agreed" in page
    assert "not been asked" not in page


def test_whoever_was_waited_for_and_is_reached_is_asked_about_too(reception: Client, enquiry: Enquiry) -> None:
    press(reception, enquiry, "move", status="waiting")
    press(reception, stored(enquiry), "call", result="reached")
    assert "what was agreed?" in shown(reception, enquiry)
    press(reception, stored(enquiry), "note", text="She thinks about it until Friday.")
    assert "what was agreed?" not in shown(reception, enquiry)


def test_what_settles_one_of_two_says_that_the_other_is_still_open(
    reception: Client, content: Catalogue, enquiry: Enquiry
) -> None:
    again = received(content, message="And my knee.")
    press(reception, again, "close", outcome="declined")
    assert "The same person asked more than once, and this is still open" in shown(reception, again)
    assert "this is still open" not in shown(reception, enquiry)


def test_a_snooze_past_a_promise_is_refused_with_the_way_out(reception: Client, enquiry: Enquiry) -> None:
    later = {"until": "2026-12-01T09:00"}
    refused = unescape(press(reception, enquiry, "snooze", **later).text)
    assert "tick that you snooze it all the same" in refused
    assert press(reception, enquiry, "snooze", **later, knowingly="on").status_code == 302
