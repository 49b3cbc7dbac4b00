"""Reads one value as a model and tells its faults in short, so that a test is one line."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError


def faults_of(model: type[BaseModel], data: dict[str, Any], **changes: Any) -> list[str]:
    """Return each fault of the data with some fields changed; a field changed to ... is left out."""
    changed = {name: value for name, value in {**data, **changes}.items() if value is not ...}
    try:
        model.model_validate(changed)
    except ValidationError as error:
        return [_told(each["loc"], each["msg"]) for each in error.errors()]
    return []


def _told(loc: tuple[int | str, ...], message: str) -> str:
    where = ".".join(str(part) for part in loc)
    return f"{where}: {message}" if where else message.removeprefix("Value error, ")
