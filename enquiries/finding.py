"""Finds an enquiry by what somebody says on the telephone: a reference, a name, or part of a number or an address."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from . import reference
from .models import HANDLE_LIMIT, Enquiry, Handle

SHORTEST_NUMBER = 4
SHORTEST_WORD = 2
MOST_FOUND = 50
MOST_READ = 20_000
"""What begins more pieces than so many finds nobody, and the latest of them would have to be sought among all."""
NUMBER = re.compile(r"[\d\s().+/\u2010-\u2015-]+")
NO_NAME = re.compile(r"\S*[\d._+]\S*")
"""One word with what an address has and a name has not."""
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = {ord(each): None for each in "'\u2018\u2019\u02bc"}
LAST_CHARACTER = "\U0010ffff"


class By(StrEnum):
    """What somebody looked for."""

    REFERENCE = "reference"
    NUMBER = "number"
    ADDRESS = "address"
    NAME = "name"
    MISHEARD = "misheard-name"


class TooLittle(ValueError):
    """What was typed would match nearly everybody, or nobody."""


@dataclass(frozen=True, slots=True)
class Found:
    """Which enquiries were found, the latest first, and by what; `more` says that there are others.

    What is not `exact` is only like what was typed, as a reference that differs in one character or a name that was
    misheard: somebody else's, perhaps.
    """

    by: By
    enquiries: tuple[int, ...]
    more: bool
    exact: bool


def keys(*names: str, phone: str, email: str) -> frozenset[str]:
    """Return the pieces by which an enquiry is found; `phone` is E.164."""
    digits = phone.removeprefix("+")
    endings = (digits[start:] for start in range(len(digits) - SHORTEST_NUMBER + 1))
    # O'Brien is looked for as O'Brien, Obrien and O Brien.
    words = (word for name in names for word in (*folded(name), *folded(name.translate(APOSTROPHES))))
    address = [email.casefold()] if email else []
    return frozenset(key[:HANDLE_LIMIT] for key in (*endings, *words, *address))


def file(enquiry: Enquiry) -> None:
    """Make a stored enquiry one that is found, within the transaction that stores it."""
    found_by = keys(enquiry.name, enquiry.patient_name, phone=enquiry.phone_e164, email=enquiry.email)
    Handle.objects.bulk_create(Handle(enquiry=enquiry, key=key) for key in sorted(found_by))


def file_anew(enquiry: Enquiry) -> None:
    """Have a stored enquiry found by what it says now, within the transaction that changes it."""
    enquiry.handles.all().delete()
    file(enquiry)


def find(typed: str) -> Found:
    """Return the enquiries that what was typed may mean. Raises TooLittle.

    A reference is found although one of its characters is wrong; a number in any spelling, by any four digits in a
    row or more; an address by its beginning; a name by the beginning of each of its words. One word is sought as an
    address too, where it begins no name or has in it what no name has. For what was merged it returns the enquiry it
    was merged into, unless it was asked for by its own reference.
    """
    by, query = _search(typed.strip())
    rows = list(query.order_by("-pk").values_list("pk", "merged_into")[: MOST_FOUND + 1])
    ids = [pk if by is By.REFERENCE else merged_into or pk for pk, merged_into in rows[:MOST_FOUND]]
    exact = by is not By.REFERENCE or reference.is_whole(typed)
    return Found(by, tuple(dict.fromkeys(ids)), more=len(rows) > MOST_FOUND, exact=exact)


def is_reference(typed: str) -> bool:
    """Return whether what was typed can be meant as a reference."""
    return bool(reference.near(typed))


def of_same_person(enquiry: Enquiry) -> QuerySet[Enquiry]:
    """Return other enquiries with the same number or address, and all merged with any of these, the latest first."""
    same = Handle.objects.filter(key__in=whole_keys(enquiry))
    whole = same.values_list(Coalesce("enquiry__merged_into", "enquiry"))
    parts = Enquiry.objects.filter(merged_into__in=whole)
    # A union, because an OR of the two would be answered by reading the whole table.
    theirs = Enquiry.objects.filter(pk__in=whole).values("pk").union(parts.values("pk"))
    return Enquiry.objects.filter(pk__in=theirs).exclude(pk=enquiry.pk).order_by("-received_at")


def whole_keys(enquiry: Enquiry) -> list[str]:
    """Return the pieces that say how an enquiry is answered: the whole number and the whole address, where given."""
    return [key for key in (enquiry.phone_e164.removeprefix("+"), enquiry.email.casefold()[:HANDLE_LIMIT]) if key]


def is_by_same_name(one: Enquiry, other: Enquiry) -> bool:
    """Return whether two enquiries are by somebody of one name, however it is written."""
    return sorted(folded(one.name)) == sorted(folded(other.name))


def folded(name: str) -> list[str]:
    """Return the words of a name as they are compared: small letters without marks, however they were typed."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    unmarked = "".join(each for each in plain if not unicodedata.combining(each))
    return [word[:HANDLE_LIMIT] for word in WORD.findall(unmarked)]


def _search(typed: str) -> tuple[By, QuerySet[Enquiry]]:
    meant = reference.near(typed)
    if meant and (matches := Enquiry.objects.filter(reference__in=meant)).exists():
        return By.REFERENCE, matches
    if NUMBER.fullmatch(typed):
        return By.NUMBER, _by_number(typed)
    if "@" in typed:
        return By.ADDRESS, _by_address(typed)
    if NO_NAME.fullmatch(typed) and (addressed := _by_address(typed)).exists():
        return By.ADDRESS, addressed
    words = [word for word in folded(typed.translate(APOSTROPHES)) if len(word) >= SHORTEST_WORD]
    if not words:
        raise TooLittle("Type a reference, at least two letters of a name, or an email address.")
    named = _by_name(words)
    # An address has no space in it, and is told as often by what stands before its @.
    if typed.split() == [typed] and not named.exists() and (addressed := _by_address(typed)).exists():
        return By.ADDRESS, addressed
    return By.NAME, named


def _by_address(typed: str) -> QuerySet[Enquiry]:
    address = typed.casefold()[:HANDLE_LIMIT]
    _insist_on_rare([address], "Very many addresses begin like this. Type more of it.")
    return _having(address)


def _by_number(typed: str) -> QuerySet[Enquiry]:
    # +44 (0)20 …: the nought is said in one spelling and left out in the other.
    digits = re.sub(r"\D", "", typed.replace("(0)", ""))
    spellings = {each for each in (digits, digits.lstrip("0")) if len(each) >= SHORTEST_NUMBER}
    if not spellings:
        raise TooLittle(f"Type at least {SHORTEST_NUMBER} digits of the number.")
    _insist_on_rare(spellings, "Very many numbers have these digits. Type more of it, best its end.")
    return _having(*spellings)


def _by_name(words: Iterable[str]) -> QuerySet[Enquiry]:
    # The longest word is the rarest, most of the time.
    longest_first = sorted(words, key=len, reverse=True)
    rarest = next((word for word in longest_first if not _is_common(word)), None)
    if rarest is None:
        raise TooLittle("Very many people are called this. Type another part of the name too, or the number.")
    found = _having(rarest)
    for word in longest_first:
        if word != rarest:
            found = found.filter(Exists(Handle.objects.filter(_begins(word), enquiry=OuterRef("pk"))))
    return found


def _insist_on_rare(beginnings: Iterable[str], advice: str) -> None:
    if any(_is_common(each) for each in beginnings):
        raise TooLittle(advice)


def _is_common(beginning: str) -> bool:
    return Handle.objects.filter(_begins(beginning))[MOST_READ : MOST_READ + 1].exists()


def _having(*beginnings: str) -> QuerySet[Enquiry]:
    wanted = reduce(or_, (_begins(each) for each in beginnings))
    return Enquiry.objects.filter(pk__in=Handle.objects.filter(wanted).values("enquiry"))


def _begins(beginning: str) -> Q:
    if connection.vendor == "sqlite":
        # SQLite uses no index for the LIKE that Django writes; its order is that of code points, so a range will do.
        return Q(key__gte=beginning, key__lt=beginning + LAST_CHARACTER)
    return Q(key__startswith=beginning)
