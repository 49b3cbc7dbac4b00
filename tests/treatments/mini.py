"""The small clinic of the tests, whole or with something broken."""

from __future__ import annotations

import shutil
from datetime import date
from functools import cache
from pathlib import Path

from treatments import catalogue
from treatments.catalogue import Catalogue
from treatments.loading import load
from treatments.schema.evidence import Claim
from treatments.schema.plans import SessionPlan
from treatments.schema.prices import Package
from treatments.schema.safety import Risk

FOLDER = Path(__file__).parent.parent / "content" / "en"
TODAY = date(2026, 11, 21)


def whole() -> Catalogue:
    """Return the small clinic as it is."""
    return catalogue.read(FOLDER, today=TODAY)


def copy(to: Path) -> Path:
    """Return a copy of the small clinic's folder that may be broken."""
    return shutil.copytree(FOLDER, to / "en")


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Replace the first occurrence of some text in a content file; the text must be there."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path, *, today: date = TODAY) -> list[str]:
    """Return every fault of the folder as an editor reads it."""
    return [str(fault) for fault in catalogue.examine(load(folder, shown_as="en"), today=today)]


@cache
def whole_risk() -> Risk:
    """Return the first risk of the small clinic."""
    return next(iter(whole().risks.values()))


@cache
def whole_claims() -> tuple[Claim, ...]:
    """Return the claims of the small clinic."""
    return tuple(whole().claims.values())


@cache
def whole_package() -> tuple[Package, SessionPlan]:
    """Return the package of the small clinic and its plan."""
    clinic = whole()
    (package,) = clinic.packages.values()
    return package, clinic.plans[package.session_plan]
