"""Every address of the desk, for every role and method: the table says who is let in, and the rest is refused."""

import pytest
from django.contrib import admin
from django.urls import URLResolver

from enquiries.models import Enquiry, Event, Happening
from enquiries.roles import Role
from tests.enquiries.cast import received
from treatments.catalogue import Catalogue

from .conftest import SignIn

pytestmark = pytest.mark.django_db

LIST = "/desk/enquiries/enquiry/"
WORKERS = {Role.RECEPTIONIST, Role.LEAD, "superuser"}
READERS = WORKERS | {Role.CLINICIAN}
LEADS = {Role.LEAD, "superuser"}
SEERS = LEADS | {Role.OWNER}
STAFF = READERS | {Role.OWNER, Role.EDITOR}
PEOPLE = [*Role, "superuser", "nobody", "stranger"]
VERBS = ("call", "move", "close", "reopen", "release", "assign", "take", "snooze", "seen", "wake", "note")

# Method, address, who is answered, and how: 200 shown, 302 done and led on, 422 asked for what is missing, 404 over.
TABLE: list[tuple[str, str, set[str], int]] = [
    ("GET", "/desk/", STAFF, 200),
    ("GET", LIST, READERS, 200),
    ("GET", f"{LIST}?tab=suspected-spam", READERS, 200),
    ("GET", f"{LIST}counts/", READERS, 200),
    ("POST", f"{LIST}search/", READERS, 302),
    ("GET", f"{LIST}found/unknown/", READERS, 404),
    ("POST", f"{LIST}bulk/", WORKERS, 422),
    ("GET", f"{LIST}bulk/", set(), 200),
    ("GET", f"{LIST}export/", {Role.LEAD, "superuser"}, 200),
    ("POST", f"{LIST}export/", {Role.LEAD, "superuser"}, 422),
    ("GET", f"{LIST}{{pk}}/change/", READERS, 200),
    ("GET", f"{LIST}{{pk}}/history/", READERS, 302),
    ("POST", f"{LIST}{{pk}}/here/", READERS, 200),
    *(("POST", f"{LIST}{{pk}}/act/{verb}/", WORKERS, 422) for verb in VERBS),
    ("GET", f"{LIST}{{pk}}/reply/", WORKERS, 200),
    ("POST", f"{LIST}{{pk}}/reply/", WORKERS, 422),
    ("POST", f"{LIST}{{pk}}/reply/undo/", WORKERS, 302),
    ("POST", f"{LIST}{{pk}}/reply/discard/", WORKERS, 302),
    ("POST", f"{LIST}{{pk}}/again/", WORKERS, 302),
    ("GET", f"{LIST}{{pk}}/merge/", WORKERS, 302),
    ("POST", f"{LIST}{{pk}}/merge/", set(), 200),
    ("GET", f"{LIST}{{pk}}/merge/{{other}}/", WORKERS, 200),
    ("POST", f"{LIST}{{pk}}/merge/{{other}}/", WORKERS, 422),
    ("POST", f"{LIST}{{pk}}/unmerge/{{other}}/", WORKERS, 302),
    ("GET", f"{LIST}{{pk}}/unmerge/{{other}}/", set(), 200),
    ("POST", f"{LIST}views/keep/", READERS, 302),
    ("GET", f"{LIST}views/keep/", set(), 200),
    ("POST", f"{LIST}views/{{pk}}/remove/", READERS, 404),
    ("GET", f"{LIST}views/{{pk}}/remove/", set(), 200),
    ("POST", f"{LIST}views/{{pk}}/first/", READERS, 302),
    ("GET", f"{LIST}views/{{pk}}/first/", set(), 200),
    ("GET", f"{LIST}figures/", SEERS, 200),
    ("POST", f"{LIST}figures/", set(), 200),
    ("POST", f"{LIST}figures/table/", SEERS, 200),
    ("GET", f"{LIST}figures/table/", set(), 200),
    ("GET", f"{LIST}day-sheet/", READERS, 200),
    ("POST", f"{LIST}day-sheet/", set(), 200),
    ("GET", f"{LIST}retention/", LEADS, 200),
    ("POST", f"{LIST}retention/", set(), 200),
    ("GET", f"{LIST}{{pk}}/keeping/", LEADS, 200),
    ("POST", f"{LIST}{{pk}}/keeping/", set(), 200),
    *(("POST", f"{LIST}{{pk}}/keeping/{verb}/", LEADS, 422) for verb in ("erase", "copy", "hold")),
    ("POST", f"{LIST}{{pk}}/keeping/let-go/", LEADS, 302),
    *(("GET", f"{LIST}{{pk}}/keeping/{verb}/", set(), 200) for verb in ("erase", "copy", "hold", "let-go")),
    # Nobody deletes here, and what an address does not take is refused to everybody.
    ("GET", f"{LIST}{{pk}}/delete/", set(), 200),
    ("POST", f"{LIST}{{pk}}/delete/", set(), 200),
    ("GET", f"{LIST}add/", WORKERS, 200),
    ("POST", f"{LIST}add/", WORKERS, 422),
    ("POST", f"{LIST}{{pk}}/change/", set(), 200),
    ("POST", LIST, set(), 200),
    ("GET", f"{LIST}search/", set(), 200),
    *(("GET", f"{LIST}{{pk}}/act/{verb}/", set(), 200) for verb in VERBS),
    ("GET", "/desk/auth/user/", {"superuser"}, 200),
    ("GET", "/desk/auth/group/", {"superuser"}, 200),
]


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line[0]} {line[1]}")
def test_each_address_answers_those_of_the_table_and_refuses_the_rest(
    sign_in: SignIn, content: Catalogue, enquiry: Enquiry, line: tuple[str, str, set[str], int], who: str
) -> None:
    method, address, allowed, status = line
    other = received(content, message="And my knee.") if "{other}" in address else enquiry
    answer = sign_in(who).generic(method, address.format(pk=enquiry.pk, other=other.pk))
    if who in allowed:
        assert answer.status_code == status
        return
    led_to_sign_in = answer.headers.get("Location", "").startswith("/desk/account/login/")
    assert answer.status_code in {403, 405} or led_to_sign_in
    if who in {"nobody", "stranger"}:
        assert led_to_sign_in
    stored = Enquiry.objects.get(pk=enquiry.pk)
    assert stored.version == enquiry.version
    assert not Event.objects.filter(happening=Happening.OPENED).exists()


def test_every_address_of_the_desk_for_enquiries_is_in_the_table() -> None:
    named = {address.split("?")[0].removeprefix(LIST) for _, address, _, _ in TABLE if address.startswith(LIST)}
    resolvers = [each for each in admin.site.urls[0] if isinstance(each, URLResolver)]
    (ours,) = [each for each in resolvers if str(each.pattern) == "enquiries/enquiry/"]
    patterns = {_example(str(each.pattern)) for each in ours.url_patterns}
    # The last one is Django's old address of a change page, which leads to the new one.
    assert patterns - {"{pk}/"} <= named


def _example(pattern: str) -> str:
    known = {
        "<int:pk>": "{pk}",
        "<int:other>": "{other}",
        "<path:object_id>": "{pk}",
        "<slug:verb>": "call",
        "<str:token>": "unknown",
    }
    if pattern.endswith("/keeping/<slug:verb>/"):
        known["<slug:verb>"] = "erase"
    for part, example in known.items():
        pattern = pattern.replace(part, example)
    return pattern


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
    from django.contrib.auth.models import User

    User.objects.filter(username="receptionist").update(is_active=False)
    assert browser.get(LIST).status_code == 302
