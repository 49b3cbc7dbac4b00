"""The JSON Schema of every kind of content file, from the same models that check them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .schema import FILE_KINDS


def schemas() -> Iterator[tuple[str, str]]:
    """Yield the file name and the text of each schema."""
    for kind in FILE_KINDS:
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **kind.model.model_json_schema(),
        }
        yield (
            f"{kind.name}.json",
            json.dumps(schema, indent=2, ensure_ascii=False) + "\n",
        )


def first_line(kind_name: str, depth: int) -> str:
    """Return the line a content file begins with, so that an editor finds its schema `depth` folders up."""
    return f"# yaml-language-server: $schema={'../' * depth}schema/{kind_name}.json"
