"""A component has one name: of its template, of its stylesheet, and of its classes."""

import re
from pathlib import Path

import pytest

from tests.repository import ROOT

TEMPLATES = ROOT / "templates"
COMPONENTS = TEMPLATES / "components"
SPECIMENS = TEMPLATES / "styleguide"
STYLES = ROOT / "static" / "css" / "components"
SHEETS = sorted(STYLES.glob("*.css"))

EVERY_TEMPLATE = "\n".join(path.read_text() for path in sorted(TEMPLATES.rglob("*.html")) if path.parent != SPECIMENS)
CLASS_LISTS = re.findall(r'class="([^"]*)"', re.sub(r"{%.*?%}|{{.*?}}", " ", EVERY_TEMPLATE))
USED = {name for names in CLASS_LISTS for name in names.split()}


def classes(css: str) -> set[str]:
    """Return the classes that a stylesheet speaks of, whatever its comments say."""
    rules = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    selectors = re.findall(r"([^{};]+){", rules)
    return {name for selector in selectors for name in re.findall(r"\.([a-z][a-z0-9_-]*)", selector)}


def block(name: str) -> str:
    """Return the component a class belongs to: `care-card__sign` and `care-card--urgent` are parts of `care-card`."""
    return re.split(r"__|--", name)[0]


@pytest.mark.parametrize("template", sorted(COMPONENTS.glob("*.html")), ids=lambda path: path.stem)
def test_a_template_has_the_class_and_the_stylesheet_of_its_name(template: Path) -> None:
    name = template.stem.replace("_", "-")
    assert (STYLES / f"{name}.css").is_file()
    assert re.search(rf'class="(?:[^"]* )?{name}(?:__|--|[ "{{])', template.read_text())


@pytest.mark.parametrize("template", sorted(COMPONENTS.glob("*.html")), ids=lambda path: path.stem)
def test_a_template_says_what_it_is_for_and_what_it_needs(template: Path) -> None:
    assert "{% comment %}" in template.read_text()[:200]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_a_stylesheet_begins_with_the_class_of_its_name(sheet: Path) -> None:
    assert sheet.stem in {block(name) for name in classes(sheet.read_text())}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_a_stylesheet_styles_something_that_some_template_holds(sheet: Path) -> None:
    assert USED & {name for name in classes(sheet.read_text()) if block(name) == sheet.stem}


def test_classes_are_read_from_rules_and_not_from_comments() -> None:
    assert classes("/* .gone { } */ .a, .b__c:hover > li { color: red }") == {"a", "b__c"}
    assert block("care-card__signs") == block("care-card--ae-now") == "care-card"
