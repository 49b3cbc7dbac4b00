"""Templates say prose, figures, dates and sources in a reader's words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest
from django.template import Context, Template

from tests.treatments import mini
from treatments import catalogue
from treatments.pages.base import renderer_of

SMALL = mini.whole()


@pytest.fixture(autouse=True)
def _small_clinic() -> Iterator[None]:
    catalogue.adopt(SMALL)
    yield
    catalogue.adopt(None)


def write(template: str, **context: object) -> str:
    return Template("{% load clinic_tags %}" + template).render(Context(context))


def on_a_page(template: str, **context: object) -> str:
    return write(template, catalogue=SMALL, renderer=renderer_of(SMALL), **context)


@pytest.mark.parametrize(
    ("template", "value", "said"),
    [
        ("{{ value|pounds }}", 54_000, "£540"),
        ("{{ value|number }}", 2.5, "2.5"),
        ("{{ value|long_date }}", date(2026, 11, 1), "1 November 2026"),
        ("{{ value|clock }}", time(8, 30), "8:30 am"),
        ("{{ value|clock }}", time(18), "6 pm"),
        ("{{ value|clock }}", time(12), "midday"),
        ("{{ value|clock }}", time(12, 30), "12:30 pm"),
        ("{{ value|clock }}", time(0, 15), "12:15 am"),
        ("{{ value|weeks }}", 1, "1\u00a0week"),
        ("{{ value|weeks }}", 2.5, "2.5\u00a0weeks"),
        ("{{ value|minutes }}", 30, "30\u00a0minutes"),
        ("{% span 3 value %}", 6, "3 to 6"),
        ('{{ value|in_words:"status" }}', "assess-first", "We assess first"),
        ('{% address "condition" value %}', "hip-pain", "/conditions/hip-pain/"),
        ("{% enquire_url treatment=value %}", "prolotherapy", "/enquire/?treatment=prolotherapy"),
    ],
)
def test_a_value_is_said_as_readers_say_it(template: str, value: object, said: str) -> None:
    assert write(template, value=value) == said


def test_prose_is_written_with_figures_links_and_marks() -> None:
    text = "See [tendon](term:tendon), {clinic.phone} [@survey-2006]."
    written = on_a_page("{% prose text %}", text=text)
    assert '<a href="/glossary/#term-tendon" class="term">tendon</a>, 020 7946 0101' in written
    assert 'href="#source-1"' in written
    assert written.startswith("<p>")
    assert not on_a_page("{% prose_inline text %}", text=text).startswith("<p>")


def test_markup_in_content_is_only_text() -> None:
    assert "<script" not in on_a_page("{% prose text %}", text="<script>alert(1)</script>")


def test_prose_of_another_file_may_use_the_short_names_of_its_figures() -> None:
    assert on_a_page('{% prose_inline text scope="prolotherapy" %}', text="{sessions.typical}") == "2"


def test_prose_above_the_list_of_sources_can_leave_its_marks_out() -> None:
    written = on_a_page("{% prose text cite=False %}{% references %}", text="So it is [@survey-2006].")
    assert "source" not in written


@pytest.mark.parametrize("sources", ["survey-2006", ["survey-2006"], ["survey-2006", "survey-2006"]])
def test_the_sources_of_a_field_follow_the_passage_beside_it(sources: object) -> None:
    written = on_a_page("{% prose text sources=sources %}", text="So it is.\n", sources=sources)
    assert written.count('href="#source-1"') == 1
    assert written.startswith("<p>So it is.")


def test_a_source_that_the_passage_cites_itself_is_not_cited_twice() -> None:
    written = on_a_page("{% prose text sources=sources %}", text="So it is [@survey-2006].", sources=["survey-2006"])
    assert written.count("#source-") == 1


def test_a_field_without_sources_adds_nothing() -> None:
    assert on_a_page("{% prose_inline each.text sources=each.sources %}", each={"text": "So it is."}) == "So it is."


def test_sources_are_numbered_in_the_order_in_which_they_are_cited_and_listed_so() -> None:
    template = '{% cite "survey-2006" %}{% cite both %}{% references %}'
    written = on_a_page(template, both=["elbow-trial-2019", "survey-2006"])
    parts = ['<li id="source-1">', "#source-survey-2006", '<li id="source-2">', "#source-elbow-trial-2019"]
    assert sorted(parts, key=written.index) == parts
    assert "Randomised trial, 120 people" in written


def test_a_heading_says_what_the_contents_list_says() -> None:
    page = {"sections": [type("Section", (), {"id": "a", "heading": "A & B"})]}
    assert write('{% heading "a" %}', page=type("Page", (), page)) == '<h2 id="a-heading">A &amp; B</h2>'
    with pytest.raises(KeyError):
        write('{% heading "b" %}', page=type("Page", (), page))


def test_a_page_of_another_room_may_say_the_clinics_prose() -> None:
    assert write("{% prose_inline text %}", text="Ring {clinic.phone}.") == "Ring 020 7946 0101."
