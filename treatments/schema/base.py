"""The words every kind of content file is written with: prose, references, ranges and the file's own header."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    Strict,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

type Loc = tuple[str | int, ...]
"""Where a value stands in its file: keys and list positions from the top."""

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
HTTPS = r"^https://[^\s]+$"
DOI = r"^10\.\d{4,9}/\S+$"
E164 = r"^\+[1-9]\d{6,14}$"
STATEMENT = r"^[A-Z]{1,3}-?\d{1,2}[a-z]?$"
PLACE = r"^[a-z]+:[a-z0-9-]+(?:#[a-z0-9-]+)?$"
EMAIL = r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$"
REGION = r"^[A-Z]{2}(-[A-Z]{2,3})?$"
VERSION = r"^\d+\.\d+$"
RASTER = r"^[a-z0-9]+(?:-[a-z0-9]+)*\.(?:png|jpg|jpeg|webp)$"

FORMS: dict[str, str] = {
    SLUG: "lower-case letters, digits and hyphens",
    HTTPS: "an address that begins with https://",
    DOI: "a DOI such as 10.1000/182",
    E164: "a number as it is dialled from abroad, such as +442079460101",
    EMAIL: "a mail address",
    REGION: "a region such as GB-ENG",
    VERSION: "a version such as 1.0",
    RASTER: "lower-case letters, digits and hyphens, then .png, .jpg, .jpeg or .webp",
    STATEMENT: "letters and a number, such as DEF-1",
    PLACE: "a kind and an id, such as treatment:prolotherapy#risks",
}
"""What each pattern means, in an editor's words."""

Slug = Annotated[str, Field(pattern=SLUG, max_length=60)]
Text = Annotated[str, Field(min_length=1, max_length=400)]
Int = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]
Number = Annotated[float, Strict()]
Weeks = Annotated[float, Strict(), Field(ge=0, multiple_of=0.5)]
Minutes = Annotated[int, Strict(), Field(ge=5, le=180)]
Https = Annotated[str, Field(pattern=HTTPS)]
Jurisdiction = Literal["UK", "US", "EU", "GR"]
BodyArea = Literal[
    "knee",
    "elbow",
    "shoulder",
    "ankle-achilles",
    "foot",
    "hip",
    "pelvis-sacroiliac",
    "low-back",
    "neck",
    "head",
    "nerve",
    "general",
]


class Prose(str):
    """Markdown with figures `{sessions.typical}`, citations `[@source]` and links `[words](condition:knee)`."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(min_length=1))


class ResultsProse(Prose):
    """Prose that tells of results from beginning to end; it is left out whole where results are withheld."""


class Quoted(str):
    """What others say, put in our words so that we can answer it: the one place where a banned phrase may stand."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(min_length=1, max_length=400))


class Ref(str):
    """The id of another piece of content; that it exists is checked once every file is loaded."""

    kind: ClassVar[str]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(pattern=SLUG))


class TreatmentRef(Ref):
    kind = "treatment"


class TechniqueRef(Ref):
    kind = "technique"


class ConditionRef(Ref):
    kind = "condition"


class PlanRef(Ref):
    kind = "plan"


class PackageRef(Ref):
    kind = "package"


class ItemRef(Ref):
    kind = "item"


class RiskRef(Ref):
    kind = "risk"


class RedFlagRef(Ref):
    kind = "red-flag"


class ContraindicationRef(Ref):
    kind = "contraindication"


class AftercareRef(Ref):
    kind = "aftercare"


class ClaimRef(Ref):
    kind = "claim"


class SourceRef(Ref):
    kind = "source"


class PersonRef(Ref):
    kind = "person"


class ImageRef(Ref):
    kind = "image"


class Model(BaseModel):
    """A frozen part of a content file; a key it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Change(Model):
    """One line of what changed in a page, newest first in the file."""

    on: date
    what: Text


class Document(Model):
    """What every content file begins with: who wrote it, who reviewed it, and until when that holds."""

    kind: ClassVar[str]

    schema_version: Literal[1]
    demo: Flag
    jurisdiction: Jurisdiction
    authored_by: Text
    reviewed_by: PersonRef
    last_reviewed: date
    next_review: date

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Yield each thing this file defines, as (kind, where it stands in the file, the thing)."""
        raise NotImplementedError


class Entity(Model):
    """Something with an id that other files may refer to."""

    id: Slug


class SingleDocument(Document, Entity):
    """A file that defines one thing."""

    def entries(self) -> Iterator[tuple[str, Loc, Entity]]:
        """Yield this file itself."""
        yield self.kind, (), self


class PageDocument(SingleDocument):
    """A file that has a page of its own: former addresses and a list of changes belong to it."""

    aliases: tuple[Slug, ...] = ()
    changes: tuple[Change, ...] = ()


class Sourced(Model):
    """A passage together with the sources it rests on."""

    text: Prose
    sources: Annotated[tuple[SourceRef, ...], Field(min_length=1)]


class Span(Model):
    """The least, the usual and the most of a whole number, such as sessions."""

    min: Int
    typical: Int
    max: Int

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return in_order(self, "min", "typical", "max")


def in_order[M: BaseModel](model: M, *names: str) -> M:
    """Return the model when the named fields do not fall from one to the next; None is passed over.

    Raises ValueError naming the first field that is more than its neighbour.
    """
    named = [(name, getattr(model, name)) for name in names if getattr(model, name) is not None]
    for (name, value), (next_name, next_value) in itertools.pairwise(named):
        if value > next_value:
            raise FieldError(
                name,
                f"{value:g} is more than {next_name} ({next_value:g})",
                "put them in order",
            )
    return model


class FieldError(ValueError):
    """A fault of one field found by a rule over several: the field, what is wrong, what to do."""

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{field}: {problem}; {remedy}")
        self.field, self.problem, self.remedy = field, problem, remedy
