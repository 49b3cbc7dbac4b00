"""Content faults as Django system checks, so that `manage.py check` finds them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from . import catalogue
from .faults import Fault
from .loading import load


@register("content")
def check_content(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """treatments.E001 for each error and treatments.W001 for each warning of the content files."""
    found = catalogue.examine(load(settings.CONTENT_DIR), today=date.today())
    return [_message(fault) for fault in found]


def _message(fault: Fault) -> CheckMessage:
    kind, identity = (Error, "treatments.E001") if fault.severity == "error" else (Warning, "treatments.W001")
    return kind(
        f"{fault.path}:{fault.line}:{fault.column} {fault.field}: {fault.problem}",
        hint=fault.remedy,
        id=identity,
    )
