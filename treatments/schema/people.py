"""The people who treat and answer: who they are, where to check it, and what they are paid for."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .base import FieldError, Flag, Https, ImageRef, Int, Model, Prose, SingleDocument, Text

REQUIRED_TRAINING = frozenset({"prolotherapy", "ultrasound", "resuscitation"})
"""What somebody who injects must have been taught."""


class Training(Model):
    """One thing learned, from whom, when."""

    topic: Literal["prolotherapy", "ultrasound", "resuscitation"]
    body: Text
    year: Annotated[Int, Field(ge=1950)]


class Person(SingleDocument):
    """One member of the team."""

    kind: ClassVar[str] = "person"

    display_name: Text
    role: Text
    regulator: Literal["GMC", "HCPC", "NMC", "none"]
    registration: Text | None = None
    registration_checked_on: date | None = None
    register_url: Https | None = None
    portrait: ImageRef | None = None
    about: Prose
    languages: Annotated[tuple[Text, ...], Field(min_length=1)]
    training: tuple[Training, ...] = ()
    indemnity: Flag
    may_inject: Flag
    may_prescribe: Flag
    interests: Prose

    @model_validator(mode="after")
    def _fit_to_inject(self) -> Self:
        if self.may_inject and not self.indemnity:
            raise FieldError(
                "indemnity",
                "is false although the person injects",
                "do not let them inject, or correct it",
            )
        missing = REQUIRED_TRAINING - {each.topic for each in self.training}
        if self.may_inject and missing:
            raise FieldError(
                "training",
                f"{', '.join(sorted(missing))} missing although the person injects",
                "add it, or set may_inject: false",
            )
        if self.regulator != "none" and self.register_url is None:
            raise FieldError(
                "register_url",
                f"is missing although the regulator is {self.regulator}",
                "link the register's search page",
            )
        return self
