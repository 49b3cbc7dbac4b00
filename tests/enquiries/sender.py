"""Asha, who asks for a call about her elbow, and what she fills in."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any

from django.http import QueryDict

from tests.treatments import mini
from treatments.catalogue import Catalogue

SUBMISSION_ID = uuid.UUID("7d9a7e34-5b0f-4a53-9d5e-0b1f6f6d3c11")

ANSWERS: dict[str, Any] = {
    "about": "not-sure",
    "name": "Asha Rao",
    "asking_for": "self",
    "contact_by": "phone",
    "phone": "020 7946 0102",
    "may_say_clinic": "yes",
    "may_leave_message": "no",
    "consent": "on",
}


@cache
def mini_catalogue() -> Catalogue:
    """Return the small clinic, read once."""
    return mini.whole()


def asha(**changes: Any) -> QueryDict:
    """Return what Asha's browser sends, with some answers changed; an answer changed to ... is left out."""
    data = QueryDict(mutable=True)
    for name, value in {**ANSWERS, **changes}.items():
        if value is not ...:
            data.setlist(name, value if isinstance(value, list) else [value])
    return data
