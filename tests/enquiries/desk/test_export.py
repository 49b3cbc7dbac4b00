"""What leaves as a table runs in no spreadsheet, keeps its noughts, and is on record with its reason."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from enquiries import export
from enquiries.models import Enquiry, Event, Happening
from enquiries.roles import Role
from tests.enquiries.cast import PATIENT, received, suspected
from tests.hostile import ENDLESS, PAYLOADS
from treatments.catalogue import Catalogue

from .conftest import SignIn

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/enquiries/enquiry/export/"


@pytest.fixture
def lead(sign_in: SignIn) -> Client:
    """A lead receptionist's browser."""
    return sign_in(Role.LEAD)


def send(browser: Client, **changes: Any) -> Any:
    asked = {"first": "2026-11-01", "last": "2026-11-30", "columns": ["reference", "name", "phone", "message"]}
    return browser.post(ADDRESS, asked | {"reason": "audit"} | changes)


def table(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith(export.BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(export.BYTE_ORDER_MARK), newline="")))


def test_a_lead_exports_the_columns_chosen(lead: Client, enquiry: Enquiry) -> None:
    answer = send(lead)
    headings, row = table(answer)
    assert headings == ["Reference", "Name", "Phone", "Message"]
    assert row[1:] == [PATIENT, "'020 7946 0123", "My elbow hurts when I lift the kettle."]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="enquiries.csv"'
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_export_is_on_record_with_its_columns_and_reason(lead: Client, enquiry: Enquiry) -> None:
    send(lead)
    event = Event.objects.get(happening=Happening.EXPORTED)
    assert event.details == {"found": 1, "columns": "reference,name,phone,message", "reason": "audit"}


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"reason": ""}, "Choose the reason: it is recorded."),
        ({"columns": []}, "Choose at least one column."),
        ({"last": "2026-10-01"}, "Choose a last day that is not before the first."),
        ({"columns": ["fingerprint"]}, "Select a valid choice."),
    ],
    ids=str,
)
def test_nothing_leaves_before_the_questions_are_answered(
    lead: Client, enquiry: Enquiry, changes: dict[str, Any], advice: str
) -> None:
    answer = send(lead, **changes)
    assert answer.status_code == 422
    assert advice in answer.text
    assert not Event.objects.filter(happening=Happening.EXPORTED).exists()


def test_a_receptionist_exports_nothing(reception: Client, enquiry: Enquiry) -> None:
    assert send(reception).status_code == 403
    assert "Export</a>" not in reception.get("/desk/").text


def test_neither_demonstration_nor_suspected_spam_is_exported(
    lead: Client, content: Catalogue, enquiry: Enquiry
) -> None:
    suspected(content)
    Enquiry.objects.filter(pk=received(content, name="Nobody").pk).update(demo=True)
    assert len(table(send(lead))) == 2


def test_the_days_are_the_clinics(lead: Client, enquiry: Enquiry) -> None:
    assert len(table(send(lead, first="2026-11-23", last="2026-11-23"))) == 2
    assert len(table(send(lead, first="2026-11-24", last="2026-11-24"))) == 1


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+44 20", "-1", "@SUM(A1)", " =1", "\t=1", "\ufeff=1", "\x00=1", "\r=1", "a\n=1", "\uff1d1", "0207946"],
)
def test_what_a_spreadsheet_would_run_or_shorten_is_made_text(text: str) -> None:
    assert export.inert(text) == ("'" + text if not text.startswith("a") else text)


def test_no_cell_of_the_corpus_is_a_formula_to_a_spreadsheet_that_reads_it_again(
    lead: Client, content: Catalogue
) -> None:
    texts = (*PAYLOADS, ENDLESS[:200])
    for number, text in enumerate(texts):
        asked = received(content, name=f"Patient {number}", address=f"192.0.2.{number}")
        Enquiry.objects.filter(pk=asked.pk).update(name=text[:200], message=text, phone=text[:60])
    rows = table(send(lead))[1:]
    assert len(rows) == len(texts)
    read = spreadsheet(rows)
    assert {cell.data_type for row in read for cell in row} == {"s"}
    assert {row[3].value.removeprefix("'").strip() for row in read} >= {
        "=1+1",
        "=cmd|' /C calc'!A0",
        "<svg onload=alert(4)>",
    }


def test_a_formula_that_nothing_was_done_to_is_found_out() -> None:
    assert spreadsheet([["=1+1"]])[0][0].data_type == "f"


def spreadsheet(rows: list[list[str]]) -> list[tuple[Any, ...]]:
    """Return the cells of a table that was saved as a workbook and opened again."""
    workbook, kept = Workbook(), io.BytesIO()
    for row in rows:
        workbook.active.append([ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row])
    workbook.save(kept)
    return list(load_workbook(kept).active.iter_rows())


@given(st.text(max_size=40))
def test_no_cell_ever_begins_as_a_formula(text: str) -> None:
    cell = export.inert(text)
    seen = cell.lstrip(" \x00\ufeff\t\r\n\v\f")
    assert not seen.startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
    assert cell.removeprefix("'") == text.removeprefix("'")
