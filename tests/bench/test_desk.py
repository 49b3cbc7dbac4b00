"""The table of the desk's pages names each, with what it takes and how often it asks the database."""

import pytest

from bench import desk
from treatments.catalogue import Catalogue


@pytest.mark.django_db
def test_each_page_is_asked_for_with_few_and_with_many(content: Catalogue) -> None:
    (vendor, few, many, *_), *rows = desk.measure(few=20, many=24, times=2)[0]
    assert (vendor in {"sqlite", "postgresql"}, few, many) == (True, "ms with 20", "ms with 24")
    assert {"home", "queue", "search by a whole phone number", "one enquiry, open"} <= {row[0] for row in rows}
    assert [row for row in rows if not (float(row[3]) > 0 and int(row[4].split()[0]) > 0)] == []


def test_a_page_that_takes_too_many_times_as_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = iter([{"home": (10.0, 9), "queue": (10.0, 9)}, {"home": (29.0, 9), "queue": (31.0, 12)}])
    monkeypatch.setattr(desk, "_figures", lambda count, times: next(figures))
    rows, slow = desk.measure(few=1, many=2, times=1)
    assert slow == ["queue"]
    assert rows[1:] == [("home", "10.0", "29.0", "2.90", "9"), ("queue", "10.0", "31.0", "3.10", "9 and 12")]
