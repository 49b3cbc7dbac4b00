"""What a clinic says of itself: where, when, how to reach it, and what it promises to people who ask."""

from __future__ import annotations

import itertools
from datetime import date, datetime, time
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import (
    E164,
    EMAIL,
    REGION,
    FieldError,
    Https,
    ImageRef,
    Int,
    Jurisdiction,
    Model,
    PersonRef,
    Prose,
    SingleDocument,
    Slug,
    Text,
)

Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Email = Annotated[str, Field(pattern=EMAIL)]
Clock = Annotated[time, Field(description="24-hour time in quotes, such as '08:30'")]


class Phone(Model):
    """A telephone line: as it is read, as it is dialled, and when somebody answers."""

    label: Text
    number: Text
    e164: Annotated[str, Field(pattern=E164)]
    hours: Text


class Interval(Model):
    """One stretch of opening on one day; a lunch break is the gap between two of them."""

    day: Day
    opens: Clock
    closes: Clock

    @model_validator(mode="after")
    def _opens_first(self) -> Self:
        if self.opens >= self.closes:
            raise FieldError(
                "opens",
                f"{self.opens:%H:%M} is not before closes ({self.closes:%H:%M})",
                "swap them",
            )
        return self


class Closure(Model):
    """Whole days, first and last included, on which the clinic is closed although the week says open."""

    first: date
    last: date
    reason: Text

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first > self.last:
            raise FieldError("first", f"{self.first} is after last ({self.last})", "swap them")
        return self


class Notice(Model):
    """A line shown on every page between two moments of the clinic's own clock."""

    text: Prose
    shows_from: datetime
    shows_until: datetime


class Access(Model):
    """How people get in, hear, park and are accompanied; every question has an answer."""

    step_free: Text
    hearing_loop: Text
    parking: Text
    public_transport: Text
    chaperone: Text
    interpreter: Text


class Location(Model):
    """A place where patients are seen."""

    id: Slug
    name: Text
    address: Annotated[tuple[Text, ...], Field(min_length=1)]
    postcode: Text
    phones: Annotated[tuple[Phone, ...], Field(min_length=1)]
    opening: Annotated[tuple[Interval, ...], Field(min_length=1)]
    closures: tuple[Closure, ...] = ()
    access: Access
    image: ImageRef | None = None

    @model_validator(mode="after")
    def _no_overlap(self) -> Self:
        by_day = sorted(self.opening, key=lambda each: (each.day, each.opens))
        for one, following in itertools.pairwise(by_day):
            if one.day == following.day and following.opens < one.closes:
                raise FieldError(
                    "opening",
                    f"two stretches overlap on {one.day}",
                    "let one end before the next",
                )
        return self


class Complaints(Model):
    """Where a complaint goes and by when it is answered."""

    email: Email
    reply_within_working_days: Annotated[Int, Field(ge=1, le=20)]


class Promise(Model):
    """By when an enquiry is answered, in hours during which the clinic is open."""

    within_open_hours: Annotated[Int, Field(ge=1, le=80)]


class Keeping(Model):
    """How long what people send is kept; the privacy notice says it and retention does it."""

    closed_enquiry_months: Annotated[Int, Field(ge=1, le=36)] = 12
    suspected_spam_days: Annotated[Int, Field(ge=1, le=90)] = 30


class Clinic(SingleDocument):
    """The clinic itself: one file, read by every page."""

    kind: ClassVar[str] = "clinic"

    name: Text
    short_name: Text
    strapline: Text
    description: Prose
    web: Https
    email: Email
    time_zone: Text
    holidays_region: Annotated[
        str,
        Field(
            pattern=REGION,
            description="ISO 3166-2, such as GB-ENG",
        ),
    ]
    jurisdictions: Annotated[tuple[Jurisdiction, ...], Field(min_length=1)]
    locations: Annotated[tuple[Location, ...], Field(min_length=1)]
    out_of_hours: Prose
    promise: Promise
    complaints: Complaints
    keeping: Keeping = Keeping()
    medical_lead: PersonRef
    regulator_registration: Text | None
    regulator_note: Prose
    notices: tuple[Notice, ...] = ()
    banner: Text | None

    @property
    def main(self) -> Location:
        """The place a reader is told of first."""
        return self.locations[0]

    @property
    def phone(self) -> Phone:
        """The line a reader is told to call first."""
        return self.main.phones[0]
