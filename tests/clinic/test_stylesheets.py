"""People write many small stylesheets; one is served."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finder

from clinic.stylesheets import SHEETS, StylesheetFinder, joined, tightened
from tests.repository import ROOT

CSS = ROOT / "static" / "css"


@pytest.fixture
def finder() -> StylesheetFinder:
    return StylesheetFinder()


def test_what_a_list_imports_stands_in_its_place_and_layer(tmp_path: Path) -> None:
    (tmp_path / "one.css").write_text("/* says why */\na {\n  color: red;\n}\n")
    sheet = tmp_path / "all.css"
    sheet.write_text('@layer base;\n@import url("one.css") layer(base);\n')
    assert joined(sheet) == "@layer base;@layer base{a{color:red}}"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    sheet = tmp_path / "all.css"
    sheet.write_text('@import url("gone.css") layer(base);\n')
    with pytest.raises(FileNotFoundError, match=r"gone\.css"):
        joined(sheet)


def test_space_that_carries_meaning_is_kept() -> None:
    assert tightened("a :hover{}") == "a :hover{}"
    assert tightened("a  b {\n  width: calc(1px + 2px);\n  margin: 0 1px;\n}\n") == (
        "a b{width:calc(1px + 2px);margin:0 1px}"
    )


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_is_served_asks_for_no_further_stylesheet(finder: StylesheetFinder, sheet: str) -> None:
    served = Path(finder.find(sheet)).read_text()
    assert "@import" not in served
    assert "/*" not in served
    assert served.count("{") == served.count("}")


def test_a_stylesheet_is_left_alone_until_something_in_it_changes(finder: StylesheetFinder) -> None:
    target = Path(finder.find("css/site.css"))
    before = target.stat().st_mtime_ns
    finder.find("css/site.css")
    assert target.stat().st_mtime_ns == before
    target.write_text("out of date")
    assert "@layer" in Path(finder.find("css/site.css")).read_text()


def test_the_parts_are_not_served_and_everything_else_is(finder: StylesheetFinder) -> None:
    names = [name for name, _ in finder.list([])]
    assert sorted(name for name in names if name.startswith("css/")) == sorted(SHEETS)
    assert "favicon.svg" in names
    assert Path(finder.find("favicon.svg")) == ROOT / "static" / "favicon.svg"


def test_the_site_uses_it() -> None:
    assert isinstance(get_finder("clinic.stylesheets.StylesheetFinder"), StylesheetFinder)


def test_every_part_is_listed_and_by_one_sheet_only_once() -> None:
    listed = [re.findall(r'@import url\("([^"]+)"\)', (CSS.parent / sheet).read_text()) for sheet in SHEETS]
    written = {str(path.relative_to(CSS)) for path in CSS.rglob("*.css") if f"css/{path.name}" not in SHEETS}
    assert {name for names in listed for name in names} == written
    assert all(len(names) == len(set(names)) for names in listed)


def test_addresses_stand_only_where_they_lead_somewhere_once_joined() -> None:
    """A part in a folder of its own would name files from the wrong place."""
    assert [path.name for path in (CSS / "components").glob("*.css") if "url(" in path.read_text()] == []
    for path in CSS.glob("*.css"):
        for name in re.findall(r'url\("(\.\./[^"]+)"\)', path.read_text()):
            assert (CSS / name).is_file(), f"{path.name}: {name}"
