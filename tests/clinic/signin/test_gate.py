"""No staff address answers anybody who has not come all the way in."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from clinic.signin import gate
from tests.clinic.signin.conftest import PASSWORD, SIGN_IN, give_app, give_password, is_in, sign_in, staff
from tests.staff_addresses import staff_addresses

pytestmark = pytest.mark.django_db


def answering(client: Client, *, but_for: frozenset[str]) -> list[str]:
    asked = [each for each in staff_addresses() if each.name not in but_for]
    return [each.name for each in asked if client.get(each.path()).status_code == 200]


def test_the_walk_finds_every_staff_address() -> None:
    names = {each.name for each in staff_addresses()}
    assert {"desk:index", "desk:auth_user_changelist", "account_login", "mfa_index"} <= names
    assert names >= gate.OPEN | gate.ENROLMENT


def test_no_staff_address_answers_a_stranger(client: Client, production: None) -> None:
    assert answering(client, but_for=gate.OPEN) == []


def test_no_staff_address_answers_a_session_with_a_password_alone(client: Client, production: None) -> None:
    client.force_login(User.objects.create_superuser("root"))
    assert answering(client, but_for=gate.OPEN | gate.ENROLMENT) == []


def test_no_staff_address_answers_a_password_alone_where_the_account_has_a_second_factor(
    client: Client, production: None
) -> None:
    root = User.objects.create_superuser("root")
    give_app(root)
    for each in staff_addresses():
        client.force_login(root)
        if each.name not in gate.OPEN:
            assert client.get(each.path()).status_code != 200, each.name


def test_the_staff_site_refuses_a_password_alone_even_without_the_gate(
    client: Client, production: None, settings: Settings
) -> None:
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != "clinic.signin.gate.Gate"]
    client.force_login(User.objects.create_superuser("root"))
    assert client.get("/desk/").status_code == 302


def test_whoever_has_both_is_let_in(client: Client, production: None, anna: User) -> None:
    sign_in(client, anna, give_app(anna))


def test_in_development_a_password_is_enough(client: Client, anna: User) -> None:
    sign_in(client, anna)


def test_whoever_may_not_open_a_page_is_told_so_in_words(client: Client, anna: User) -> None:
    client.force_login(anna)
    answer = client.get("/desk/auth/user/")
    assert answer.status_code == 403
    assert "You may not open this page" in answer.text


def test_a_patients_account_is_let_in_nowhere(client: Client) -> None:
    staff("peter", is_staff=False)
    assert give_password(client, "peter") == 200
    client.force_login(User.objects.get(username="peter"))
    assert not is_in(client)


def test_somebody_deactivated_is_out_within_one_request(client: Client, anna: User) -> None:
    sign_in(client, anna)
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert not is_in(client)


def test_somebody_who_is_staff_no_more_is_out_within_one_request(client: Client, anna: User) -> None:
    sign_in(client, anna)
    User.objects.filter(pk=anna.pk).update(is_staff=False)
    assert not is_in(client)


def test_a_changed_password_ends_every_other_session(client: Client, anna: User) -> None:
    elsewhere = Client()
    sign_in(elsewhere, anna)
    sign_in(client, anna)
    new = "seven quiet lanterns walking"
    data = {"oldpassword": "three blue harbour kettles", "password1": new, "password2": new}
    assert client.post("/desk/account/password/", data).status_code == 302
    assert is_in(client)
    assert not is_in(elsewhere)


def test_signing_in_gives_the_session_a_new_name(client: Client, anna: User) -> None:
    client.get("/desk/account/login/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    sign_in(client, anna)
    assert client.session.session_key != before


def test_a_session_that_was_signed_out_is_of_no_use_any_more(client: Client, anna: User) -> None:
    sign_in(client, anna)
    stolen = client.cookies["sessionid"].value
    answer = client.post("/desk/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    client.cookies["sessionid"] = stolen
    assert not is_in(client)


def test_a_link_signs_nobody_out(client: Client, anna: User) -> None:
    sign_in(client, anna)
    client.get("/desk/logout/")
    client.get("/desk/account/logout/")
    assert is_in(client)


def test_staff_pages_are_kept_nowhere_and_the_session_ends_with_the_browser(client: Client, anna: User) -> None:
    sign_in(client, anna)
    assert "no-store" in client.get("/desk/").headers["Cache-Control"]
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["expires"] == ""


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
    ],
)
def test_signing_in_leads_nowhere_but_to_this_site(client: Client, anna: User, elsewhere: str) -> None:
    answer = client.post(SIGN_IN, {"login": "anna", "password": PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == "/desk/"


def test_signing_in_leads_to_where_somebody_was_going(client: Client, anna: User) -> None:
    sent = client.get("/desk/auth/user/")
    assert sent.headers["Location"] == "/desk/account/login/?next=%2Fdesk%2Fauth%2Fuser%2F"
    assert b'name="next" value="/desk/auth/user/"' in client.get(sent.headers["Location"]).content
    answer = client.post(SIGN_IN, {"login": "anna", "password": PASSWORD, "next": "/desk/auth/user/"})
    assert answer.headers["Location"] == "/desk/auth/user/"


def test_a_form_from_another_site_is_refused(anna: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    assert client.post("/desk/account/session/").status_code == 403
    assert client.post("/desk/logout/").status_code == 403


def test_a_script_of_the_page_is_told_that_the_session_is_over_and_not_sent_elsewhere(client: Client) -> None:
    answer = client.get("/desk/", headers={"Sec-Fetch-Mode": "cors"})
    assert answer.status_code == 401


def test_the_rest_of_the_site_does_not_notice_the_gate(client: Client) -> None:
    answer = client.get("/healthz")
    assert "Clear-Site-Data" not in answer.headers
    assert "sessionid" not in answer.cookies


def everything_stored() -> dict[str, list[object]]:
    kept = [model for model in apps.get_models() if model is not Session]
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in kept}


def test_looking_changes_nothing(client: Client, production: None, anna: User) -> None:
    User.objects.filter(pk=anna.pk).update(is_superuser=True)
    sign_in(client, anna, give_app(anna))
    before = everything_stored()
    for each in staff_addresses():
        client.get(each.path())
    assert everything_stored() == before
    assert is_in(client)
