"""Rules that hold between files; each finds its own faults, and all of them run."""

from __future__ import annotations

from collections.abc import Iterator

from treatments.faults import Fault
from treatments.rules.balance import (
    benefits_stand_beside_risks,
    conditions_lead_to_risks,
    disappointing_results_are_not_hidden,
)
from treatments.rules.base import Context, Rule
from treatments.rules.damage import (
    footnotes_have_a_foot,
    no_image_is_spliced_into_prose,
    no_term_is_listed_twice,
    no_word_is_doubled,
    passages_are_not_empty,
    text_is_not_garbled,
    words_are_parted_by_plain_spaces,
)
from treatments.rules.demo import (
    a_demo_clinic_reaches_nobody,
    a_demo_reception_rings_nobody,
    demo_people_are_marked,
)
from treatments.rules.evidence import (
    conditions_not_offered_promise_nothing,
    dropped_claims_are_not_used,
    offers_rest_on_trials_in_people,
    quotes_are_answered,
    recalled_sources_stay_off_the_site,
    sources_are_used,
)
from treatments.rules.images import (
    images_have_a_file_fit_to_be_shown,
    picture_files_are_described,
)
from treatments.rules.numbers import (
    frequency_words_carry_numbers,
    shares_of_a_list_can_be_compared,
    shares_say_of_how_many,
)
from treatments.rules.offers import (
    a_price_is_in_force,
    packages_follow_their_plan,
    packages_include_consultation_and_scan,
    plans_show_that_others_differ,
    treatments_list_every_condition_once,
)
from treatments.rules.references import (
    aliases_are_free,
    files_are_named_by_their_id,
    ids_are_unique,
    pages_have_an_address_of_their_own,
    prose_mentions_lead_somewhere,
    references_lead_somewhere,
)
from treatments.rules.repeats import (
    what_a_study_found_is_not_typed_again,
)
from treatments.rules.results import (
    marks_of_results_are_whole,
    results_stand_inside_their_marks,
    something_is_left_without_results,
)
from treatments.rules.reviews import (
    reviews_are_in_date,
)
from treatments.rules.safety import (
    frequencies_share_a_denominator,
    only_those_who_may_inject_perform,
    treatments_show_every_999_sign,
    urgencies_have_an_action_everywhere,
)
from treatments.rules.wording import (
    medicines_are_named_inside_only,
    no_contact_is_typed_twice,
    no_number_is_typed_twice,
    nobody_claims_too_much,
    sections_are_easy_to_read,
    sentences_are_short,
)

__all__ = ["RULES", "Context", "Rule", "faults"]

RULES: tuple[Rule, ...] = (
    ids_are_unique,
    files_are_named_by_their_id,
    references_lead_somewhere,
    prose_mentions_lead_somewhere,
    recalled_sources_stay_off_the_site,
    sources_are_used,
    aliases_are_free,
    pages_have_an_address_of_their_own,
    treatments_list_every_condition_once,
    urgencies_have_an_action_everywhere,
    reviews_are_in_date,
    packages_follow_their_plan,
    packages_include_consultation_and_scan,
    a_price_is_in_force,
    frequencies_share_a_denominator,
    conditions_not_offered_promise_nothing,
    offers_rest_on_trials_in_people,
    dropped_claims_are_not_used,
    quotes_are_answered,
    treatments_show_every_999_sign,
    plans_show_that_others_differ,
    only_those_who_may_inject_perform,
    nobody_claims_too_much,
    no_number_is_typed_twice,
    no_contact_is_typed_twice,
    medicines_are_named_inside_only,
    sentences_are_short,
    sections_are_easy_to_read,
    frequency_words_carry_numbers,
    shares_say_of_how_many,
    shares_of_a_list_can_be_compared,
    what_a_study_found_is_not_typed_again,
    conditions_lead_to_risks,
    benefits_stand_beside_risks,
    disappointing_results_are_not_hidden,
    text_is_not_garbled,
    words_are_parted_by_plain_spaces,
    no_word_is_doubled,
    passages_are_not_empty,
    footnotes_have_a_foot,
    no_image_is_spliced_into_prose,
    no_term_is_listed_twice,
    images_have_a_file_fit_to_be_shown,
    picture_files_are_described,
    marks_of_results_are_whole,
    something_is_left_without_results,
    results_stand_inside_their_marks,
    demo_people_are_marked,
    a_demo_clinic_reaches_nobody,
    a_demo_reception_rings_nobody,
)


def faults(context: Context) -> Iterator[Fault]:
    """Yield what every rule finds."""
    for rule in RULES:
        yield from rule(context)
