"""The evidence page: every claim with its sources, how to read them, and how often a study found nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from treatments.addresses import address
from treatments.catalogue import Catalogue
from treatments.labels import LABELS
from treatments.pages.base import Built, Place, Section, built, documents, home_crumb, review_of
from treatments.pages.claims import ClaimRow, SourceRow, claim_row, source_row
from treatments.prose import mentions
from treatments.schema.base import Document, Prose, SourceRef
from treatments.schema.evidence import Claims, Sources
from treatments.shelf import leaves

DESCRIPTION = (
    "Each claim on this site, what kind of study it rests on, how many people took part, and how sure we can be."
)

ELSEWHERE = "claims-elsewhere"
"""The page that says what stands behind claims of others, where a clinic has one."""


WITHOUT_RESULTS = {"conditions": "What is known of each condition"}
"""The headings that read otherwise where results are not told."""

TALLIED = {
    "for": "favoured it",
    "mixed": "were mixed",
    "no-difference": "found no clear difference",
    "against": "favoured what it was compared with",
}
"""How the results of studies came out, in the words of the sentence that counts them."""


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims under one heading; it is "" where the topic needs none."""

    heading: str
    claims: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """The claims about one thing."""

    id: str
    heading: str
    groups: tuple[ClaimGroup, ...]

    @property
    def claims(self) -> tuple[ClaimRow, ...]:
        """Every claim of the topic."""
        return tuple(row for group in self.groups for row in group.claims)


@dataclass(frozen=True, slots=True)
class TallyLine:
    """How many results came out in one way."""

    count: int
    words: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many results there are on whether the treatment helps, and how they came out."""

    results: int
    disappointing: int
    lines: tuple[TallyLine, ...]


def evidence(catalogue: Catalogue, *, now: datetime) -> Built:
    """Return the evidence page."""
    topics = topics_of(catalogue)
    place = Place(
        kind="evidence",
        path=reverse("treatments:evidence"),
        heading="Evidence",
        description=DESCRIPTION,
        above=(home_crumb(),),
        sections=(
            Section("how-to-read", "How to read this page"),
            *(Section(topic.id, topic.heading) for topic in topics),
            Section("sources", "All sources"),
        ),
    )
    review = review_of(catalogue, *documents(catalogue, Claims), *documents(catalogue, Sources))
    return built(
        catalogue,
        place,
        review,
        now=now,
        topics=topics,
        tally=tally([row for topic in topics for row in topic.claims if row.claim.topic == "conditions"]),
        sources=sources_of(catalogue),
        elsewhere_url=address("page", ELSEWHERE) if ELSEWHERE in catalogue.pages else "",
    )


def topics_of(catalogue: Catalogue) -> tuple[Topic, ...]:
    """Return the claims that are shown, by what they are about; those on conditions also by part of the body."""
    shown = [claim_row(catalogue, each) for each in catalogue.claims.values() if each.verdict != "drop"]
    headings = {**LABELS["topic"], **({} if catalogue.results_told else WITHOUT_RESULTS)}
    return tuple(
        Topic(f"topic-{topic}", heading, _groups(catalogue, topic, rows))
        for topic, heading in headings.items()
        if (rows := tuple(row for row in shown if row.claim.topic == topic))
    )


def tally(rows: list[ClaimRow]) -> Tally:
    """Return how the results on whether the treatment helps came out, whether or not a benefit is claimed from them."""
    results = [row.claim.result for row in rows if row.claim.type in {"benefit", "comparison"}]
    lines = tuple(TallyLine(results.count(result), words) for result, words in TALLIED.items() if result in results)
    total = sum(line.count for line in lines)
    return Tally(total, total - results.count("for"), lines)


def sources_in(document: Document) -> Iterator[str]:
    """Yield the sources that a file refers to, in a field or in a citation."""
    for _, leaf in leaves(document):
        if isinstance(leaf, SourceRef):
            yield leaf
        elif isinstance(leaf, Prose):
            yield from (each.name for each in mentions(leaf) if each.kind == "citation")


def _groups(catalogue: Catalogue, topic: str, rows: tuple[ClaimRow, ...]) -> tuple[ClaimGroup, ...]:
    if topic != "conditions":
        return (ClaimGroup("", rows),)
    return tuple(
        ClaimGroup(heading, found)
        for area, heading in LABELS["body-area"].items()
        if (found := tuple(row for row in rows if _area(catalogue, row) == area))
    )


def _area(catalogue: Catalogue, row: ClaimRow) -> str:
    """Return the part of the body that a claim is about first, "general" where it is about no condition."""
    return catalogue.conditions[row.claim.conditions[0]].body_area if row.claim.conditions else "general"


def sources_of(catalogue: Catalogue) -> list[SourceRow]:
    """Return the sources that what is shown rests on, by name; what is only remembered is shown to nobody."""
    used = {name for each in catalogue.documents for name in sources_in(each)}
    shown = [each for each in catalogue.sources.values() if each.confirmed != "recalled" and each.id in used]
    return [source_row(each) for each in sorted(shown, key=lambda each: each.short.casefold())]
