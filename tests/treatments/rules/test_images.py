"""Each picture is there, fit to be shown, and somebody said what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.treatments import mini

ROOM = """\
schema_version: 1
demo: true
jurisdiction: UK
authored_by: Demo content team
reviewed_by: demo-clinician-a
last_reviewed: 2026-11-01
next_review: 2027-11-01

id: room
file: room.png
alternative: A room with a couch.
credit: Drawn for the tests.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = mini.copy(tmp_path)
    (folder / "images").mkdir()
    (folder / "images" / "room.yaml").write_text(ROOM)
    Image.new("RGB", (600, 450), "teal").save(folder / "images" / "room.png")
    return folder


def test_a_picture_that_is_described_has_no_fault(folder: Path) -> None:
    assert mini.faults(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("file: room.png", "file: roam.png", "en/images/room.yaml:10:7 file: there is no 'roam.png'; did you mean 'room.png'?"),
        ("file: room.png", "file: room.svg", "en/images/room.yaml:10:7 file: 'room.svg' is not lower-case letters, digits and hyphens, then .png, .jpg, .jpeg or .webp; correct it"),
        ("alternative: A room with a couch.\n", "", "en/images/room.yaml:1:1 alternative: is missing; say what the picture shows, or set decorative: true"),
        ("credit: Drawn", "decorative: true\ncredit: Drawn", "en/images/room.yaml:11:14 alternative: given although the picture is decorative; remove one of the two"),
        ("credit: Drawn for the tests.", "", "en/images/room.yaml:1:1 credit: is missing; add it"),
        ("id: room", "id: room\nratio: 5:4", "en/images/room.yaml:10:8 ratio: '5:4' is not one of '16:9', '3:2', '4:3', '1:1' or '3:4'; choose one of them"),
        ("id: room", "id: room\nfocus: {x: 101}", "en/images/room.yaml:10:12 focus.x: 101 is more than 100; lower it"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(folder: Path, old: str, new: str, fault: str) -> None:
    mini.change(folder, "images/room.yaml", old, new)
    assert fault in mini.faults(folder)


def test_a_file_that_is_no_picture_is_a_fault(folder: Path) -> None:
    (folder / "images" / "room.png").write_text("<svg/>")
    (fault,) = mini.faults(folder)
    assert fault.startswith("en/images/room.yaml:10:7 file: room.png cannot be read as a picture; ")


def test_a_picture_that_nobody_describes_is_a_fault(folder: Path) -> None:
    Image.new("RGB", (600, 450)).save(folder / "images" / "stray.jpg")
    assert mini.faults(folder) == [
        "en/images/stray.jpg:1:1 no file says what it shows; add images/stray.yaml, or remove it"
    ]


def test_a_reference_to_a_picture_that_is_not_there_is_a_fault(folder: Path) -> None:
    mini.change(folder, "people/demo-clinician-a.yaml", "about:", "portrait: roam\nabout:")
    (fault,) = mini.faults(folder)
    assert fault.endswith("portrait: there is no image 'roam'; did you mean 'room'?")


def test_the_version_of_the_content_changes_with_a_picture(folder: Path) -> None:
    from treatments.loading import load

    before = load(folder).version
    Image.new("RGB", (600, 450), "red").save(folder / "images" / "room.png")
    assert load(folder).version != before


def test_a_picture_that_a_link_leads_to_elsewhere_is_not_taken(folder: Path, tmp_path: Path) -> None:
    (folder / "images" / "room.png").rename(tmp_path / "secret.png")
    (folder / "images" / "room.png").symlink_to(tmp_path / "secret.png")
    (fault,) = mini.faults(folder)
    assert "there is no 'room.png'" in fault
