"""A saved view stands among the tabs with its count, opens first when asked to, and never fails for old words."""

from html import unescape

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from enquiries import saved
from enquiries.models import SavedView
from enquiries.roles import Role
from tests.enquiries.cast import received
from treatments.catalogue import Catalogue

from .conftest import SignIn

pytestmark = pytest.mark.django_db

LIST = "/desk/enquiries/enquiry/"
BY_EMAIL = {"tab": "new", "by": "email"}


def test_a_view_is_kept_from_the_list_shown_as_a_tab_and_opens_first(content: Catalogue, sign_in: SignIn) -> None:
    received(content)
    browser = sign_in(Role.RECEPTIONIST)
    answer = browser.post(f"{LIST}views/keep/", {**BY_EMAIL, "name": "By email", "order": "nonsense"})
    view = SavedView.objects.get()
    assert view.shows == BY_EMAIL
    assert answer.headers["Location"] == f"{LIST}?view={view.pk}"
    page = unescape(browser.get(LIST).text)
    assert f'data-count="view-{view.pk}">0<' in page
    assert "1</span></a>" in page
    browser.post(f"{LIST}views/{view.pk}/first/", {"opens": "yes"})
    assert "Only how to reach: email" in browser.get(LIST).text
    assert "Only how to reach" not in browser.get(LIST, {"tab": "to-do"}).text
    assert browser.get(f"{LIST}counts/").json()[f"view-{view.pk}"] == 0


def test_a_shared_view_is_refused_to_whoever_may_not_share(content: Catalogue, sign_in: SignIn) -> None:
    browser = sign_in(Role.RECEPTIONIST)
    answer = browser.post(f"{LIST}views/keep/", {**BY_EMAIL, "name": "Mine", "shared": "on"}, follow=True)
    assert "Only a lead receptionist keeps views for everybody." in answer.text
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("shows", [{"tab": "gone", "about": "treatment:leeches", "by": 7}, [], "x", None])
def test_a_view_whose_words_are_no_longer_known_shows_more_and_never_fails(
    content: Catalogue, sign_in: SignIn, shows: object
) -> None:
    asked = received(content)
    browser = sign_in(Role.RECEPTIONIST)
    view = SavedView.objects.create(name="Old", owner=None, shows={})
    SavedView.objects.filter(pk=view.pk).update(shows=shows if shows is not None else {})
    assert asked.name in browser.get(LIST, {"view": str(view.pk)}).text


def test_views_cost_no_query_each(content: Catalogue, sign_in: SignIn) -> None:
    browser: Client = sign_in(Role.RECEPTIONIST)
    account = User.objects.get(username="receptionist")
    saved.keep(name="One", shows=BY_EMAIL, by=account, shared=False)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as few:
        browser.get(LIST)
    for number in range(5):
        saved.keep(name=f"View {number}", shows=BY_EMAIL, by=account, shared=False)
    with CaptureQueriesContext(connection) as many:
        browser.get(LIST)
    assert len(many) == len(few)
