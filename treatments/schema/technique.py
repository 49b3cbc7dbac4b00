"""A technique that accompanies a treatment: its own page, its own risks, its own consent."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from .base import ClaimRef, ImageRef, PageDocument, Prose, RedFlagRef, ResultsProse, Text


class Technique(PageDocument):
    """One technique page."""

    kind: ClassVar[str] = "technique"

    title: Annotated[str, Field(min_length=1, max_length=60)]
    aka: tuple[Text, ...] = ()
    meta_description: Annotated[str, Field(min_length=50, max_length=160)]
    summary: Prose
    image: ImageRef | None = None
    what_it_is: Prose
    what_happens: Prose
    drawn: Prose | None = Field(
        default=None, description="What stands under the drawing of a needle guided by ultrasound, where it is shown"
    )
    what_the_research_says: ResultsProse
    limits: Prose
    risks: Prose
    consent: Prose
    offered: Prose
    claims: tuple[ClaimRef, ...] = ()
    red_flags: Annotated[tuple[RedFlagRef, ...], Field(min_length=1)]
