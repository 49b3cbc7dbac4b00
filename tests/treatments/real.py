"""The clinic's real content, as it is and with one thing changed."""

from __future__ import annotations

import shutil
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from treatments import catalogue
from treatments.catalogue import Catalogue
from treatments.schema.plans import SessionPlan

REVIEWED = date(2026, 11, 25)
"""A day on which every review is in date, so that these tests do not fail because time goes by."""

TREATMENT = "treatments/prolotherapy.yaml"


def whole() -> Catalogue:
    """Return the real content as it is."""
    return catalogue.read(settings.CONTENT_DIR, today=REVIEWED)


def availability_only(folder: Path) -> Catalogue:
    """Return the real content with the one line changed that leaves results out; `folder` takes the copy."""
    copy = shutil.copytree(settings.CONTENT_DIR, folder / "en")
    file = copy / TREATMENT
    text = file.read_text(encoding="utf-8")
    assert "claims_mode: evidence-summary" in text
    file.write_text(text.replace("claims_mode: evidence-summary", "claims_mode: availability-only"), encoding="utf-8")
    return catalogue.read(copy, today=REVIEWED)


@cache
def whole_plan() -> SessionPlan:
    """Return the plan of the clinic's one treatment."""
    (plan,) = whole().plans.values()
    return plan
