"""What the queue is asked to show: a list, narrowed by what staff ask for, in one of two orders; known words only."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.models import User
from django.db.models import Q
from treatments.catalogue import Catalogue
from treatments.schema.clinic import Clinic

from enquiries import about
from enquiries.models import Channel, EnquiryQuerySet, Source

from . import queue, wording
from .forms import colleagues
from .queue import OPEN_TABS, Tab

ME, NOBODY = "me", "nobody"
ORDER = "order"
WAITING = "waiting"
ORDERS = [("", "soonest due first"), (WAITING, "longest waiting first")]

NEEDS: Mapping[str, tuple[str, Q]] = {
    "interpreter": ("an interpreter", Q(needs_interpreter=True)),
    "bsl": ("British Sign Language", Q(needs_bsl=True)),
    "text-relay": ("text relay", Q(needs_text_relay=True)),
    "told-first": ("told us something first", ~Q(tell_us_first=[])),
    "no-message": ("no message on a machine", Q(contact_by=Channel.PHONE, may_leave_message=False)),
    "someone-else": ("asked for someone else", Q(for_someone_else=True)),
}
"""What a badge in the list says, by name: its words and its rule."""

type Choices = about.Grouped


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing to narrow a list by: its label, what it lets choose, and what each choice means for an account."""

    label: str
    choices: Callable[[Catalogue, Iterable[User]], Choices]
    rule: Callable[[str, User], Q]


def _about(value: str, account: User) -> Q:
    subject = about.chosen(value, "")
    if value == about.NOT_SURE:
        return Q(treatment="", condition="")
    return Q(condition=subject.condition) if subject.condition else Q(treatment=subject.treatment)


def _who(value: str, account: User) -> Q:
    if value == NOBODY:
        return Q(assigned_to__isnull=True)
    return Q(assigned_to=account if value == ME else int(value))


def _needs() -> Choices:
    return [(key, words) for key, (words, _) in NEEDS.items()]


def _people(content: Catalogue, staff: Iterable[User]) -> Choices:
    return [(ME, "me"), (NOBODY, "nobody yet"), *((str(each.pk), wording.account_name(each)) for each in staff)]


FILTERS: Mapping[str, Filter] = {
    "who": Filter("Who has it", _people, _who),
    "about": Filter("About", lambda content, _: _without_first_person(about.choices(content)), _about),
    "by": Filter("How to reach", lambda *_: list(Channel.choices), lambda value, _: Q(contact_by=value)),
    "need": Filter(
        "To know first",
        lambda *_: [(key, words) for key, (words, _) in NEEDS.items()],
        lambda value, _: NEEDS[value][1],
    ),
    "source": Filter("Came by", lambda *_: list(Source.choices), lambda value, _: Q(source=value)),
}
"""By the name in the address."""


@dataclass(frozen=True, slots=True)
class Shows:
    """What a list shows: only what was known when it was read. `forgotten` names filters that mean nothing any more."""

    tab: Tab
    chosen: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()

    @property
    def given(self) -> dict[str, str]:
        """Return what an address or a saved view holds of it."""
        return {"tab": self.tab.value, **self.chosen}

    @property
    def query(self) -> str:
        """Return it as the query of an address."""
        return urlencode(self.given)


TO_DO = Shows(Tab.TO_DO)


class FilterForm(forms.Form):
    """Narrows the list on the screen."""

    def __init__(self, shows: Shows, *, content: Catalogue, staff: Iterable[User]) -> None:
        super().__init__(initial=dict(shows.chosen), auto_id="filter-%s")
        for name, each in FILTERS.items():
            choices: list[Any] = [("", "any"), *each.choices(content, staff)]
            self.fields[name] = forms.ChoiceField(label=each.label, choices=choices, required=False)
        self.fields[ORDER] = forms.ChoiceField(label="Order", choices=ORDERS, required=False)


def read(given: Mapping[str, str], *, content: Catalogue, staff: Iterable[User]) -> Shows:
    """Return what an address or a saved view asks for; whatever the site does not know is left out and named."""
    tab = Tab(given["tab"]) if given.get("tab") in set(Tab) else Tab.TO_DO
    if tab not in OPEN_TABS:
        # The other lists are read from the top of an index; a rare choice among them would read the whole table.
        return Shows(tab)
    chosen, words, forgotten = {}, [], []
    for name, each in FILTERS.items():
        value = given.get(name, "")
        known = _flat(each.choices(content, staff)) if value else {}
        if value in known:
            chosen[name] = value
            words.append(f"{each.label.lower()}: {known[value]}")
        elif value:
            forgotten.append(each.label.lower())
    if given.get(ORDER) == WAITING:
        chosen[ORDER] = WAITING
        words.append(dict(ORDERS)[WAITING])
    return Shows(tab, chosen, tuple(words), tuple(forgotten))


def read_now(given: Mapping[str, str], *, content: Catalogue) -> Shows:
    """Return what an address asks for, asking the database who works at the desk only where a colleague is named."""
    staff = colleagues() if given.get("who", "").isdecimal() else ()
    return read(given, content=content, staff=staff)


def rule(shows: Shows, *, account: User) -> Q:
    """Return which enquiries of its tab a list shows to an account."""
    found = Q()
    for name, value in shows.chosen.items():
        if name != ORDER:
            found &= FILTERS[name].rule(value, account)
    return found


def found(shows: Shows, *, account: User, clinic: Clinic, now: datetime) -> EnquiryQuerySet:
    """Return the enquiries of a list in its order; both orders have an index."""
    listed = queue.chosen(shows.tab, account=account, clinic=clinic, now=now).filter(rule(shows, account=account))
    return listed.order_by("received_at") if shows.chosen.get(ORDER) == WAITING else listed


def _flat(choices: Choices) -> dict[str, str]:
    flat: dict[str, str] = {}
    for value, label in choices:
        flat |= dict(label) if isinstance(label, list) else {value: label}
    return flat


def _without_first_person(choices: Choices) -> Choices:
    return [(about.NOT_SURE, "not sure") if value == about.NOT_SURE else (value, label) for value, label in choices]  # type: ignore[misc] # groups keep their lists
