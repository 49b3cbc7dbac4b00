"""The judge of the crash test finds each fault that it exists to find."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bench import ledger
from bench.ledger import Stored

ANNA = Stored(
    "7KM2HX9M", "Anna", received=1, mail=("acknowledgement", "alert"), mail_expected=("acknowledgement", "alert")
)
BEN = Stored("C2D5F6H7", "Ben", received=1, mail=("alert",), mail_expected=("alert",))
TOLD = {"Anna": "7KM2HX9M", "Ben": "C2D5F6H7"}


def test_what_is_whole_is_clean() -> None:
    verdict = ledger.judge(TOLD, [ANNA, BEN])
    assert verdict.clean
    assert verdict.acknowledged == 2


def test_what_was_acknowledged_and_is_not_there_is_lost() -> None:
    assert ledger.judge(TOLD, [ANNA]).lost == ("C2D5F6H7",)


def test_somebody_who_was_told_the_reference_of_another_has_lost_their_enquiry() -> None:
    assert ledger.judge(TOLD, [ANNA, replace(BEN, name="Cleo")]).lost == ("C2D5F6H7",)


def test_one_person_stored_twice_is_doubled() -> None:
    assert ledger.judge(TOLD, [ANNA, BEN, replace(BEN, reference="MMMMMMMM")]).doubled == ("Ben",)


@pytest.mark.parametrize("received", [0, 2])
def test_an_enquiry_has_exactly_one_event_of_its_arrival(received: int) -> None:
    verdict = ledger.judge(TOLD, [ANNA, replace(BEN, received=received)])
    assert verdict.without_event == ("C2D5F6H7",)
    assert not verdict.clean


@pytest.mark.parametrize("mail", [(), ("acknowledgement",), ("alert", "alert")])
def test_an_enquiry_has_exactly_the_mail_it_owes(mail: tuple[str, ...]) -> None:
    assert ledger.judge(TOLD, [ANNA, replace(BEN, mail=mail)]).without_mail == ("C2D5F6H7",)


def test_an_enquiry_whose_answer_was_cut_off_may_be_there_but_must_be_whole() -> None:
    unheard = replace(BEN, name="Unheard", reference="MMMMMMMM")
    assert ledger.judge(TOLD, [ANNA, BEN, unheard]).clean
    assert not ledger.judge(TOLD, [ANNA, BEN, replace(unheard, received=0)]).clean


def test_it_reads_the_tables_past_the_sites_own_code(tmp_path: Path) -> None:
    path = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            """
            CREATE TABLE enquiries_enquiry (id, reference, name, email, suspected);
            CREATE TABLE enquiries_event (reference, happening);
            CREATE TABLE enquiries_notification (enquiry_id, kind);
            INSERT INTO enquiries_enquiry VALUES (1, '7KM2HX9M', 'Anna', 'anna@example.org', 0);
            INSERT INTO enquiries_enquiry VALUES (2, 'C2D5F6H7', 'Ben', '', 0);
            INSERT INTO enquiries_enquiry VALUES (3, 'MMMMMMMM', 'Pills', 'pills@example.org', 1);
            INSERT INTO enquiries_event VALUES ('7KM2HX9M', 'received'), ('7KM2HX9M', 'moved');
            INSERT INTO enquiries_event VALUES ('C2D5F6H7', 'received'), ('MMMMMMMM', 'received');
            INSERT INTO enquiries_notification VALUES (1, 'alert'), (1, 'acknowledgement'), (2, 'alert');
            """
        )
    stored = ledger.read(path)
    assert stored[:2] == [ANNA, BEN]
    assert ledger.judge(TOLD, stored).clean
