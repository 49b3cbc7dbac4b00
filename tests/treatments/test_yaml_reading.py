"""YAML is read by the rules of version 1.2, with positions, and nothing in a file can exhaust the reader."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from treatments import yaml_reading
from treatments.yaml_reading import MAX_BYTES, MAX_DEPTH, Mark, YamlFault, read


def fault_of(text: str) -> YamlFault:
    with pytest.raises(YamlFault) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("012", 12),
        ("12:30", "12:30"),
        ("1.10", 1.1),
        ("'1.10'", "1.10"),
        ("2026-11-21", "2026-11-21"),
        ("true", True),
        ("~", None),
        ("''", ""),
        ("-7", -7),
    ],
)
def test_plain_words_mean_what_yaml_1_2_says(text: str, value: Any) -> None:
    data = read(f"key: {text}").data
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


def test_every_key_and_value_knows_its_line_and_column() -> None:
    reading = read("name: a\nrisks:\n  - kind: pain\n    words: |\n      Some\n      text\n")
    assert reading.values[("risks", 0, "kind")] == Mark(3, 11)
    assert reading.keys[("risks", 0, "kind")] == Mark(3, 5)
    assert reading.values[("risks", 0, "words")] == Mark(4, 12, block=True)


def test_a_key_given_twice_is_refused_with_the_line_of_the_first() -> None:
    fault = fault_of("slug: a\nname: b\nslug: c\n")
    assert (fault.mark, fault.problem) == (
        Mark(3, 1),
        "duplicate key 'slug' (first at line 1)",
    )


def test_an_alias_is_refused_before_it_can_multiply() -> None:
    fault = fault_of("a: &a [x, x]\nb: [*a, *a]\n")
    assert (fault.mark, fault.problem) == (Mark(2, 5), "alias *a")


def test_a_tag_that_would_run_code_is_refused() -> None:
    assert (
        fault_of("a: !!python/object/apply:os.system [ls]").problem
        == "tag tag:yaml.org,2002:python/object/apply:os.system"
    )


@pytest.mark.parametrize("text", ["- " * 100_000, "[" * 100_000, "{a: " * 50_000])
def test_endless_nesting_is_refused_without_recursion(text: str) -> None:
    assert fault_of(text).problem == f"nested more than {MAX_DEPTH} deep"


def test_a_file_too_large_to_be_meant_is_refused() -> None:
    assert fault_of("a: " + "x" * MAX_BYTES).remedy == "split the file"


def test_a_second_document_is_refused() -> None:
    assert fault_of("a: 1\n---\nb: 2\n").mark == Mark(2, 1)


def test_a_control_character_is_found_by_its_line() -> None:
    fault = fault_of("a: 1\nb: x\x00y\n")
    assert (fault.mark.line, fault.problem) == (2, "a control character")


def test_a_list_as_a_key_is_refused() -> None:
    assert fault_of("? [a, b]\n: c\n").problem == "a key that is not a word"


def test_the_pure_python_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, 'two', no]\nb:\n  - c: |\n      d\n    e: ~\n"
    with_c = read(text)
    monkeypatch.setattr(yaml_reading, "PARSER", yaml.BaseLoader)
    without = read(text)
    assert (without.data, without.values, without.keys) == (
        with_c.data,
        with_c.values,
        with_c.keys,
    )


@given(st.text(max_size=300))
def test_any_text_is_either_read_or_refused_with_a_place(text: str) -> None:
    fault = None
    try:
        read(text)
    except YamlFault as refused:
        fault = refused
    assert fault is None or (fault.mark.line >= 1 and fault.mark.column >= 1 and fault.problem and fault.remedy)


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcdef", min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=4), PLAIN, max_size=4))
def test_what_yaml_writes_in_quotes_is_read_back(data: dict[str, Any]) -> None:
    written = yaml.safe_dump(data, default_style='"', allow_unicode=True)
    plain = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    if "!!" not in written:
        assert read(written).data == data
    try:
        assert set(read(plain).data) == set(data)
    except YamlFault:  # safe_dump may use an alias for a value that occurs twice
        assert "*" in plain
