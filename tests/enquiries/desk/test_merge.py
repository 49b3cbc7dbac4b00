"""Two enquiries side by side: what differs is chosen, what comes of it is shown first, and nothing gets lost."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from enquiries import audit, handling
from enquiries.desk import merge
from enquiries.models import Channel, Enquiry, Event, Happening, Merge, Note, Status
from enquiries.reference import grouped
from tests.enquiries.cast import NOW, received, suspected
from treatments.catalogue import Catalogue

pytestmark = pytest.mark.django_db

LIST = "/desk/enquiries/enquiry/"


@pytest.fixture
def again(content: Catalogue) -> Enquiry:
    """What she asked again, from another number."""
    return received(content, message="And my knee.", phone="020 7946 0999", email="", may_leave_message=True)


def compared(browser: Client, into: Enquiry, other: Enquiry) -> str:
    return unescape(browser.get(f"{LIST}{into.pk}/merge/{other.pk}/").text)


def send(browser: Client, into: Enquiry, other: Enquiry, **given: Any) -> Any:
    shown = {"version": into.version, "other_version": other.version}
    chosen = {"phone": "keep", "email": "keep", "may-leave-message": "keep"}
    return browser.post(f"{LIST}{into.pk}/merge/{other.pk}/", {**shown, **chosen, **given})


def stored(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.get(pk=enquiry.pk)


def test_only_what_differs_is_to_be_chosen(reception: Client, enquiry: Enquiry, again: Enquiry) -> None:
    page = compared(reception, enquiry, again)
    assert {name for name in ("phone", "email", "name", "about") if f'name="{name}"' in page} == {"phone", "email"}
    for words in (enquiry.message, again.message, "020 7946 0123", "020 7946 0999", "the same in both"):
        assert words in page


def test_what_one_leaves_blank_is_proposed_from_the_other_and_the_stricter_wish_holds(
    enquiry: Enquiry, again: Enquiry
) -> None:
    assert merge.proposes("email", enquiry=enquiry, into=again)
    assert not merge.proposes("email", enquiry=again, into=enquiry)
    assert merge.proposes("may-leave-message", enquiry=enquiry, into=again)
    assert not merge.proposes("may-leave-message", enquiry=again, into=enquiry)


def test_looking_at_both_is_an_event_of_both(reception: Client, enquiry: Enquiry, again: Enquiry) -> None:
    compared(reception, enquiry, again)
    opened = Event.objects.filter(happening=Happening.OPENED).values_list("reference", flat=True)
    assert set(opened) == {enquiry.reference, again.reference}


def test_what_comes_of_it_is_shown_before_it_is_done(reception: Client, enquiry: Enquiry, again: Enquiry) -> None:
    page = unescape(send(reception, enquiry, again, phone="take").text)
    assert "020 7946 0999" in page.split("will say:")[1].split("</dl>")[0]
    assert not Merge.objects.exists()
    answer = send(reception, enquiry, again, phone="take", confirmed="yes")
    assert answer.headers["Location"] == f"{LIST}{enquiry.pk}/change/"
    assert (stored(enquiry).phone, stored(again).merged_into) == ("020 7946 0999", enquiry)


def test_a_line_without_a_choice_is_asked_for(reception: Client, enquiry: Enquiry, again: Enquiry) -> None:
    answer = send(reception, enquiry, again, phone="")
    assert answer.status_code == 422
    assert "Phone: choose which of the two is right." in answer.text


def test_the_old_reference_leads_to_the_new_and_says_so(reception: Client, enquiry: Enquiry, again: Enquiry) -> None:
    send(reception, enquiry, again, confirmed="yes")
    says = f"{grouped(again.reference)} was merged into this enquiry, which stands for both."
    reception.get(f"{LIST}{enquiry.pk}/change/")
    for answer in (
        reception.get(LIST, {"q": again.reference}, follow=True),
        reception.post(f"{LIST}search/", {"typed": again.reference}, follow=True),
        reception.get(f"{LIST}{again.pk}/change/", follow=True),
    ):
        assert answer.redirect_chain[-1][0] == f"{LIST}{enquiry.pk}/change/"
        assert says in unescape(answer.text)


def test_texts_notes_and_history_of_both_stand_together(
    reception: Client, content: Catalogue, enquiry: Enquiry, again: Enquiry
) -> None:
    handling.note(enquiry=again, text="Her daughter answers.", by=audit.staff(7), now=NOW)
    send(reception, enquiry, again, confirmed="yes")
    page = unescape(reception.get(f"{LIST}{enquiry.pk}/change/").text)
    for words in (enquiry.message, again.message, "Her daughter answers."):
        assert words in page
    assert f"merged {grouped(again.reference)} into this enquiry" in page
    assert "None." in page.split("Others with the same phone or email")[1].split("</section>")[0]
    assert f"moved from new to closed (duplicate) ({grouped(again.reference)})" in page


def test_it_is_undone_with_one_press(reception: Client, enquiry: Enquiry, again: Enquiry) -> None:
    send(reception, enquiry, again, phone="take", confirmed="yes")
    versions = {"version": stored(enquiry).version, "other_version": stored(again).version}
    answer = reception.post(f"{LIST}{enquiry.pk}/unmerge/{again.pk}/", versions, follow=True)
    assert "is an enquiry of its own again" in answer.text
    assert (stored(enquiry).phone, stored(again).status) == ("020 7946 0123", Status.NEW)
    answer = reception.post(f"{LIST}{enquiry.pk}/unmerge/{again.pk}/", versions, follow=True)
    assert "Somebody changed one of the two meanwhile." in answer.text


def test_a_change_of_either_is_told_and_the_choices_stand(reception: Client, enquiry: Enquiry, again: Enquiry) -> None:
    handling.note(enquiry=stored(again), text="She called.", by=audit.staff(8), now=NOW)
    answer = send(reception, enquiry, again, phone="take", confirmed="yes")
    page = unescape(answer.text)
    assert answer.status_code == 409
    assert "Somebody changed one of the two meanwhile." in page
    assert f'name="other_version" value="{stored(again).version}"' in page
    assert 'name="phone" value="take" checked' in page
    assert not Merge.objects.exists()


@pytest.mark.parametrize("what", ["itself", "suspected", "merged"])
def test_what_cannot_be_merged_says_why_and_has_no_button(
    reception: Client, content: Catalogue, enquiry: Enquiry, again: Enquiry, what: str
) -> None:
    if what == "merged":
        send(reception, enquiry, again, confirmed="yes")
    other = {"itself": enquiry, "merged": again, "suspected": suspected(content)}[what]
    answer = reception.get(f"{LIST}{enquiry.pk}/merge/{other.pk}/")
    assert answer.status_code == 422
    assert "They were not merged" in answer.text
    assert "Go on" not in answer.text


def test_choices_that_leave_nobody_to_reach_say_so(reception: Client, content: Catalogue, enquiry: Enquiry) -> None:
    mail = received(content, contact_by=Channel.EMAIL, phone="", message="By mail.")
    given = {"contact-by": "keep", "phone": "take", "confirmed": "yes"}
    answer = send(reception, enquiry, mail, **given)
    assert answer.status_code == 422
    assert "keep the phone number" in answer.text


def test_another_reference_is_typed_where_number_and_address_differ(
    reception: Client, enquiry: Enquiry, again: Enquiry
) -> None:
    answer = reception.get(f"{LIST}{enquiry.pk}/merge/", {"with": grouped(again.reference)})
    assert answer.headers["Location"] == f"{LIST}{enquiry.pk}/merge/{again.pk}/"
    wrong = again.reference[:-1] + ("7" if again.reference[-1] != "7" else "9")
    assert "Check it" in reception.get(f"{LIST}{enquiry.pk}/merge/", {"with": wrong}, follow=True).text
    answer = reception.get(f"{LIST}{enquiry.pk}/merge/", {"with": "nobody"}, follow=True)
    assert "There is no enquiry with this reference." in answer.text


def test_a_note_typed_on_a_page_that_is_merged_by_now_is_not_lost(
    reception: Client, enquiry: Enquiry, again: Enquiry
) -> None:
    send(reception, enquiry, again, confirmed="yes")
    given = {"version": again.version, "last_event": 0, "text": "She is away."}
    answer = reception.post(f"{LIST}{again.pk}/act/note/", given)
    assert answer.status_code == 409
    assert "She is away.</textarea>" in answer.text
    assert f'href="{LIST}{enquiry.pk}/change/">go on in the one that stands for both' in answer.text
    assert not Note.objects.exists()


def test_hostile_text_is_shown_as_text(reception: Client, enquiry: Enquiry, again: Enquiry) -> None:
    Enquiry.objects.filter(pk=again.pk).update(name="<script>alert(1)</script>", message="<img src=x onerror=alert(1)>")
    page = reception.get(f"{LIST}{enquiry.pk}/merge/{again.pk}/").text
    page += send(reception, enquiry, again, name="take").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page
