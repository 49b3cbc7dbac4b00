"""One card for each urgency, the most urgent first, with what to do where the clinic is."""

from __future__ import annotations

from tests.treatments import mini
from treatments.pages.care_cards import action, care_cards

FLAGS = ["new-numbness", "hot-swollen-joint", "severe-allergy"]


def test_cards_are_in_order_of_urgency_whatever_the_order_of_the_flags() -> None:
    content = mini.whole()
    cards = care_cards(content, FLAGS)
    assert [card.urgency for card in cards] == ["call-999", "same-day", "clinic-next-day"]
    assert cards == care_cards(content, reversed(FLAGS))


def test_a_card_says_what_to_do_and_which_number_to_call() -> None:
    first, *_ = care_cards(mini.whole(), FLAGS)
    assert (first.heading, first.number) == ("Call 999 now", "999")
    assert [sign.id for sign in first.signs] == ["severe-allergy"]
    assert first.sources == ("nhs-allergy",)


def test_a_sign_says_when_it_needs_help_faster() -> None:
    content = mini.whole()
    (card,) = care_cards(content, ["hot-swollen-joint"])
    (sign,) = card.signs
    assert sign.escalation_if == "you feel very unwell"
    assert sign.escalation_heading == action(content, "ae-now").heading


def test_no_signs_make_no_card() -> None:
    assert care_cards(mini.whole(), []) == ()
