"""Patients who ask through the real form: first the gate, then the questions, then Send until somebody answers."""

import re
from dataclasses import dataclass
from time import monotonic, sleep

from bench.browser import Answer, Browser, Fields, Form, forms

QUICKEST = 5.5
"""Seconds that a person takes at least; whoever is quicker is suspected to be a machine."""

REFERENCE = re.compile(r'confirmation-panel__reference">\s*([^<]+?)\s*<')


class Unexpected(Exception):
    """The site answered with something that no patient should see."""


class Busy(Exception):
    """The site cannot store anything just now, and says so."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Answers that were checked and wait to be sent."""

    browser: Browser
    action: str
    fields: Fields
    opened: float

    def wait_for_a_human_moment(self) -> None:
        """Sleep until a person could have filled the form."""
        sleep(max(0.0, self.opened + QUICKEST - monotonic()))


def name(number: int) -> str:
    """Return the name by which this patient's enquiry is found again."""
    return f"Patient Number{number}"


def prepare(number: int, *, port: int) -> Ready:
    """Pass the gate and the form, up to the check of answers. Raises OSError, HTTPException, Busy or Unexpected."""
    browser = Browser(port=port, address=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")
    gate = _only_form(browser.get("/enquire/"))
    passed = browser.post(gate.action, gate.filled(signs="none"))
    opened = monotonic()
    asked = _only_form(browser.get(_expect(passed, 303).location))
    email = f"patient-{number}@example.org" if number % 2 else ""
    checked = browser.post(
        asked.action,
        asked.filled(
            name=name(number),
            asking_for="self",
            contact_by="phone",
            phone="020 7946 0123",
            may_say_clinic="yes",
            may_leave_message="no",
            email=email,
            consent="on",
            message=f"I am number {number}.",
        ),
    )
    answers = _only_form(checked)
    if not answers.action.endswith("/send/"):
        raise Unexpected("the form was not accepted")
    return Ready(browser, answers.action, answers.fields, opened)


def send(ready: Ready) -> str:
    """Press Send and return the address of the confirmation. Raises OSError, HTTPException, Busy or Unexpected."""
    return _expect(ready.browser.post(ready.action, ready.fields), 303).location


def read_reference(ready: Ready, confirmation: str) -> str:
    """Return the reference on the confirmation page. Raises OSError, HTTPException, Busy or Unexpected."""
    shown = REFERENCE.search(_expect(ready.browser.get(confirmation), 200).body)
    if shown is None:
        raise Unexpected("the confirmation shows no reference")
    return shown[1].replace(" ", "")


def _only_form(answer: Answer) -> Form:
    (form,) = forms(_expect(answer, 200).body)
    return form


def _expect(answer: Answer, status: int) -> Answer:
    if answer.status == 503:
        raise Busy
    if answer.status != status:
        raise Unexpected(f"{answer.status} instead of {status}")
    return answer
