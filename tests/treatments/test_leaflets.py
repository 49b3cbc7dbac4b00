"""A leaflet as PDF: four sides of A4, tagged for screen readers; and a site that does without where it must."""

from __future__ import annotations

import builtins
import sys
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import ImageFile
from pypdf import PdfReader
from pytest_django import Settings

from tests.treatments import real
from tests.treatments.reading import squeezed
from treatments import catalogue, leaflets, pages
from treatments.catalogue import Catalogue
from treatments.figures import pounds
from treatments.pages.leaflet import NAMES, to_print

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NAME = "prolotherapy"
MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return real.whole()


@pytest.fixture(scope="module")
def printed(content: Catalogue) -> dict[str, PdfReader]:
    """Return the leaflets of the real content, printed once."""
    if reason := leaflets.why_not():
        pytest.skip(reason)
    found = {kind: to_print(content, NAME, kind, now=NOW).body() for kind in pages.PRINTED}
    return {kind: PdfReader(BytesIO(body)) for kind, body in found.items()}


@pytest.fixture
def nothing_made(settings: Settings, tmp_path: Path) -> None:
    """Leave nothing that was printed before."""
    settings.MADE_DIR = tmp_path


@pytest.fixture
def without_weasyprint(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what makes this machine one that lacks WeasyPrint, or what WeasyPrint lacks."""
    real_import = builtins.__import__

    def lacking(fault: Exception) -> None:
        def refusing(name: str, *rest: Any, **more: Any) -> Any:
            if name == "weasyprint":
                raise fault
            return real_import(name, *rest, **more)

        monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
        monkeypatch.setattr(builtins, "__import__", refusing)
        leaflets._found.cache_clear()

    yield lacking
    leaflets._found.cache_clear()


def text_of(reader: PdfReader) -> str:
    return squeezed(" ".join(page.extract_text() for page in reader.pages))


def sizes(reader: PdfReader) -> Counter[float]:
    """Return how many letters there are of each size, in points."""
    found: Counter[float] = Counter()

    def note(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if text.strip():
            found[round(size * abs(tm[3]) * abs(cm[3]), 1)] += len(text.strip())

    for page in reader.pages:
        page.extract_text(visitor_text=note)
    return found


def test_a_leaflet_has_at_most_four_sides_of_a4(printed: dict[str, PdfReader]) -> None:
    assert len(printed["leaflet"].pages) <= 4
    for reader in printed.values():
        for page in reader.pages:
            width, height = float(page.mediabox.width), float(page.mediabox.height)
            assert (round(width / MILLIMETRE), round(height / MILLIMETRE)) == (210, 297)


def test_a_leaflet_says_all_that_a_screen_reader_asks_for(printed: dict[str, PdfReader]) -> None:
    """ISO 14289-1, 7: marked, with language, title in the window, and the identifier of PDF/UA."""
    for kind, reader in printed.items():
        root: Any = reader.trailer["/Root"].get_object()
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == "en-GB"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert reader.metadata is not None
        assert str(reader.metadata.title).startswith(f"Prolotherapy injections, {NAMES[kind]} ")
        metadata = root["/Metadata"].get_data().decode()
        assert "pdfuaid" in metadata
        assert 'part="1"' in metadata or "<pdfuaid:part>1<" in metadata


def tags(element: Any) -> Counter[str]:
    """Return how often each tag stands in the tree that a screen reader walks."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if not isinstance(element, dict):
        return Counter()
    children = element.get("/K", [])
    found = Counter([str(element["/S"])] if "/S" in element else [])
    for child in children if isinstance(children, list) else [children]:
        found += tags(child)
    return found


def test_headings_lists_tables_and_the_code_are_tagged_as_such(printed: dict[str, PdfReader]) -> None:
    for reader in printed.values():
        root: Any = reader.trailer["/Root"].get_object()
        found = tags(root["/StructTreeRoot"])
        assert found["/H1"] == 1
        assert found["/H2"] > 10
        assert found["/LI"] > 40
        assert found["/TH"] >= 4
        assert found["/Figure"] == 1


def test_a_leaflet_holds_every_sign_and_every_price(content: Catalogue, printed: dict[str, PdfReader]) -> None:
    plain, treatment = pages.base.renderer_of(content, scope=NAME).plain, content.treatments[NAME]
    for reader in printed.values():
        text = text_of(reader)
        assert [
            flag for flag in treatment.red_flags if squeezed(plain(content.red_flags[flag].symptom)) not in text
        ] == []
        packages = [content.packages[name].total_pence for name in treatment.packages]
        items = [content.items[name].pence for name in treatment.items]
        assert [pence for pence in (*packages, *items) if pence and pounds(pence) not in text] == []


def test_the_signs_that_need_help_stand_together_on_the_last_side(printed: dict[str, PdfReader]) -> None:
    last = squeezed(printed["leaflet"].pages[-1].extract_text())
    assert last.startswith(squeezed("When to get help"))
    assert squeezed("Ring us on the next working day") in last


def test_usual_print_is_12_point_and_large_print_at_least_16(printed: dict[str, PdfReader]) -> None:
    """The UK Association for Accessible Formats: clear print from 12 point, large print from 16."""
    assert min(sizes(printed["leaflet"])) >= 12
    large = sizes(printed["large-print"])
    assert min(large) >= 16
    assert large.most_common(1)[0][0] == 18


def test_each_side_says_which_version_it_is_of(printed: dict[str, PdfReader]) -> None:
    for reader in printed.values():
        for page in reader.pages:
            assert "version" in page.extract_text()
            assert f"of {len(reader.pages)}" in " ".join(page.extract_text().split())


def test_links_lead_to_the_clinics_own_site(printed: dict[str, PdfReader]) -> None:
    annotations = [each.get_object() for page in printed["leaflet"].pages for each in page.get("/Annots", [])]
    targets = {str(each["/A"]["/URI"]) for each in annotations if "/URI" in each.get("/A", {})}
    assert "http://localhost:8000/treatments/prolotherapy/" in targets
    assert {target for target in targets if not target.startswith("http://localhost:8000/")} == set()


def test_the_same_words_are_printed_once(
    content: Catalogue, printed: dict[str, PdfReader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaflets, "printed", pytest.fail)
    assert to_print(content, NAME, "leaflet", now=NOW).body().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (ImportError("No module named 'weasyprint'"), "WeasyPrint is not installed"),
        (OSError("cannot load library 'libpango'"), "WeasyPrint does not find Pango, a library of the system"),
    ],
)
@pytest.mark.usefixtures("nothing_made")
def test_where_it_cannot_be_made_the_site_says_so_and_offers_none(
    content: Catalogue, without_weasyprint: Any, fault: Exception, said: str
) -> None:
    without_weasyprint(fault)
    assert leaflets.why_not() == said
    assert [path for path in pages.made_paths(content, now=NOW) if path.endswith(".pdf")] == []
    assert "/treatments/prolotherapy/leaflet/" in pages.made_paths(content, now=NOW)


@pytest.mark.usefixtures("printed")
def test_a_leaflet_that_was_made_before_is_still_offered(content: Catalogue, without_weasyprint: Any) -> None:
    without_weasyprint(ImportError())
    assert "/treatments/prolotherapy/leaflet.pdf" in pages.made_paths(content, now=NOW)


@pytest.mark.usefixtures("nothing_made")
def test_a_leaflet_that_cannot_be_made_is_not_there(content: Catalogue, without_weasyprint: Any) -> None:
    without_weasyprint(ImportError())
    catalogue.adopt(content)
    assert Client().get("/treatments/prolotherapy/leaflet.pdf").status_code == 404
    assert b"PDF" not in Client().get("/treatments/prolotherapy/").content
    assert b"Print a leaflet" in Client().get("/treatments/prolotherapy/").content
    catalogue.adopt(None)


@pytest.mark.usefixtures("printed")
def test_printing_lets_no_picture_through_that_is_cut_off() -> None:
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def test_nothing_but_static_files_goes_into_a_leaflet() -> None:
    if reason := leaflets.why_not():
        pytest.skip(reason)
    for address in ("http://127.0.0.1/picture.png", "/desk/", "/static/../manage.py"):
        with pytest.raises(FileNotFoundError, match="is no static file"):
            leaflets.printed(f"<html lang='en'><title>x</title><img src='{address}' alt='x'>", path="/leaflet.pdf")
