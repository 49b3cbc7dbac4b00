"""Claims and sources as rows: what was compared with what, in how many people, for how long, and how sure we are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from treatments.addresses import address
from treatments.catalogue import Catalogue
from treatments.figures import counted, number
from treatments.labels import in_words
from treatments.pages.base import Link
from treatments.pictures.studies import Study, study
from treatments.schema.evidence import IN_PEOPLE, Claim, Source

WEEKS_IN_A_YEAR = 52

PICTURE_LENGTH = 320.0
"""How wide the picture of a result is, in units."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source, with the kind of study and the number of people in words ("" where nobody was counted)."""

    source: Source
    kind: str
    people: str
    follow_up: str
    address: str

    @property
    def year_beside(self) -> str:
        """The year with a comma before it, "" where it is not known or already part of the short name."""
        year = str(self.source.year or "")
        return f", {year}" if year and year not in self.source.short else ""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim, with all that a reader needs to judge it in words ("" where it is not known)."""

    claim: Claim
    kind: str
    result: str
    certainty: str
    people: str
    follow_up: str
    conditions: tuple[Link, ...]
    sources: tuple[SourceRow, ...]
    picture: Study | None


def claim_rows(catalogue: Catalogue, names: Iterable[str]) -> tuple[ClaimRow, ...]:
    """Return the claims of these ids as rows."""
    return tuple(claim_row(catalogue, catalogue.claims[name]) for name in names)


def claim_row(catalogue: Catalogue, claim: Claim) -> ClaimRow:
    """Return a claim as a row."""
    return ClaimRow(
        claim=claim,
        kind=in_words(claim.type, "claim-type"),
        result=in_words(claim.result, "result"),
        certainty=in_words(claim.certainty, "certainty"),
        people=f"{number(claim.people)} people" if claim.people else "",
        follow_up=time_followed(claim.followup_weeks),
        conditions=tuple(_condition_link(catalogue, name) for name in claim.conditions),
        sources=tuple(source_row(catalogue.sources[name]) for name in claim.sources),
        picture=study(claim, length=PICTURE_LENGTH),
    )


def source_row(source: Source) -> SourceRow:
    """Return a source as a row."""
    return SourceRow(
        source=source,
        kind=in_words(source.kind, "source-kind"),
        people=people_studied(source),
        follow_up=time_followed(source.followup_weeks),
        address=source.address,
    )


def people_studied(source: Source) -> str:
    """Return "90 people", "8 studies, 429 people", that nobody said, or "" for what is not a study of people."""
    parts = []
    if source.studies:
        parts.append(counted(source.studies, "study", "studies"))
    if source.people:
        parts.append(f"{number(source.people)} people" if source.people > 1 else "1 person")
    elif source.kind in IN_PEOPLE:
        parts.append("number of people not stated here")
    return ", ".join(parts)


def time_followed(weeks: int | None) -> str:
    """Return how long people were followed: "12 weeks", "52 weeks (1 year)", or "" when it is not known."""
    if weeks is None:
        return ""
    years, rest = divmod(weeks, WEEKS_IN_A_YEAR)
    in_years = f" ({counted(years, 'year')})" if years and not rest else ""
    return f"{counted(weeks, 'week')}{in_years}"


def _condition_link(catalogue: Catalogue, name: str) -> Link:
    return Link(catalogue.conditions[name].name_plain, address("condition", name))
