"""An editor's completion knows what the check knows: the exported schemas are current, and each file names its own."""

from __future__ import annotations

from django.conf import settings

from treatments.json_schema import first_line, schemas
from treatments.loading import content_paths, kind_of

EXPORTED = settings.CONTENT_DIR.parent / "schema"


def test_the_exported_schemas_are_those_of_the_models() -> None:
    exported = {file.name: file.read_text(encoding="utf-8") for file in EXPORTED.iterdir()}
    assert exported == dict(schemas()), "run manage.py content_schema"


def test_every_content_file_begins_by_naming_its_schema() -> None:
    for path in content_paths(settings.CONTENT_DIR):
        name = path.relative_to(settings.CONTENT_DIR).as_posix()
        kind = kind_of(name)
        assert kind is not None, name
        with path.open(encoding="utf-8") as file:
            assert file.readline().rstrip("\n") == first_line(kind.name, depth=name.count("/") + 1), name
