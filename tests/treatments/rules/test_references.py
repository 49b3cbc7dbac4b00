"""Ids are unique, files are named by them, and everything referred to exists."""

from __future__ import annotations

from pathlib import Path

from tests.treatments import mini
from tests.treatments.rules.conftest import Break


def test_the_small_clinic_breaks_no_rule(broken: Break) -> None:
    assert broken() == []


def test_a_dangling_reference_suggests_the_nearest_name(broken: Break) -> None:
    assert broken(("treatments/prolotherapy.yaml", "packages: [pkg-one-area]", "packages: [pkg-one-aera]")) == [
        "en/treatments/prolotherapy.yaml:60:12 packages.0: there is no package 'pkg-one-aera'; did you mean 'pkg-one-area'?"
    ]


def test_a_reference_to_nothing_like_it_says_how_many_there_are(broken: Break) -> None:
    (fault,) = broken(("home.yaml", "treatment: prolotherapy", "treatment: zzz"))
    assert fault.endswith("treatment: there is no treatment 'zzz'; add it, or use one of the 1 there are")


def test_an_unknown_figure_in_prose_is_found_at_its_own_place(broken: Break) -> None:
    assert broken(("treatments/prolotherapy.yaml", "{price.pkg-one-area.total}", "{price.pkg-one-area.totl}")) == [
        (
            "en/treatments/prolotherapy.yaml:62:30 costs_note: there is no figure {price.pkg-one-area.totl}; "
            "did you mean 'price.pkg-one-area.total'?"
        )
    ]


def test_a_mention_inside_a_block_of_text_is_found_at_its_line_and_column(broken: Break) -> None:
    passage = "answer: |\n          It can.\n          You may be sore [@survey-2060].\n"
    old = "answer: It can. You will probably be sore for a few days [@survey-2006].\n"
    assert broken(("questions.yaml", old, passage)) == [
        (
            "en/questions.yaml:15:28 groups.0.questions.0.answer: there is no source 'survey-2060'; "
            "did you mean 'survey-2006'?"
        )
    ]


def test_a_link_to_an_unknown_term_is_refused(broken: Break) -> None:
    (fault,) = broken(("treatments/prolotherapy.yaml", "(term:collagen)", "(term:colagen)"))
    assert fault.endswith("there is no term 'colagen'; did you mean 'collagen'?")


def test_a_link_out_of_the_site_begins_with_https(broken: Break) -> None:
    (fault,) = broken(("treatments/prolotherapy.yaml", "(term:collagen)", "(http://example.org)"))
    assert "'http' cannot be linked to; use an https:// address, or one of condition, page," in fault


def test_an_id_belongs_to_one_thing(broken: Break) -> None:
    assert broken(("glossary.yaml", "id: tendon", "id: collagen"), ("treatments/prolotherapy.yaml", "term:tendon", "term:collagen")) == [
        "en/glossary.yaml:12:9 terms.1.id: 'collagen' is already a term in en/glossary.yaml; choose another id"
    ]  # fmt: skip


def test_a_file_is_named_by_its_id(broken: Break) -> None:
    found = broken(("pages/privacy.yaml", "id: privacy", "id: privacy-notice"))
    assert found == ["en/pages/privacy.yaml:8:5 id: 'privacy-notice' in a file named 'privacy'; make them the same"]


def test_a_former_address_that_is_somebodys_present_one_is_refused(broken: Break) -> None:
    assert broken(("conditions/tennis-elbow.yaml", "[elbow-tendon-pain]", "[hip-pain]")) == [
        (
            "en/conditions/tennis-elbow.yaml:9:11 aliases.0: 'hip-pain' already leads to 'hip-pain'; "
            "choose another or remove it"
        )
    ]


def test_a_page_of_text_stands_where_no_other_page_does(broken: Break) -> None:
    aliases = "id: privacy\naliases: [data, costs, enquire]\n"
    assert broken(("pages/privacy.yaml", "id: privacy\n", aliases)) == [
        "en/pages/privacy.yaml:9:17 aliases.1: the site has another page at /costs/; choose another",
        "en/pages/privacy.yaml:9:24 aliases.2: the site has another page at /enquire/; choose another",
    ]


def test_a_page_of_text_is_not_called_like_another_page(broken: Break) -> None:
    found = broken(("pages/privacy.yaml", "id: privacy\n", "id: search\n"))
    assert "en/pages/privacy.yaml:8:5 id: the site has another page at /search/; choose another" in found


def test_faults_of_several_files_come_in_one_run(broken: Break) -> None:
    found = broken(
        ("clinic.yaml", "demo: true", "demo: perhaps"),
        ("glossary.yaml", "meaning: What", "meening: What"),
        ("home.yaml", "[tennis-elbow, hip-pain, sciatica]", "[tennis-elbow, hip-pain, siatica]"),
    )
    assert [fault.split(":")[0] for fault in found] == [
        "en/clinic.yaml",
        "en/glossary.yaml",
        "en/glossary.yaml",
        "en/home.yaml",
    ]


def test_a_reference_into_a_file_that_cannot_be_read_is_not_a_second_fault(tmp_path: Path) -> None:
    folder = mini.copy(tmp_path)
    mini.change(folder, "conditions/tennis-elbow.yaml", "status: offered", "status: perhaps")
    mini.change(folder, "safety/risks.yaml", "severity: mild", "severity: little")
    assert [fault.split(" ")[0] for fault in mini.faults(folder)] == [
        "en/conditions/tennis-elbow.yaml:13:9",
        "en/safety/risks.yaml:11:15",
    ]
