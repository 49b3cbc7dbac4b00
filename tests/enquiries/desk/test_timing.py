"""Whether to call now: what suits somebody, against what they were promised."""

from datetime import timedelta

import pytest

from enquiries.desk import timing
from enquiries.models import Channel, Enquiry, TimeOfDay
from tests.enquiries.cast import NOW
from treatments.catalogue import Catalogue

AFTERNOON, MORNING = [TimeOfDay.AFTERNOON], [TimeOfDay.MORNING]
NO_TIME = timedelta(0)
PROMISED = NOW + timedelta(days=1)


def advice(
    content: Catalogue, *, wished: list[TimeOfDay], after: timedelta = timedelta(0), answered: bool = False
) -> str:
    enquiry = Enquiry(
        contact_by=Channel.PHONE,
        good_times=[each.value for each in wished],
        promised_by=PROMISED,
        answered_at=NOW if answered else None,
    )
    return timing.advice(enquiry, clinic=content.clinic, now=NOW + after)


def test_nothing_is_said_while_it_suits_them(content: Catalogue) -> None:
    assert advice(content, wished=MORNING) == ""
    assert advice(content, wished=[]) == ""


def test_a_good_time_before_the_promise_is_waited_for(content: Catalogue) -> None:
    assert advice(content, wished=AFTERNOON) == "It does not suit them now. Wait until today, 2 pm."


def test_a_promise_that_ends_before_the_good_time_comes_first(content: Catalogue) -> None:
    said = advice(content, wished=AFTERNOON, after=timedelta(hours=23))
    assert said == (
        "What we promised ends before it suits them: call now, although it does not suit them. "
        "If nobody answers, it suits them today, 2 pm."
    )


def test_a_promise_that_is_late_comes_first(content: Catalogue) -> None:
    said = advice(content, wished=MORNING, after=timedelta(days=1, hours=3))
    assert said.startswith("What we promised is late already: call now, although it does not suit them.")


def test_nobody_is_called_while_the_clinic_is_closed(content: Catalogue) -> None:
    night = timedelta(hours=12)
    assert advice(content, wished=[], after=night) == "We are closed now: call tomorrow, 9 am."
    assert advice(content, wished=MORNING, after=night) == "We are closed now: call tomorrow, 9 am."
    assert advice(content, wished=AFTERNOON, after=night).startswith(
        "What we promised ends before it suits them: call tomorrow, 9 am, although it does not suit them."
    )
    assert advice(content, wished=AFTERNOON, after=night, answered=True) == (
        "We are closed now. Wait until tomorrow, 2 pm."
    )


def test_whoever_was_answered_is_called_when_it_suits_them(content: Catalogue) -> None:
    said = advice(content, wished=AFTERNOON, after=timedelta(hours=23), answered=True)
    assert said == "It does not suit them now. Wait until today, 2 pm."


@pytest.mark.parametrize("channel", [Channel.TEXT, Channel.EMAIL])
def test_nobody_is_told_when_to_call_who_asked_for_something_else(content: Catalogue, channel: Channel) -> None:
    enquiry = Enquiry(contact_by=channel, good_times=["afternoon"], promised_by=PROMISED)
    assert timing.advice(enquiry, clinic=content.clinic, now=NOW) == ""
