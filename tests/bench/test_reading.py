"""Every reader is tried on copies of the real content files."""

from pathlib import Path

from bench import reading
from treatments.loading import load


def test_as_many_files_are_read_as_were_asked_for(tmp_path: Path) -> None:
    heading, *rows = reading.measure(tmp_path / "en", files=20)
    assert heading == ("reading content files", "files", "ms", "ms/file")
    assert [row[1] for row in rows] == ["20", "20", "20", "20", "2"]
    loaded = load(tmp_path / "en")
    assert len(loaded.files) == 20
    assert {fault.problem for fault in loaded.faults} == {"the file is missing"}
