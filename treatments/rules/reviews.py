"""Rules of review: every file reviewed in the past, and due again before it is stale."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from treatments.faults import Fault
from treatments.rules.base import Context

LONGEST_REVIEW_MONTHS = 24


def reviews_are_in_date(context: Context) -> Iterator[Fault]:
    """V4: reviewed in the past, next due in the future, and within 24 months of each other."""
    for file in context.shelf.files:
        document = file.document
        if document.last_reviewed > context.today:
            yield file.fault(
                ("last_reviewed",),
                f"{document.last_reviewed} lies in the future",
                "write the day of the review",
            )
        if document.next_review < context.today:
            yield file.fault(
                ("next_review",),
                f"{document.next_review} is past",
                "review the file, then set both dates",
            )
        if document.next_review > _months_later(document.last_reviewed, LONGEST_REVIEW_MONTHS):
            yield file.fault(
                ("next_review",),
                f"{document.next_review} is more than {LONGEST_REVIEW_MONTHS} months after last_reviewed",
                "bring it forward",
            )


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))
