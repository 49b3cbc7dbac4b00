"""Offers names that are like one that was misheard, to choose from: `finding` has found nobody of that name."""

from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from statistics import fmean

from jellyfish import match_rating_comparison

from . import finding
from .finding import By, Found
from .models import Enquiry

LATEST = 500
"""So many open enquiries are compared, the latest of them: whoever calls about theirs is most likely among them."""

OFFERED = 5
LIKE_ENOUGH = 0.6
"""Jools is so like Jules; the measure is that of difflib, from 0 to 1."""

LIKE_IN_SOUND = 0.5
"""Dire is so like Dyer, and sounds alike too: as the match rating approach compares names (Moore and others, Accessing
individual records from personal data files using non-unique identifiers, National Bureau of Standards, 1977)."""

MOST_WORDS = 4


def near(typed: str) -> Found:
    """Return open enquiries in whose names each word is like one that was typed, the likeliest few; none is exact."""
    said = finding.folded(typed)[:MOST_WORDS]
    latest = Enquiry.objects.in_queue().order_by("-received_at").values_list("pk", "name", "patient_name")[:LATEST]
    by_likeness = {pk: _likeness(said, {*finding.folded(name), *finding.folded(other)}) for pk, name, other in latest}
    likeliest = sorted((pk for pk, like in by_likeness.items() if like), key=by_likeness.__getitem__, reverse=True)
    return Found(By.MISHEARD, tuple(likeliest[:OFFERED]), more=False, exact=False)


def _likeness(said: Sequence[str], name: Collection[str]) -> float:
    """Return how like a name is to what was said; 0 where one of the words said is like none of it."""
    likest = [max((_alike(word, each) for each in name), default=0.0) for word in said]
    return fmean(likest) if min(likest, default=0.0) else 0.0


def _alike(word: str, other: str) -> float:
    ratio = SequenceMatcher(None, word, other).ratio()
    if ratio < LIKE_IN_SOUND:
        return 0.0
    return ratio if ratio >= LIKE_ENOUGH or match_rating_comparison(word, other) else 0.0
