"""What each role sees of enquiries; which address refuses whom is in tests/clinic/test_permissions.py."""

import pytest
from django.contrib.auth.models import User

from enquiries.models import Enquiry
from enquiries.roles import Role

from .conftest import SignIn

pytestmark = pytest.mark.django_db

LIST = "/desk/enquiries/enquiry/"


def test_the_owner_sees_no_enquiry_on_the_home_page(sign_in: SignIn, enquiry: Enquiry) -> None:
    page = sign_in(Role.OWNER).get("/desk/").text
    assert enquiry.name not in page
    assert enquiry.reference[:4] not in page


def test_a_clinician_reads_and_has_no_button(sign_in: SignIn, enquiry: Enquiry) -> None:
    page = sign_in(Role.CLINICIAN).get(f"{LIST}{enquiry.pk}/change/").text
    assert enquiry.message in page
    assert "/act/" not in page


def test_a_change_without_its_token_is_refused(sign_in: SignIn, enquiry: Enquiry) -> None:
    browser = sign_in(Role.RECEPTIONIST)
    browser.handler.enforce_csrf_checks = True
    given = {"version": enquiry.version, "last_event": 0, "result": "reached"}
    assert browser.post(f"{LIST}{enquiry.pk}/act/call/", given).status_code == 403
    assert Enquiry.objects.get(pk=enquiry.pk).version == enquiry.version


def test_whoever_is_put_out_is_out_with_the_next_click(sign_in: SignIn, enquiry: Enquiry) -> None:
    browser = sign_in(Role.RECEPTIONIST)
    assert browser.get(LIST).status_code == 200
    User.objects.filter(username="receptionist").update(is_active=False)
    assert browser.get(LIST).status_code == 302
