"""A form's token says which submission it is and since when, and nobody can make one up."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries import tokens
from enquiries.tokens import Expired, Forged

from .cast import NOW

moments = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


@given(moments)
def test_a_token_is_read_back_with_the_second_it_was_issued(now: datetime) -> None:
    token = tokens.read(tokens.issue(now=now), now=now)
    assert token.issued_at == now.replace(microsecond=0)


def test_every_token_is_another_submission() -> None:
    assert len({tokens.read(tokens.issue(now=NOW), now=NOW).submission_id for _ in range(100)}) == 100


def test_a_token_lasts_a_day() -> None:
    token = tokens.issue(now=NOW)
    tokens.read(token, now=NOW + timedelta(days=1))
    with pytest.raises(Expired):
        tokens.read(token, now=NOW + timedelta(days=1, seconds=1))


def test_a_clock_that_was_set_back_does_not_make_a_token_forged() -> None:
    assert tokens.read(tokens.issue(now=NOW), now=NOW - timedelta(hours=1)).issued_at == NOW


@given(st.data())
def test_a_token_that_was_changed_anywhere_is_forged(data: st.DataObject) -> None:
    token = tokens.issue(now=NOW)
    place = data.draw(st.integers(0, len(token) - 1))
    character = data.draw(st.characters())
    changed = token[:place] + character + token[place + 1 :]
    if changed != token:
        with pytest.raises(Forged):
            tokens.read(changed, now=NOW)


@given(st.text(alphabet=st.characters()))
def test_a_token_made_up_by_somebody_is_forged(text: str) -> None:
    with pytest.raises(Forged):
        tokens.read(text, now=NOW)
