"""Every fault of a file is told at once, as path:line:column, what is wrong and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treatments.loading import ContentFile, content_paths, kind_of, load, load_file

PLAN = """\
schema_version: 1
demo: true
jurisdiction: UK
authored_by: An editor
reviewed_by: demo-clinician-a
last_reviewed: 2026-11-21
next_review: 2027-11-21
id: two-visit
name: Two visits
appointments:
  - {seq: 1, kind: initial, name: First, minutes: 60, week_offset: 0, injects: by-choice, includes: [talk]}
  - {seq: 2, kind: treatment, name: Second, minutes: 30, week_offset: 2, injects: 'yes', includes: [injection]}
sessions_min: 1
sessions_planned: 2
sessions_max: 2
gap_weeks_min: 2
gap_weeks_typical: 2
gap_weeks_max: 6
injections_per_site_min: 1
injections_per_site_max: 2
wait_after_minutes: 20
first_check_weeks_after_last: 12
deciding_later: You can decide later.
review_points:
  - {after_seq: 1, when: After it, decision: Go on or stop.}
stop_rule: We stop when nothing changes.
why_this_plan: It is short.
published_ranges:
  - {label: A, site: knee, unit: sessions, n_min: 3, gap_weeks_min: 4}
  - {label: B, site: knee, unit: sessions, n_min: 4, gap_weeks_min: 4}
  - {label: C, site: knee, unit: sessions, n_min: 5, gap_weeks_min: 4}
"""


def faults_of_plan(*changes: tuple[str, str]) -> list[str]:
    text = PLAN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    found = load_file("plans/two-visit.yaml", text.encode(), kind_of("plans/two-visit.yaml"))
    return [] if isinstance(found, ContentFile) else [str(fault) for fault in found]


def test_a_whole_file_has_no_fault() -> None:
    assert faults_of_plan() == []


def test_a_minimum_above_the_maximum_names_the_field_and_both_values() -> None:
    """V5."""
    assert faults_of_plan(("gap_weeks_min: 2", "gap_weeks_min: 7")) == [
        "plans/two-visit.yaml:16:16 gap_weeks_min: 7 is more than gap_weeks_typical (2); put them in order"
    ]


def test_a_typical_gap_that_is_not_the_visits_gap_is_refused() -> None:
    """V5."""
    assert faults_of_plan(("gap_weeks_typical: 2", "gap_weeks_typical: 3")) == [
        "plans/two-visit.yaml:17:20 gap_weeks_typical: 3 but the appointments are 2 weeks apart; make them the same"
    ]


def test_an_unknown_key_suggests_the_nearest_known_one_at_the_keys_own_place() -> None:
    assert faults_of_plan(("kind: initial, name: First", "kind: initial, nmae: x, name: First")) == [
        "plans/two-visit.yaml:11:29 appointments.0.nmae: unknown key; did you mean 'name'?"
    ]


def test_a_key_like_no_other_is_to_be_removed() -> None:
    assert faults_of_plan(("stop_rule:", "zzz: 1\nstop_rule:")) == [
        "plans/two-visit.yaml:26:1 zzz: unknown key; remove it, or see docs/editing.md"
    ]


def test_a_missing_key_is_reported_where_it_should_stand() -> None:
    assert faults_of_plan(("week_offset: 2, ", "")) == [
        "plans/two-visit.yaml:12:5 appointments.1.week_offset: is missing; add it"
    ]


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        (
            "minutes: 60",
            "minutes: '60'",
            "11:51 appointments.0.minutes",
            "'60' is not a whole number; write digits without quotes",
        ),
        ("minutes: 60", "minutes: 600", "11:51 appointments.0.minutes", "600 is more than 180; lower it"),
        ("demo: true", "demo: yes", "2:7 demo", "'yes' is not true or false; write true or false"),
        ("2027-11-21", "next year", "7:14 next_review", "'next year' is not a date; write it as 2026-11-21"),
        ("name: Two visits", "name: 2", "9:7 name", "2 is not text; put it in quotes"),
        ("offset: 2,", "offset: 2.3,", "12:71 appointments.1.week_offset", "2.3 is not a multiple of 0.5; round it"),
        ("two-visit", "Two Visit", "8:5 id", "'Two Visit' is not lower-case letters, digits and hyphens; correct it"),
        (
            "kind: initial",
            "kind: first",
            "11:20 appointments.0.kind",
            "'first' is not one of 'initial', 'treatment', 'review' or 'review-call'; choose one of them",
        ),
    ],
)
def test_a_wrong_value_is_told_in_an_editors_words(old: str, new: str, place: str, message: str) -> None:
    assert faults_of_plan((old, new)) == [f"plans/two-visit.yaml:{place}: {message}"]


def test_all_faults_of_a_file_come_in_one_run() -> None:
    found = faults_of_plan(
        ("demo: true", "demo: maybe"),
        ("minutes: 30", "minutes: 1"),
        ("name: Two visits\n", ""),
    )
    assert len(found) == 3


def test_a_faulty_entry_does_not_make_its_list_too_short_as_well() -> None:
    found = faults_of_plan(
        (
            "  - {after_seq: 1, when: After it, decision: Go on or stop.}",
            "  - {after_seq: x, when: After it, decision: Go on.}",
        )
    )
    assert [fault.split(" ")[1] for fault in found] == ["review_points.0.after_seq:"]


def test_a_file_of_no_known_kind_is_refused() -> None:
    (fault,) = load_file("en/misc.yaml", b"a: 1", kind_of("misc.yaml"))  # type: ignore[misc]
    assert str(fault).startswith("en/misc.yaml:1:1 no kind of content has this name; rename or move it")


def test_a_file_that_is_not_utf_8_is_refused_with_its_line() -> None:
    found = load_file("plans/x.yaml", b"a: 1\nb: caf\xe9\n", kind_of("plans/x.yaml"))
    assert isinstance(found, list)
    assert str(found[0]) == "plans/x.yaml:2:1 not UTF-8 text; save the file as UTF-8"


def test_broken_yaml_is_refused_with_its_place() -> None:
    found = load_file("plans/x.yaml", b"a: [1, 2\nb: 3\n", kind_of("plans/x.yaml"))
    assert isinstance(found, list)
    assert str(found[0]).endswith("check quotes, colons and indentation here")
    assert found[0].line == 2


def test_a_folder_without_its_single_files_says_which_are_missing(
    tmp_path: Path,
) -> None:
    missing = [str(fault) for fault in load(tmp_path, shown_as="en").faults]
    assert "en/clinic.yaml:1:1 the file is missing; add it" in missing


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("secret: 1")
    folder = tmp_path / "en"
    (folder / "plans").mkdir(parents=True)
    (folder / "plans" / "linked.yaml").symlink_to(outside)
    assert list(content_paths(folder)) == []


def test_the_version_changes_with_any_byte_of_any_file(tmp_path: Path) -> None:
    file = tmp_path / "plans" / "two-visit.yaml"
    file.parent.mkdir()
    file.write_text(PLAN)
    first = load(tmp_path).version
    assert load(tmp_path).version == first
    file.write_text(PLAN.replace("short", "brief"))
    assert load(tmp_path).version != first


@given(st.binary(max_size=200))
def test_no_bytes_make_the_loader_fail_without_a_fault(raw: bytes) -> None:
    found = load_file("plans/x.yaml", raw, kind_of("plans/x.yaml"))
    assert isinstance(found, list)
    assert found
    assert all(fault.line >= 1 for fault in found)
