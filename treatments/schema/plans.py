"""A session plan: which visits, how long, how far apart, and when to stop, beside what others do."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import (
    FieldError,
    Int,
    Minutes,
    Model,
    Prose,
    SingleDocument,
    SourceRef,
    Text,
    Weeks,
    in_order,
)


class Appointment(Model):
    """One booked slot of the course; week 0 is the first."""

    seq: Annotated[Int, Field(ge=1)]
    kind: Literal["initial", "treatment", "review", "review-call"]
    name: Text
    minutes: Minutes
    week_offset: Weeks
    injects: Literal["yes", "no", "by-choice"]
    includes: Annotated[tuple[Text, ...], Field(min_length=1)]

    @property
    def in_clinic(self) -> bool:
        """Whether the patient comes to the clinic for it."""
        return self.kind != "review-call"


class ReviewPoint(Model):
    """A talk after an appointment that may end the course; `when` fits either way to start."""

    after_seq: Int
    when: Text
    decision: Prose


class PublishedRange(Model):
    """What one trial or clinic did, in its own unit; units are never merged."""

    source: SourceRef | None = None
    label: Text
    site: Text
    unit: Literal["sessions", "injections", "treatments"]
    n_min: Annotated[Int, Field(ge=1)]
    n_max: Annotated[Int, Field(ge=1)] | None = None
    gap_weeks_min: Weeks
    gap_weeks_max: Weeks | None = None
    last_followup_weeks: Int | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return in_order(in_order(self, "n_min", "n_max"), "gap_weeks_min", "gap_weeks_max")


class SessionPlan(SingleDocument):
    """The clinic's plan for a course. Gaps are weeks, waits are minutes."""

    kind: ClassVar[str] = "plan"

    name: Text
    appointments: Annotated[tuple[Appointment, ...], Field(min_length=1)]
    sessions_min: Annotated[Int, Field(ge=1, le=12)]
    sessions_planned: Annotated[Int, Field(ge=1, le=12)]
    sessions_max: Annotated[Int, Field(ge=1, le=12)]
    gap_weeks_min: Annotated[Weeks, Field(ge=0.5)]
    gap_weeks_typical: Weeks
    gap_weeks_max: Weeks
    injections_per_site_min: Annotated[Int, Field(ge=1, le=6)]
    injections_per_site_max: Annotated[Int, Field(ge=1, le=6)]
    wait_after_minutes: Annotated[Int, Field(ge=10, le=60)]
    first_check_weeks_after_last: Annotated[Int, Field(ge=1)]
    deciding_later: Prose
    review_points: Annotated[tuple[ReviewPoint, ...], Field(min_length=1)]
    stop_rule: Prose
    why_this_plan: Prose
    published_ranges: Annotated[tuple[PublishedRange, ...], Field(min_length=3)]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        in_order(self, "sessions_min", "sessions_planned", "sessions_max")
        in_order(self, "gap_weeks_min", "gap_weeks_typical", "gap_weeks_max")
        in_order(self, "injections_per_site_min", "injections_per_site_max")
        self._appointments_are_in_sequence()
        self._sessions_are_the_appointments_that_may_inject()
        self._typical_gap_is_the_gap_between_sessions()
        self._a_review_comes_before_the_last_session()
        return self

    @property
    def clinic_appointments(self) -> tuple[Appointment, ...]:
        """The appointments for which the patient comes in."""
        return tuple(each for each in self.appointments if each.in_clinic)

    @property
    def sessions(self) -> tuple[Appointment, ...]:
        """The appointments at which an injection may be given."""
        return tuple(each for each in self.appointments if each.injects != "no")

    @property
    def clinic_minutes(self) -> int:
        """Minutes in the clinic over the whole course."""
        return sum(each.minutes for each in self.clinic_appointments)

    @property
    def when_deciding_later(self) -> tuple[Appointment, ...]:
        """The appointments in the clinic of somebody who goes home to think: a talk, then each session."""
        first, *later = self.clinic_appointments
        return (first, later[0], *later) if first.injects == "by-choice" and later else self.clinic_appointments

    def _appointments_are_in_sequence(self) -> None:
        for place, each in enumerate(self.appointments, start=1):
            if each.seq != place:
                raise FieldError(
                    "appointments",
                    f"seq {each.seq} stands at place {place}",
                    "number them 1, 2, 3 …",
                )
        weeks = [each.week_offset for each in self.appointments]
        if weeks[0] != 0 or any(earlier >= later for earlier, later in pairwise(weeks)):
            raise FieldError(
                "appointments",
                "week_offset does not begin at 0 and rise",
                "put the visits in order of time",
            )

    def _sessions_are_the_appointments_that_may_inject(self) -> None:
        if self.sessions_planned != len(self.sessions):
            raise FieldError(
                "sessions_planned",
                f"{self.sessions_planned} but {len(self.sessions)} appointments may inject",
                "make them the same",
            )

    def _typical_gap_is_the_gap_between_sessions(self) -> None:
        gaps = {later.week_offset - earlier.week_offset for earlier, later in pairwise(self.sessions)}
        if gaps and gaps != {self.gap_weeks_typical}:
            listed = ", ".join(f"{gap:g}" for gap in sorted(gaps))
            raise FieldError(
                "gap_weeks_typical",
                f"{self.gap_weeks_typical:g} but the appointments are {listed} weeks apart",
                "make them the same",
            )

    def _a_review_comes_before_the_last_session(self) -> None:
        last = self.sessions[-1].seq if self.sessions else 0
        if not any(point.after_seq < last for point in self.review_points):
            raise FieldError(
                "review_points",
                "none comes before the last session",
                "add a talk between two sessions",
            )
