"""The staff site stands at /desk/ and lets in nobody but staff."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_desk_is_the_only_staff_site() -> None:
    assert reverse("admin:index") == "/desk/"
    assert admin.site.name == "desk"


def test_a_stranger_is_sent_to_the_sign_in_page(client: Client) -> None:
    answer = client.get("/desk/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/account/login/?next=%2Fdesk%2F")


def test_an_account_that_is_not_staff_does_not_enter(client: Client) -> None:
    client.force_login(User.objects.create_user("patient"))
    assert client.get("/desk/").status_code == 302


def test_staff_enter(client: Client) -> None:
    client.force_login(User.objects.create_user("anna", is_staff=True))
    answer = client.get("/desk/")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
