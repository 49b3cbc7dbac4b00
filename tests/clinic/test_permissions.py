"""Every address of the desk, asked with every method by everybody, answers as docs/permissions.md says.

A new address needs two rows there; the test that misses them prints them as the address answers now, to be read before
they are taken over. A part of an address that is new needs an example in `tests/staff_addresses.py`.
"""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.test import Client
from django.urls import reverse

from clinic.signin import gate
from enquiries.desk import forms
from enquiries.models import Enquiry, ReplyTemplate, SavedView
from enquiries.roles import Role
from tests.clinic.signin.conftest import PASSWORD, give_app
from tests.enquiries.cast import NOW, received
from tests.repository import ROOT
from tests.staff_addresses import StaffAddress, staff_addresses
from treatments.catalogue import Catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_the_day")]

TABLE = ROOT / "docs" / "permissions.md"
STRANGER, PASSWORD_ALONE, SUPERUSER = "stranger", "password alone", "superuser"
PEOPLE = (STRANGER, PASSWORD_ALONE, *(str(role) for role in Role), SUPERUSER)
HEADING = ("address", "method", *PEOPLE)
METHODS = ("GET", "POST")
NEVER_TAKEN = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")

ROWS: Mapping[str, type[Model]] = {
    "desk/auth/group/": Group,
    "desk/auth/user/": User,
    "desk/enquiries/enquiry/views/": SavedView,
    "desk/enquiries/replytemplate/": ReplyTemplate,
}
"""Whose first row stands for the number in an address that begins like this; elsewhere it is an enquiry's."""

WORDS = {200: "shown", 401: "sign in", 403: "refused", 404: "nothing", 405: "not taken", 409: "stale", 422: "asked"}
TURNED_AWAY = frozenset({"sign in", "set up", "refused", "nothing", "not taken"})
SESSIONS = frozenset({"django_session"})
TRACES_OF_LOOKING = SESSIONS | {"enquiries_event", "enquiries_presence"}
"""That somebody looked is an event; nothing else is written because of a link that was followed."""
EVERYTHING = frozenset(connection.introspection.django_table_names())

type Row = tuple[str, ...]
type Written = AbstractSet[str]


@pytest.fixture
def _the_day(settings: Any, content: Catalogue) -> Iterator[None]:
    """It is Monday morning in production."""
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def enquiry(content: Catalogue) -> Enquiry:
    """What somebody asked, beside what another asked."""
    received(content, message="And my knee.")
    return received(content)


def browser_of(who: str) -> Client:
    """Return a browser of somebody: whoever has a role came all the way in."""
    client = Client()
    if who == STRANGER:
        return client
    is_mighty = who in {PASSWORD_ALONE, SUPERUSER}
    user = User.objects.create_user(who.replace(" ", "-"), password=PASSWORD, is_staff=True, is_superuser=is_mighty)
    if who in set(Role):
        user.groups.add(Group.objects.get(name=who))
    client.force_login(user)
    signed_in = HttpRequest()
    signed_in.session = client.session
    record_authentication(signed_in, user, "password")
    if who != PASSWORD_ALONE:
        give_app(user)
        record_authentication(signed_in, user, "mfa", type="totp")
    signed_in.session.save()
    return client


def examples(address: StaffAddress, enquiry: Enquiry) -> list[str]:
    """Return the addresses to ask for; a button's name stands for every button there is."""
    if "<slug:verb>" in address.route:
        return [address.path(pk=enquiry.pk, verb=verb) for verb in forms.BUTTONS]
    model = next((model for start, model in ROWS.items() if address.route.startswith(start)), None)
    row = model._default_manager.order_by("pk").first() if model else None
    pk = row.pk if row else enquiry.pk
    other = Enquiry.objects.exclude(pk=enquiry.pk).get()
    return [address.path(pk=pk, object_id=pk, id=pk, other=other.pk)]


def word(answer: HttpResponseBase) -> str:
    """Return in a word how an address answered."""
    if 300 <= answer.status_code < 400:
        path = urlsplit(answer.headers["Location"]).path
        return {reverse("account_login"): "sign in", reverse("mfa_index"): "set up"}.get(path, "led on")
    return WORDS.get(answer.status_code, str(answer.status_code))


def ask(client: Client, method: str, path: str) -> tuple[str, Written]:
    """Return how an address answers, and the tables that were written to; nothing of it lasts."""
    cookies, before = deepcopy(client.cookies), transaction.savepoint_create()
    with _writes() as written:
        said = word(client.generic(method, path))
    transaction.savepoint_rollback(before)
    client.cookies = cookies
    return said, written


@contextmanager
def _writes() -> Iterator[Written]:
    written: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            written.add(sql.split('"')[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written


def table() -> dict[tuple[str, str], Row]:
    """Return the rows of the table by address and method."""
    written = TABLE.read_text(encoding="utf-8").partition("## The table")[2]
    lines = [line for line in written.splitlines() if line.startswith("|")]
    heading, _, *rows = [tuple(cell.strip().strip("`") for cell in line.strip("|").split("|")) for line in lines]
    assert heading == HEADING
    assert len(rows) == len({row[:2] for row in rows}), "An address and method stands there twice."
    return {(row[0], row[1]): row[2:] for row in rows}


def test_every_address_has_its_rows_and_every_row_its_address(enquiry: Enquiry) -> None:
    known = table()
    addresses = {each.name: each for each in staff_addresses()}
    wanted = [(name, method) for name in addresses for method in METHODS]
    missing = [key for key in wanted if key not in known]
    assert not missing, _rows_to_add([(addresses[name], method) for name, method in missing], enquiry)
    assert sorted(set(known) - set(wanted)) == [], "These addresses are gone: take their rows out."


def _rows_to_add(missing: list[tuple[StaffAddress, str]], enquiry: Enquiry) -> str:
    browsers = [browser_of(who) for who in PEOPLE]
    rows = [
        f"| `{each.name}` | {method} | "
        + " | ".join(ask(browser, method, examples(each, enquiry)[0])[0] for browser in browsers)
        + " |"
        for each, method in missing
    ]
    advice = "Add these rows to docs/permissions.md, once you have read whether each word is as it should be:"
    return "\n".join([advice, *rows])


@pytest.mark.parametrize("who", PEOPLE)
def test_every_address_answers_as_the_table_says_and_writes_no_more_than_it_may(who: str, enquiry: Enquiry) -> None:
    browser, column, known = browser_of(who), PEOPLE.index(who), table()
    wrong: list[str] = []
    for each in staff_addresses():
        for method in (*METHODS, "HEAD"):
            expected = known[each.name, "GET" if method == "HEAD" else method][column]
            for path in examples(each, enquiry):
                said, written = ask(browser, method, path)
                if not is_as_expected(method, said, expected):
                    wrong.append(f"{method} {path} ({each.name}) answers {said!r}, not {expected!r}")
                if too_much := written - may_write(method, said):
                    wrong.append(f"{method} {path} ({each.name}) answers {said!r} and writes to {sorted(too_much)}")
    assert wrong == []


def is_as_expected(method: str, said: str, expected: str) -> bool:
    # Whatever answers GET may do without HEAD, but tells nobody more.
    return said == expected or (method == "HEAD" and said == "not taken")


def may_write(method: str, said: str) -> Written:
    if said in TURNED_AWAY:
        return SESSIONS
    return TRACES_OF_LOOKING if method in {"GET", "HEAD"} else EVERYTHING


@pytest.mark.parametrize("who", [STRANGER, SUPERUSER])
@pytest.mark.parametrize("method", NEVER_TAKEN)
def test_no_address_takes_any_other_method_from_anybody(method: str, who: str, enquiry: Enquiry) -> None:
    browser = browser_of(who)
    asked = [path for each in staff_addresses() for path in examples(each, enquiry)]
    taken = [path for path in asked if ask(browser, method, path) != ("not taken", set())]
    assert taken == []


def test_the_gate_lets_through_the_methods_of_the_table_alone() -> None:
    assert set(gate.METHODS) == {*METHODS, "HEAD"}
