"""All content, cross-checked and loaded once: the front door through which everybody reads what the clinic says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from django.conf import settings

from . import figures as words
from . import results, rules
from .faults import ContentError, Fault
from .loading import Loaded, content_paths, load, raster_paths
from .rasters import Raster
from .schema.base import Document
from .schema.clinic import Clinic
from .schema.condition import Condition
from .schema.evidence import Claim, Source
from .schema.home import Home
from .schema.image import Image
from .schema.people import Person
from .schema.plans import SessionPlan
from .schema.prices import Item, Package, PriceList
from .schema.quantities import Quantity
from .schema.reception import Reception
from .schema.safety import (
    AftercareAdvice,
    Contraindication,
    Level,
    RedFlag,
    RedFlags,
    Risk,
    Urgency,
)
from .schema.technique import Technique
from .schema.treatment import Treatment
from .schema.words import Page, Question, QuestionGroup, Questions, Term
from .shelf import Shelf


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What the clinic says, whole and checked. Every mapping goes by id and keeps the order of the files.

    `rasters` are the picture files by name, `documents` the files themselves, for who reviewed them and when. Where
    results are not told, nothing about them is left in any part of the catalogue, so that no page, search or answer
    can let them slip.
    """

    version: str
    clinic: Clinic
    home: Home
    reception: Reception
    prices: PriceList
    levels: Mapping[Urgency, Level]
    treatments: Mapping[str, Treatment]
    techniques: Mapping[str, Technique]
    conditions: Mapping[str, Condition]
    plans: Mapping[str, SessionPlan]
    packages: Mapping[str, Package]
    items: Mapping[str, Item]
    risks: Mapping[str, Risk]
    red_flags: Mapping[str, RedFlag]
    contraindications: Mapping[str, Contraindication]
    aftercare: Mapping[str, AftercareAdvice]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    people: Mapping[str, Person]
    question_groups: tuple[QuestionGroup, ...]
    questions: Mapping[str, Question]
    terms: Mapping[str, Term]
    pages: Mapping[str, Page]
    images: Mapping[str, Image]
    rasters: Mapping[str, Raster]
    documents: tuple[Document, ...]
    results_told: bool
    figures: Mapping[str, str]
    warnings: tuple[Fault, ...]

    def treatments_for(self, condition: Condition) -> list[Treatment]:
        """Return the treatments that may be offered for a condition; none when it is not offered."""
        if condition.status == "not-offered":
            return []
        return [each for each in self.treatments.values() if condition.id in each.conditions]


def read(folder: Path, *, today: date, overdue_allowed: bool = False, shown_as: str | None = None) -> Catalogue:
    """Return the catalogue of a content folder; `shown_as` replaces the folder's own path in faults.

    With `overdue_allowed`, a review date that has passed is a warning: what was good when it was published is not
    taken from readers because a date went by. Raises ContentError with every fault of every file.
    """
    loaded = load(folder, shown_as=shown_as)
    found = examine(loaded, today=today)
    if overdue_allowed:
        found = [_as_warning(fault) if fault.field == "next_review" else fault for fault in found]
    errors = [fault for fault in found if fault.severity == "error"]
    if errors:
        raise ContentError(errors)
    return _assemble(loaded, warnings=tuple(found))


def read_again(folder: Path) -> Catalogue:
    """Return the catalogue of a published version, which `read` checked before: no rule between files is run again.

    Raises ContentError when a file cannot be read after all; newer code may ask for more.
    """
    loaded = load(folder)
    if loaded.faults:
        raise ContentError(loaded.faults)
    return _assemble(loaded, warnings=())


def examine(loaded: Loaded, *, today: date) -> list[Fault]:
    """Return every fault, of files and between files, errors and warnings.

    When a file cannot be read, the rules between files still run over the others, and pass over what it may define.
    """
    shelf = Shelf(loaded.files)
    context = rules.Context(shelf, _figures(shelf), today, loaded.hidden, loaded.rasters)
    return sorted([*loaded.faults, *rules.faults(context)])


def _as_warning(fault: Fault) -> Fault:
    return Fault(
        fault.path,
        fault.line,
        fault.column,
        fault.field,
        fault.problem,
        fault.remedy,
        "warning",
    )


def _figures(shelf: Shelf) -> dict[str, str]:
    plans = shelf.all("plan", SessionPlan)
    pairs: list[Iterable[tuple[str, str]]] = [
        *(words.of_clinic(each) for each in shelf.all("clinic", Clinic).values()),
        *(words.of_package(each) for each in shelf.all("package", Package).values()),
        *(words.of_item(each) for each in shelf.all("item", Item).values()),
        words.of_rests(shelf.all("package", Package).values(), shelf.all("item", Item).values()),
        *(words.of_quantity(each) for each in shelf.all("quantity", Quantity).values()),
        *(words.of_risk(each) for each in shelf.all("risk", Risk).values()),
        *(words.of_source(each) for each in shelf.all("source", Source).values()),
        *(words.of_claim(each) for each in shelf.all("claim", Claim).values()),
        *(words.of_treatment(each, plans) for each in shelf.all("treatment", Treatment).values()),
    ]
    figures = {name: value for group in pairs for name, value in group}
    for plan in plans.values():
        figures |= dict(words.of_plan(plan.id, plan))
    return figures


def _assemble(loaded: Loaded, *, warnings: tuple[Fault, ...]) -> Catalogue:
    files = results.as_shown(loaded.files)
    shelf = Shelf(files)
    ((_, red_flags),) = shelf.documents(RedFlags)
    ((_, prices),) = shelf.documents(PriceList)
    ((_, questions),) = shelf.documents(Questions)
    ((_, clinic),) = shelf.documents(Clinic)
    ((_, home),) = shelf.documents(Home)
    ((_, reception),) = shelf.documents(Reception)
    return Catalogue(
        version=loaded.version,
        clinic=clinic,
        home=home,
        reception=reception,
        prices=prices,
        levels={level.urgency: level for level in red_flags.levels},
        treatments=shelf.all("treatment", Treatment),
        techniques=shelf.all("technique", Technique),
        conditions=shelf.all("condition", Condition),
        plans=shelf.all("plan", SessionPlan),
        packages=shelf.all("package", Package),
        items=shelf.all("item", Item),
        risks=shelf.all("risk", Risk),
        red_flags=shelf.all("red-flag", RedFlag),
        contraindications=shelf.all("contraindication", Contraindication),
        aftercare=shelf.all("aftercare", AftercareAdvice),
        claims=shelf.all("claim", Claim),
        sources=shelf.all("source", Source),
        people=shelf.all("person", Person),
        question_groups=questions.groups,
        questions=shelf.all("question", Question),
        terms=shelf.all("term", Term),
        pages=shelf.all("page", Page),
        images=shelf.all("image", Image),
        rasters=loaded.rasters,
        documents=tuple(file.document for file in files),
        results_told=results.are_told(file.document for file in files),
        figures=_figures(shelf),
        warnings=warnings,
    )


class _Current:
    """The catalogue this process serves, and the state of the folder it was read from."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.catalogue: Catalogue | None = None
        self.stamp: object = None


_current = _Current()


def current() -> Catalogue:
    """Return the catalogue this process serves, reading it the first time.

    In debugging it is read again whenever a file changed, and ContentError tells the editor what is wrong. Otherwise
    it is the content of the published version, which nobody edits: what is up stays up while files are being changed.
    """
    with _current.lock:
        stamp = _stamp(settings.CONTENT_DIR) if settings.DEBUG else None
        if _current.catalogue is None or stamp != _current.stamp:
            _current.catalogue = _read_source()
            _current.stamp = stamp
        return _current.catalogue


def adopt(catalogue: Catalogue | None) -> None:
    """Serve this catalogue from now on; None reads it again at the next call of `current`."""
    with _current.lock:
        _current.catalogue = catalogue


def in_memory() -> Catalogue | None:
    """Return the catalogue that was read last, or None; nothing is read, so nothing can fail."""
    return _current.catalogue


def source_folder() -> Path:
    """Return the folder this process reads: the published snapshot, or the editors' own when debugging or new."""
    published: Path = settings.PUBLISHED_DIR / "current" / "content"
    editors: Path = settings.CONTENT_DIR
    return published if published.is_dir() and not settings.DEBUG else editors


def _read_source() -> Catalogue:
    folder = source_folder()
    if folder == settings.CONTENT_DIR:
        return read(folder, today=date.today(), overdue_allowed=True)
    return read_again(folder)


def _stamp(folder: Path) -> object:
    paths = [*content_paths(folder), *raster_paths(folder)]
    return tuple((str(path), path.stat().st_mtime_ns) for path in paths)
