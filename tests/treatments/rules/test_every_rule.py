"""Every rule that the document on rules lists has a test that breaks it, under its number."""

from __future__ import annotations

import re

from tests.repository import ROOT

RULE = re.compile(r"^\| (V\d+) \|", re.MULTILINE)
TESTED = re.compile(r'"""[^"\n]*\b(V\d+)\b')


def test_each_rule_of_the_document_is_named_by_a_test() -> None:
    listed = RULE.findall((ROOT / "docs" / "content-rules.md").read_text(encoding="utf-8"))
    tests = (each.read_text(encoding="utf-8") for each in (ROOT / "tests").rglob("test_*.py"))
    tested = {number for text in tests for number in TESTED.findall(text)}
    assert listed == [f"V{number}" for number in range(1, 21) if number != 18]
    assert [number for number in listed if number not in tested] == []
