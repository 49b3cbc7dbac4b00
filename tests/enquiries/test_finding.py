"""Enquiries are found by what people say on the telephone, however it is spelled."""

import pytest
from django.db import connection

from enquiries import finding
from enquiries.finding import By, TooLittle
from enquiries.models import Enquiry, Handle
from enquiries.reference import ALPHABET, grouped, near
from treatments.catalogue import Catalogue

from .cast import received

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquiry(content: Catalogue) -> Enquiry:
    received(content, name="Somebody Else", phone="020 7946 0999", email="else@example.org")
    return received(content, name="Zoë O'Brien-Smith", phone="020 7946 0123")


@pytest.mark.parametrize(
    "typed",
    ["0207 946 0123", "+44 20 7946 0123", "0044 (0)20 79460123", "+44 (0)20-7946.0123", "0123", "946 01", "4601"],
)
def test_a_number_is_found_by_any_part_in_any_spelling(enquiry: Enquiry, typed: str) -> None:
    found = finding.find(typed)
    assert (found.by, found.enquiries) == (By.NUMBER, (enquiry.pk,))


@pytest.mark.parametrize("typed", ["zoe", "Zoë O\u2019Brien", "SMITH", "obrien smith zoe", "o brien"])
def test_a_name_is_found_by_the_beginning_of_its_words(enquiry: Enquiry, typed: str) -> None:
    found = finding.find(typed)
    assert (found.by, found.enquiries) == (By.NAME, (enquiry.pk,))


@pytest.mark.parametrize("typed", ["WILHELMINA@example.org", "wilhelmina@", "wilhelmina@exa"])
def test_an_address_is_found_by_its_beginning(enquiry: Enquiry, typed: str) -> None:
    assert finding.find(typed).enquiries == (enquiry.pk,)


@pytest.mark.parametrize("typed", ["kit-fox-1", "KIT-FOX-10", "kit-fox-10@"])
def test_one_word_that_no_name_can_be_is_sought_as_an_address_first(content: Catalogue, typed: str) -> None:
    received(content, name="Kit Fox", email="")
    written = received(content, email="kit-fox-10@example.org")
    found = finding.find(typed)
    assert (found.by, found.enquiries) == (By.ADDRESS, (written.pk,))


def test_one_word_that_begins_no_name_is_sought_as_an_address(content: Catalogue) -> None:
    written = received(content, email="post-box@example.org")
    found = finding.find("Post-Bo")
    assert (found.by, found.enquiries) == (By.ADDRESS, (written.pk,))


@pytest.mark.parametrize("typed", ["else", "somebody else", "nobody"])
def test_what_begins_a_name_or_cannot_be_an_address_is_sought_as_a_name(enquiry: Enquiry, typed: str) -> None:
    assert finding.find(typed).by == By.NAME


def test_a_reference_is_found_with_any_one_character_wrong(enquiry: Enquiry) -> None:
    right = enquiry.reference
    for place in range(len(right)):
        for wrong in {*ALPHABET, "E", "0"} - {right[place]}:
            found = finding.find(grouped(right[:place] + wrong + right[place + 1 :]).lower())
            assert (found.by, found.enquiries) == (By.REFERENCE, (enquiry.pk,))


def test_a_reference_is_found_as_it_stands_and_only_it(enquiry: Enquiry) -> None:
    assert near(grouped(enquiry.reference)) == (enquiry.reference,)
    assert finding.find(enquiry.reference).enquiries == (enquiry.pk,)


@pytest.mark.parametrize("typed", ["", "  ", "012", "a", "%", "_", "'"])
def test_too_little_is_refused_with_what_to_type(enquiry: Enquiry, typed: str) -> None:
    with pytest.raises(TooLittle, match="Type"):
        finding.find(typed)


@pytest.mark.parametrize("typed", ["zo% else", "zoe'; DROP TABLE x", "nobody@example.org", "0207 000 0000"])
def test_what_is_not_there_is_not_found(enquiry: Enquiry, typed: str) -> None:
    assert finding.find(typed).enquiries == ()


def test_an_earlier_enquiry_by_the_same_phone_or_mail_is_found(content: Catalogue, enquiry: Enquiry) -> None:
    by_phone = received(content, name="Z. Smith", email="other@example.org", phone="+44 20 7946 0123")
    by_mail = received(content, name="Zoë", phone="020 7946 0555", email="Wilhelmina@Example.org")
    assert set(finding.of_same_person(enquiry)) == {by_phone, by_mail}
    assert enquiry in finding.of_same_person(by_mail)


def test_a_person_without_phone_or_mail_is_not_taken_for_another(content: Catalogue) -> None:
    received(content, email="")
    other = received(content, email="", phone="020 7946 0777")
    assert not finding.of_same_person(other).exists()


def test_a_part_of_a_number_is_looked_up_in_an_index(enquiry: Enquiry) -> None:
    if connection.vendor != "sqlite":
        connection.cursor().execute("SET enable_seqscan = off")
    plan = Handle.objects.filter(finding._begins("79460")).explain()
    assert "enquiries_handle_key" in plan


def test_handles_go_with_their_enquiry(enquiry: Enquiry) -> None:
    Enquiry.objects.all().delete()
    assert not Handle.objects.exists()
