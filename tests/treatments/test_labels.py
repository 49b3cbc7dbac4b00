"""Every value that a content file may choose has words for the reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from treatments.labels import LABELS, in_words
from treatments.schema.base import BodyArea
from treatments.schema.clinic import Day
from treatments.schema.condition import EvidenceLevel, GuidelinePosition, Status
from treatments.schema.evidence import Claim, SourceKind
from treatments.schema.people import Person, Training
from treatments.schema.prices import Included
from treatments.schema.safety import AftercareAdvice
from treatments.schema.treatment import Solution


def choices(annotation: Any) -> set[str]:
    """Return the values of a Literal, inside an optional too."""
    return set(_values(annotation))


def _values(annotation: Any) -> Iterator[str]:
    for each in get_args(annotation):
        if isinstance(each, str):
            yield each
        else:
            yield from _values(each)


@pytest.mark.parametrize(
    ("kind", "annotation"),
    [
        ("status", Status),
        ("evidence", EvidenceLevel),
        ("certainty", Claim.model_fields["certainty"].annotation),
        ("sureness", Claim.model_fields["certainty"].annotation),
        ("result", Claim.model_fields["result"].annotation),
        ("claim-type", Claim.model_fields["type"].annotation),
        ("topic", Claim.model_fields["topic"].annotation),
        ("source-kind", SourceKind),
        ("licence", Solution.model_fields["licence"].annotation),
        ("body-area", BodyArea),
        ("included", Included),
        ("period", AftercareAdvice.model_fields["period"].annotation),
        ("stance", GuidelinePosition.model_fields["stance"].annotation),
        ("regulator", Person.model_fields["regulator"].annotation),
        ("training", Training.model_fields["topic"].annotation),
        ("day", Day),
    ],
)
def test_every_value_has_words_and_no_words_are_left_over(kind: str, annotation: Any) -> None:
    assert set(LABELS[kind]) == choices(annotation)


def test_every_list_of_words_is_checked_above() -> None:
    (mark,) = [
        mark for mark in test_every_value_has_words_and_no_words_are_left_over.pytestmark if mark.name == "parametrize"
    ]
    assert {case[0] for case in mark.args[1]} == set(LABELS)


def test_a_value_without_words_is_refused() -> None:
    assert in_words("knee", "body-area") == "Knee"
    with pytest.raises(KeyError):
        in_words("tail", "body-area")
