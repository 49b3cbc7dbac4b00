"""The form asks what it needs and no more, keeps what people write, and says how to mend what it cannot use."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries.answers import listed, submission
from enquiries.forms import PHONE_ADVICE, EnquiryForm
from enquiries.models import LIMITS, Callee, Channel, Need
from tests.enquiries.sender import SUBMISSION_ID, asha, mini_catalogue


def form_of(**changes: Any) -> EnquiryForm:
    """Return the form as Asha filled it in, with some answers changed; an answer changed to ... is left out."""
    return EnquiryForm(asha(**changes), catalogue=mini_catalogue())


def errors_of(**changes: Any) -> dict[str, str]:
    """Return the words beside each field that is wrong."""
    return {name: " ".join(map(str, words)) for name, words in form_of(**changes).errors.items()}


def test_asha_who_wants_a_call_is_understood() -> None:
    assert errors_of() == {}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "Enter your name"),
        ({"contact_by": ...}, "contact_by", "Select how we should reach you"),
        ({"phone": ""}, "phone", "Enter a phone number, so that we can reach you"),
        ({"phone": "12"}, "phone", PHONE_ADVICE),
        ({"may_leave_message": ...}, "may_leave_message", "Select yes if we may leave a message"),
        ({"may_say_clinic": ...}, "may_say_clinic", "Select yes if we may say that we are a clinic"),
        ({"contact_by": "email"}, "email", "Enter an email address, so that we can reach you"),
        ({"email": "asha at home"}, "email", "Enter an email address like name@example.com"),
        ({"needs": ["interpreter"]}, "language", "Enter the language you would like to speak"),
        ({"needs": ["other"]}, "other_need", "Enter what would help"),
        ({"asking_for": ...}, "asking_for", "Select who this enquiry is for"),
        ({"consent": ...}, "consent", "Tick the box if we may contact you about this enquiry"),
        ({"message": "x" * 1001}, "message", "Your message must be 1,000 characters or fewer"),
        ({"name": "x" * 201}, "name", "Your name must be 200 characters or fewer"),
    ],
)
def test_each_error_says_what_to_do(changes: dict[str, Any], field: str, words: str) -> None:
    assert errors_of(**changes) == {field: words}


def test_asking_for_someone_else_asks_how_and_whom_and_whether_they_agree() -> None:
    assert set(errors_of(asking_for="other")) == {"relation", "whom_to_call", "patient_agreed"}


def test_whoever_is_to_be_called_has_a_name() -> None:
    given_for_mother = {
        "asking_for": "other",
        "relation": "daughter",
        "whom_to_call": "patient",
        "patient_agreed": "agreed",
    }
    assert set(errors_of(**given_for_mother)) == {"patient_name"}
    assert errors_of(**given_for_mother, patient_name="Mira") == {}


@pytest.mark.parametrize("channel", ["text", "email"])
def test_only_what_the_chosen_way_needs_is_asked(channel: str) -> None:
    changes = {"contact_by": channel, "email": "asha@example.org", "may_leave_message": ...}
    assert errors_of(**changes) == {}


def test_the_summary_leads_to_the_first_control_of_each_question() -> None:
    faults = list(form_of(name="", contact_by=...).faults)
    assert [(fault.target, fault.words) for fault in faults] == [
        ("id_name", "Enter your name"),
        ("id_contact_by_0", "Select how we should reach you"),
    ]


@pytest.mark.parametrize(
    "typed", ["020 7946 0102", "+44 20 7946 0102", "(020) 79460102", "0044 20 7946 0102", "020-7946-0102"]
)
def test_a_phone_number_is_kept_as_it_was_typed(typed: str) -> None:
    filled = form_of(phone=typed)
    assert filled.is_valid()
    assert submission(filled, SUBMISSION_ID).phone == typed


@pytest.mark.parametrize("name", ["Zoë O'Neill-Nuñez", "سارة", "李小龍", "Ngũgĩ", "Ā̊sa", "🙂 Sam", "𠮷野家"])
def test_names_of_the_whole_world_survive(name: str) -> None:
    filled = form_of(name=name)
    assert filled.is_valid()
    assert submission(filled, SUBMISSION_ID).name == name


def test_what_other_answers_made_idle_is_not_sent_on() -> None:
    filled = form_of(language="Hindi", other_need="quiet room", relation="daughter", whom_to_call="asker")
    assert filled.is_valid()
    sent = submission(filled, SUBMISSION_ID)
    assert (sent.language, sent.other_need, sent.relation, sent.whom_to_call) == ("", "", "", "")


def test_a_message_may_be_left_only_on_a_phone_that_may_be_called() -> None:
    filled = form_of(contact_by="text", may_leave_message="yes")
    assert filled.is_valid()
    assert submission(filled, SUBMISSION_ID).may_leave_message is False


def test_everything_somebody_answers_is_sent_on() -> None:
    filled = form_of(
        about="condition:tennis-elbow",
        needs=["interpreter", "wheelchair"],
        language="Hindi",
        asking_for="other",
        relation="daughter",
        whom_to_call="patient",
        patient_name="Mira",
        patient_agreed="agreed",
        tell_us_first=["blood-thinners"],
        good_times=["morning", "evening"],
    )
    assert filled.is_valid()
    sent = submission(filled, SUBMISSION_ID)
    assert (sent.condition, sent.treatment, sent.contact_by) == ("tennis-elbow", "", Channel.PHONE)
    assert sent.needs == {Need.INTERPRETER, Need.WHEELCHAIR}
    assert (sent.for_someone_else, sent.patient_name, sent.whom_to_call) == (True, "Mira", Callee.PATIENT)
    assert sent.tell_us_first == ("blood-thinners",)


def test_the_package_is_asked_about_only_when_somebody_came_from_one() -> None:
    assert "package" not in EnquiryForm(catalogue=mini_catalogue()).fields
    assert "package" in EnquiryForm(catalogue=mini_catalogue(), package="pkg-one-area").fields


def test_a_choice_that_the_content_does_not_have_is_refused() -> None:
    assert set(errors_of(about="condition:moon", tell_us_first=["moon"])) == {"about", "tell_us_first"}


def test_the_list_to_check_leaves_out_what_did_not_matter() -> None:
    filled = form_of()
    assert filled.is_valid()
    shown = {answer.name: answer.words for answer in listed(filled)}
    assert shown["contact_by"] == ("Phone call",)
    assert shown["tell_us_first"] == ()
    assert not {"consent", "email", "language", "relation", "patient_name", "package"} & set(shown)


WORDS = st.sampled_from(["<script>", "=1+1", "\u202e", "yes", "phone", "x" * 300])
HOSTILE = WORDS | st.text(max_size=40) | st.lists(st.text(max_size=10), max_size=3)


@given(st.dictionaries(st.sampled_from(sorted(EnquiryForm.base_fields)), HOSTILE))
def test_whatever_is_sent_is_understood_or_refused_in_words(data: dict[str, Any]) -> None:
    filled = form_of(**data)
    if filled.is_valid():
        sent = submission(filled, SUBMISSION_ID)
        assert 0 < len(sent.name) <= LIMITS["name"]
    else:
        assert all(str(words).strip() for words in filled.errors.values())
