"""What a content file may say: one model for each kind of file, and where such files stand."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Document
from .clinic import Clinic
from .condition import Condition
from .coverage import Coverage
from .evidence import Claims, Sources
from .home import Home
from .image import Image
from .people import Person
from .plans import SessionPlan
from .prices import PriceList
from .quantities import Quantities
from .reception import Reception
from .safety import Aftercare, Contraindications, RedFlags, Risks
from .technique import Technique
from .treatment import Treatment
from .wording import Wording
from .words import Glossary, Page, Questions


@dataclass(frozen=True, slots=True)
class FileKind:
    """Files whose path fits the pattern hold this model; `name` names its JSON Schema.

    `defines` are the kinds of thing such a file may define, by which other files refer to them.
    """

    name: str
    pattern: str
    model: type[Document]
    defines: tuple[str, ...]

    @property
    def many(self) -> bool:
        """Whether the pattern fits any number of files."""
        return "*" in self.pattern


FILE_KINDS: tuple[FileKind, ...] = (
    FileKind("clinic", "clinic.yaml", Clinic, ("clinic",)),
    FileKind("wording", "wording.yaml", Wording, ()),
    FileKind("home", "home.yaml", Home, ("home",)),
    FileKind("reception", "reception.yaml", Reception, ()),
    FileKind("treatment", "treatments/*.yaml", Treatment, ("treatment",)),
    FileKind("technique", "techniques/*.yaml", Technique, ("technique",)),
    FileKind("condition", "conditions/*.yaml", Condition, ("condition",)),
    FileKind("plan", "plans/*.yaml", SessionPlan, ("plan",)),
    FileKind("prices", "prices.yaml", PriceList, ("package", "item")),
    FileKind("quantities", "quantities/*.yaml", Quantities, ("quantity",)),
    FileKind("risks", "safety/risks.yaml", Risks, ("risk",)),
    FileKind("red-flags", "safety/red-flags.yaml", RedFlags, ("red-flag",)),
    FileKind("contraindications", "safety/contraindications.yaml", Contraindications, ("contraindication",)),
    FileKind("aftercare", "safety/aftercare.yaml", Aftercare, ("aftercare",)),
    FileKind("claims", "evidence/claims/*.yaml", Claims, ("claim",)),
    FileKind("sources", "evidence/sources/*.yaml", Sources, ("source",)),
    FileKind("person", "people/*.yaml", Person, ("person",)),
    FileKind("image", "images/*.yaml", Image, ("image",)),
    FileKind("questions", "questions.yaml", Questions, ("question",)),
    FileKind("glossary", "glossary.yaml", Glossary, ("term",)),
    FileKind("page", "pages/*.yaml", Page, ("page",)),
    FileKind("coverage", "coverage/*.yaml", Coverage, ()),
)
"""Every kind of content file. A file that fits none of them is a fault."""
