"""The pictures of a treatment: which of them its pages show, each made from the content that holds its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from treatments.catalogue import Catalogue
from treatments.pictures.course import (
    CourseLine,
    Stop,
    TrialLine,
    course_line,
    in_words,
    rest_days,
    stops,
    trial_line,
)
from treatments.schema.plans import SessionPlan
from treatments.schema.treatment import Treatment

ACROSS, DOWN, TRIALS = 700.0, 540.0, 300.0
"""How long the lines of time are, in the units of their drawings."""
DOT = 11.0
"""How far apart dots above each other are."""


@dataclass(frozen=True, slots=True)
class CoursePicture:
    """A course lying for wide screens and standing for phones."""

    across: CourseLine
    down: CourseLine


def course_picture(plan: SessionPlan, rest: int, places: Sequence[Stop] = ()) -> CoursePicture:
    """Return the picture of a course; without `places` its visits stand as most people take them."""
    at = places or stops(plan)
    words = in_words(plan, rest, talk_first=at[0].talk)
    return CoursePicture(
        course_line(at, length=ACROSS, rest=rest, words=words), course_line(at, length=DOWN, rest=rest, words=words)
    )


def trials_picture(plan: SessionPlan) -> TrialLine | None:
    """Return when others last checked people, None where nobody says."""
    return trial_line(plan, length=TRIALS, dot=DOT)


def rest_after(catalogue: Catalogue, content: Treatment) -> int:
    """Return how many days of rest a treatment's advice names."""
    return rest_days([catalogue.aftercare[name] for name in content.aftercare])
