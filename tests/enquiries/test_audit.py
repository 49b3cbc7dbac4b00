"""Events say what was done in codes and numbers; what a patient wrote cannot slip in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries import audit
from enquiries.audit import NotACode
from enquiries.models import Event, Happening

from .cast import NOW, PATIENT

pytestmark = pytest.mark.django_db


def record(**details: Any) -> Event:
    return audit.record(reference="7KM2HX9M", happening=Happening.MOVED, by=audit.staff(7), now=NOW, details=details)


def test_an_event_says_what_happened_when_and_by_which_account() -> None:
    event = record(**{"from": "new", "to": "closed", "outcome": "no-contact", "attempts": 3})
    event.refresh_from_db()
    assert (event.reference, event.happening, event.by, event.at) == ("7KM2HX9M", "moved", "staff:7", NOW)
    assert event.details == {"from": "new", "to": "closed", "outcome": "no-contact", "attempts": 3}


@pytest.mark.parametrize("text", [PATIENT, "wilhelmina@example.org", "020 7946 0123", "+442079460123", "a\nb", "Ελένη"])
def test_what_a_patient_wrote_is_no_detail(text: str) -> None:
    with pytest.raises(NotACode):
        record(to=text)
    assert not Event.objects.exists()


def test_a_refusal_does_not_repeat_the_text() -> None:
    with pytest.raises(NotACode) as refusal:
        record(to=PATIENT)
    assert PATIENT not in str(refusal.value)


@given(st.text(min_size=1).filter(lambda name: name not in audit.NAMES))
def test_only_known_names_carry_details(name: str) -> None:
    with pytest.raises(NotACode):
        record(**{name: 1})
