"""Templates are checked when they are saved, changed by one lead at a time, and retired instead of deleted."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from enquiries import reply_templates, variables
from enquiries.models import Event, Happening, Occasion, ReplyTemplate
from enquiries.reply_templates import ChangedMeanwhile, NotKept
from enquiries.starting_templates import STARTING, Starting
from treatments.catalogue import Catalogue

from .cast import NOW, received

pytestmark = pytest.mark.django_db

LEAD = "staff:3"


def add(name: str = "Parking", text: str = "Hello {name}", occasion: str = "") -> ReplyTemplate:
    return reply_templates.add(name=name, text=text, occasion=occasion, by=LEAD, now=NOW)


def test_a_new_site_has_templates_to_begin_with() -> None:
    found = {(each.name, each.text, each.occasion) for each in reply_templates.in_use()}
    assert found == {(each.name, each.text, each.occasion) for each in STARTING}
    assert len(found) >= 6


@pytest.mark.parametrize("starting", STARTING, ids=lambda starting: starting.name)
def test_each_of_them_is_without_fault_and_complete_once_its_blanks_are_filled(
    content: Catalogue, starting: Starting
) -> None:
    assert variables.faults(starting.text) == []
    # Nothing about health but what staff write.
    assert "{treatment}" not in starting.text
    draft = variables.filled(starting.text, received(content), content)
    words = variables.PIECE.sub("as agreed", draft)
    assert variables.unfilled(words) == []
    assert len(words) < 1_500


@pytest.mark.parametrize("name", ["Not right for you, and where to turn", "We tried three times"])
def test_nothing_is_said_of_a_clinician_or_a_call_until_there_was_one(content: Catalogue, name: str) -> None:
    draft = variables.filled(reply_templates.in_use().get(name=name).text, received(content), content)
    told = [line for line in draft.splitlines() if "has looked at" in line or "tried to call" in line]
    assert told
    assert all(variables.unfilled(line) for line in told)


def test_what_is_added_is_offered_and_leaves_an_event() -> None:
    template = add()
    assert template in reply_templates.in_use()
    event = Event.objects.get(happening=Happening.TEMPLATE_KEPT)
    assert (event.by, event.details) == (LEAD, {"template": template.pk, "result": "added"})


def test_a_fault_is_told_when_it_is_saved_and_nothing_is_kept() -> None:
    with pytest.raises(NotKept) as refused:
        add(name=" ", text="Call {phome} on {day")
    assert refused.value.faults == (
        "Give the template a name.",
        "There is no {phome}. Did you mean {phone}? For what staff fill in, write {fill: phome}.",
        "There is a { alone: take it out, or write its partner.",
    )
    assert not Event.objects.exists()


def test_no_two_in_use_share_a_name_or_an_occasion() -> None:
    add()
    with pytest.raises(NotKept, match="has this name"):
        add()
    with pytest.raises(NotKept, match="on this occasion"):
        add(name="Other", occasion=Occasion.UNREACHED)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReplyTemplate.objects.create(name="Parking", text="x", changed_at=NOW, changed_by=LEAD)


def test_of_two_leads_who_change_the_same_one_is_told() -> None:
    one = add()
    other = ReplyTemplate.objects.get(pk=one.pk)
    later = NOW + timedelta(minutes=1)
    reply_templates.change(template=one, name="Parking", text="By the door.", occasion="", by=LEAD, now=later)
    with pytest.raises(ChangedMeanwhile):
        reply_templates.change(template=other, name="Parking", text="In the street.", occasion="", by=LEAD, now=later)
    assert ReplyTemplate.objects.get(pk=one.pk).text == "By the door."


def test_what_is_retired_is_offered_no_more_and_can_be_brought_back_while_its_name_is_free() -> None:
    template = add()
    reply_templates.retire(template=template, by=LEAD, now=NOW)
    assert template not in reply_templates.in_use()
    successor = add()
    with pytest.raises(NotKept, match="has this name"):
        reply_templates.bring_back(template=template, by=LEAD, now=NOW)
    reply_templates.retire(template=successor, by=LEAD, now=NOW)
    reply_templates.bring_back(template=template, by=LEAD, now=NOW)
    assert template in reply_templates.in_use()


def test_the_occasion_finds_its_template_and_none_when_it_is_retired() -> None:
    template = reply_templates.for_occasion(Occasion.UNREACHED)
    assert template is not None
    assert template.name == "We tried three times"
    reply_templates.retire(template=template, by=LEAD, now=NOW)
    assert reply_templates.for_occasion(Occasion.UNREACHED) is None
