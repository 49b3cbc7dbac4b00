"""Spam is judged with reasons, and a person is never refused."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries import spam
from enquiries.models import Sender
from enquiries.spam import Reason, Traces, Verdict

from .cast import ADDRESS, NOW, traces


def judge(*, left: Traces | None = None, texts: tuple[str, ...] = (), sent_lately: int = 1) -> tuple[Reason, ...]:
    return spam.judge(traces=left or traces(), texts=texts, sent_lately=sent_lately, now=NOW).reasons


def test_somebody_who_takes_their_time_is_not_suspected() -> None:
    assert judge(texts=("My elbow hurts. See https://example.org/scan and www.example.org",)) == ()


def test_the_field_that_people_do_not_see_stays_empty_for_people() -> None:
    assert judge(left=traces(honeypot="x")) == (Reason.HONEYPOT,)


def test_nobody_answers_in_less_than_five_seconds() -> None:
    assert judge(left=traces(opened_at=NOW - timedelta(seconds=4))) == (Reason.TOO_QUICK,)
    assert judge(left=traces(opened_at=NOW - timedelta(seconds=5))) == ()


def test_a_clock_that_was_set_back_is_nobodys_fault() -> None:
    assert judge(left=traces(opened_at=NOW + timedelta(minutes=1))) == ()


def test_more_than_two_links_are_too_many_wherever_they_stand() -> None:
    assert judge(texts=("http://a", "see www.b", "[url=c]")) == (Reason.LINKS,)


def test_the_eleventh_of_an_hour_from_one_address_is_too_many() -> None:
    assert judge(sent_lately=10) == ()
    assert judge(sent_lately=11) == (Reason.TOO_MANY,)


def test_every_reason_is_named() -> None:
    everything = judge(left=traces(honeypot="x", opened_at=NOW), texts=("http://a http://b http://c",), sent_lately=11)
    assert everything == tuple(Reason)
    assert str(Verdict(everything)) == "honeypot,too-quick,too-many,links"
    assert len(str(Verdict(everything))) <= 200


@given(st.text(), st.lists(st.text(), max_size=5), st.integers(0, 10**6))
def test_any_input_gets_a_verdict(honeypot: str, texts: list[str], sent_lately: int) -> None:
    verdict = spam.judge(traces=traces(honeypot=honeypot), texts=tuple(texts), sent_lately=sent_lately, now=NOW)
    assert verdict.suspected == bool(verdict.reasons)


@pytest.mark.django_db
class TestCountingSenders:
    def test_each_address_is_counted_by_itself(self) -> None:
        assert [spam.count_sender(ADDRESS, now=NOW) for _ in range(3)] == [1, 2, 3]
        assert spam.count_sender("192.0.2.11", now=NOW) == 1

    def test_a_new_hour_begins_at_one(self) -> None:
        spam.count_sender(ADDRESS, now=NOW)
        assert spam.count_sender(ADDRESS, now=NOW + timedelta(hours=1)) == 1

    def test_a_household_with_many_ipv6_addresses_is_one_sender(self) -> None:
        spam.count_sender("2001:db8:0:1::1", now=NOW)
        assert spam.count_sender("2001:db8:0:1:ffff::2", now=NOW) == 2
        assert spam.count_sender("2001:db8:0:2::1", now=NOW) == 1

    def test_no_address_can_be_read_out_of_what_is_kept_nor_followed_into_another_hour(self) -> None:
        spam.count_sender(ADDRESS, now=NOW)
        spam.count_sender(ADDRESS, now=NOW + timedelta(hours=1))
        keys = set(Sender.objects.values_list("key", flat=True))
        assert len(keys) == 2
        assert not any(ADDRESS in key for key in keys)

    @pytest.mark.parametrize("address", ["", "unknown", "192.0.2.999", "\0", "a" * 10_000])
    def test_what_is_no_address_is_not_counted(self, address: str) -> None:
        assert spam.count_sender(address, now=NOW) == 0
        assert not Sender.objects.exists()

    def test_hours_that_are_over_are_forgotten(self) -> None:
        spam.count_sender(ADDRESS, now=NOW - timedelta(hours=1))
        spam.count_sender(ADDRESS, now=NOW)
        spam.forget_senders(now=NOW)
        assert Sender.objects.get().expires_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("forwarded_for", "trusted_proxies", "address"),
    [
        ("", 0, "203.0.113.1"),
        ("198.51.100.7", 0, "203.0.113.1"),
        ("198.51.100.7", 1, "198.51.100.7"),
        # Whatever the client made up stands further left.
        ("10.0.0.1, 198.51.100.7", 1, "198.51.100.7"),
        ("10.0.0.1, 198.51.100.7, 192.0.2.1", 2, "198.51.100.7"),
        # Fewer hops than proxies: somebody reached the process past them.
        ("198.51.100.7", 2, "203.0.113.1"),
        ("", 1, "203.0.113.1"),
    ],
)
def test_only_our_own_proxies_are_believed(forwarded_for: str, trusted_proxies: int, address: str) -> None:
    found = spam.client_address(peer="203.0.113.1", forwarded_for=forwarded_for, trusted_proxies=trusted_proxies)
    assert found == address


@given(st.text(), st.integers(0, 3))
def test_any_header_leads_to_some_address(forwarded_for: str, trusted_proxies: int) -> None:
    assert spam.client_address(peer="x", forwarded_for=forwarded_for, trusted_proxies=trusted_proxies) is not None


def test_the_address_is_not_shown_where_traces_are() -> None:
    assert ADDRESS not in repr(replace(traces(), address=ADDRESS))
