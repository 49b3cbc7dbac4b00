"""How the patients' form is laid out: its groups, and which questions follow from which answers."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout, Submit


def helper(*, with_package: bool) -> FormHelper:
    """Return how the form is laid out. Made for each form: layout objects change while they are rendered."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(
        Fieldset("What it is about", "about", *(["package"] if with_package else [])),
        Fieldset(
            "About you",
            "name",
            "asking_for",
            _shown_when("asking_for", "other", "relation", "whom_to_call", "patient_name", "patient_agreed"),
        ),
        Fieldset(
            "How to reach you",
            "contact_by",
            _shown_when("contact_by", "phone text", "phone", "may_say_clinic"),
            _shown_when("contact_by", "phone", "may_leave_message"),
            _shown_when("contact_by", "email", "email"),
            "good_times",
            "good_times_note",
        ),
        Fieldset(
            "Help you may need",
            "needs",
            _shown_when("needs", "interpreter", "language"),
            _shown_when("needs", "other", "other_need"),
        ),
        Fieldset("Tell us first", "tell_us_first"),
        Fieldset("Your message", "message"),
        Fieldset("Before you go on", HTML('{% include "enquiries/privacy_note.html" %}'), "consent"),
        Submit("check", "Check your answers"),
    )
    return helper


def _shown_when(question: str, answers: str, *fields: str) -> Div:
    """Return questions that matter after some answers only; without script they are simply there."""
    return Div(*fields, css_class="conditional", data_question=question, data_answers=answers)
