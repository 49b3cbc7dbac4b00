"""The page of a treatment alone answers the ten questions that a reader who decides must be able to answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.treatments import real
from tests.treatments.reading import Reading, squeezed
from treatments import pages
from treatments.catalogue import Catalogue
from treatments.figures import number, pounds
from treatments.schema.treatment import Treatment

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return real.whole()


@pytest.fixture(scope="module")
def treatment(content: Catalogue) -> Treatment:
    return content.treatments["prolotherapy"]


@pytest.fixture(scope="module")
def page(content: Catalogue, treatment: Treatment) -> str:
    return squeezed(Reading(pages.MANY["treatment"](content, treatment.id, now=NOW).html()).main)


def answers(content: Catalogue, treatment: Treatment) -> dict[str, list[str]]:
    """Return, for each question, what stands on the page when it is answered."""
    plan, risks = content.plans[treatment.session_plan], [content.risks[name] for name in treatment.risks]
    serious = [each.name_plain for each in risks if each.severity in {"serious", "life-threatening"}]
    trial = content.claims["knee-rabago-2013"]
    visits = len(plan.when_deciding_later)
    refused = [content.contraindications[name].name for name in treatment.contraindications]
    return {
        "what is injected": ["glucose", "local anaesthetic"],
        "how many visits": [f"Visits{visits}:", f"You come {visits} times"],
        "what it costs in all": [pounds(content.packages["pkg-one-area"].total_pence) + " in all"],
        "two serious risks": serious,
        "when to call 999": ["Call 999 now", "sudden chest pain"],
        "what the best study found": [number(arm.value) for arm in trial.arms] + [f"{trial.people} people"],
        "who should not have it": refused,
        "what else one could do": [each.name for each in treatment.options],
        "who does it": [content.people[name].role for name in treatment.performed_by],
        "what happens if it does not work": ["If it does not help", "We stop", "pay for no visit that you do not have"],
    }


def shown(plain: str) -> str:
    """Return a plain field as the page shows it, without its spaces."""
    return squeezed(plain).replace("'", "\u2019")


def test_each_of_the_ten_questions_is_answered_on_the_page_alone(
    content: Catalogue, treatment: Treatment, page: str
) -> None:
    asked = answers(content, treatment)
    assert len(asked) == 10
    missing = {question: [each for each in said if shown(each) not in page] for question, said in asked.items()}
    assert {question: said for question, said in missing.items() if said} == {}
    assert all(asked.values())
