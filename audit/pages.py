"""Which addresses are judged: one page of each kind for the slow judges, every page for the quick ones."""

from collections.abc import Iterable

KINDS = (
    "/",
    "/treatments/",
    "/treatments/prolotherapy/",
    "/treatments/prolotherapy/details/",
    "/treatments/prolotherapy/aftercare/",
    "/techniques/",
    "/techniques/ultrasound-guidance/",
    "/conditions/",
    "/conditions/knee-osteoarthritis/",
    "/conditions/sciatica/",
    "/costs/",
    "/evidence/",
    "/people/",
    "/contact/",
    "/questions/",
    "/glossary/",
    "/privacy/",
)
"""One published page of each kind."""
LIVE = ("/search/?q=tendonitis", "/search/?q=xyzzy", "/enquire/", "/desk/account/login/")
"""Pages that are made for each visitor, and that nobody but the visitor keeps."""
NOT_FOR_SEARCH_ENGINES = frozenset(LIVE)
"""They ask search engines to stay away, for which one of the judges would mark them down."""


def every(published: Iterable[str]) -> list[str]:
    """Return every address that shows a page, each once."""
    return list(dict.fromkeys([*(path for path in published if path.endswith("/")), *LIVE]))
