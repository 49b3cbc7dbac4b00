"""Prose becomes safe HTML: figures are filled in, sources numbered, links made from ids, and raw HTML stays text."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treatments.prose import ATTRIBUTES, TAGS, Mention, Renderer, mentions, opening, rest


@pytest.fixture
def renderer() -> Renderer:
    return make_renderer()


def make_renderer() -> Renderer:
    return Renderer(
        figures={
            "clinic.phone": "020 7946 0101",
            "prolotherapy.sessions.typical": "3",
            "odd": "<b>&",
        },
        link=lambda kind, name: f"/{kind}/{name}/",
        scope="prolotherapy",
    )


class Elements(HTMLParser):
    """Collects what a browser would make of some HTML: each tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(html: str) -> None:
    for tag, attributes in Elements(html).found:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | {"title", "lang"}
        scheme = urlsplit(str(attributes.get("href", ""))).scheme
        assert scheme in {"", "https", "mailto", "tel"}


def test_a_figure_is_filled_in(renderer: Renderer) -> None:
    assert renderer.html("Call {clinic.phone}.") == "<p>Call 020 7946 0101.</p>"


def test_a_figure_of_the_pages_own_treatment_needs_no_prefix(
    renderer: Renderer,
) -> None:
    assert renderer.inline("{sessions.typical} of them") == "3 of them"


def test_a_number_stays_on_the_line_of_its_unit_though_its_source_is_plain(renderer: Renderer) -> None:
    assert renderer.inline("{sessions.typical} sessions") == "3\u00a0sessions"
    assert renderer.plain("{sessions.typical} sessions") == "3 sessions"


def test_a_figure_is_words_and_never_markup(renderer: Renderer) -> None:
    assert renderer.inline("{odd}") == "&lt;b&gt;&amp;"


def test_a_figure_that_no_field_holds_is_an_error(renderer: Renderer) -> None:
    with pytest.raises(KeyError):
        renderer.html("{no.such.figure}")


def test_sources_are_numbered_in_the_order_they_are_cited(renderer: Renderer) -> None:
    renderer.html("One [@b]. Two [@a; @b].")
    assert renderer.cited == ["b", "a"]


def test_a_citation_leads_to_the_list_and_is_named_for_a_screen_reader(
    renderer: Renderer,
) -> None:
    link = '<a href="#source-1" role="doc-noteref">1</a>'
    assert renderer.inline("[@rabago-2013]") == f'<sup class="citation">{link}</sup>'


@pytest.mark.parametrize("gap", ["", " ", "\n", "  \n  "])
def test_the_mark_of_a_source_stays_with_the_words_before_it(renderer: Renderer, gap: str) -> None:
    assert renderer.inline(f"Sore.{gap}[@a] Then well.").startswith('Sore.<sup class="citation">')
    assert "</sup> Then well." in renderer.inline(f"Sore.{gap}[@a] Then well.")


def test_a_paragraph_that_begins_with_a_source_stays_a_paragraph(renderer: Renderer) -> None:
    assert renderer.html("One.\n\n[@a] Two.").count("<p>") == 2


def test_a_link_by_id_becomes_an_address(renderer: Renderer) -> None:
    assert renderer.inline("[elbow](condition:tennis-elbow)") == '<a href="/condition/tennis-elbow/">elbow</a>'


def test_a_link_to_a_term_can_be_styled_as_one(renderer: Renderer) -> None:
    assert 'class="term"' in renderer.inline("[collagen](term:collagen)")


def test_straight_quotes_become_typographic_ones(renderer: Renderer) -> None:
    assert renderer.inline('It\'s "so"') == "It\u2019s \u201cso\u201d"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html,hi)",
        "[x](vbscript:x)",
        "[x](http://insecure.example/)",
        "![x](https://elsewhere.example/pixel.png)",
        "<img src=x onerror=alert(1)>",
        "<a href='https://x' onclick='alert(1)'>x</a>",
        '[x](https://example.org "title\' onmouseover=alert(1)")',
    ],
)
def test_markup_and_scripts_stay_text(renderer: Renderer, text: str) -> None:
    assert_harmless(renderer.html(text))


@given(st.text(max_size=200) | st.text("[](){}<>!@:;/#*_`'\"abcjavscript&", max_size=60))
def test_no_text_yields_more_than_known_tags(text: str) -> None:
    try:
        html = make_renderer().html(text)
    except KeyError:
        return
    assert_harmless(html)


def test_plain_text_has_figures_and_no_citation_marks(renderer: Renderer) -> None:
    text = 'A **strong** "word" [@a], {sessions.typical} [visits](term:visit) & more.'
    assert renderer.plain(text) == "A strong \u201cword\u201d, 3 visits & more."


def test_mentions_say_what_and_where() -> None:
    text = "{clinic.phone} [@a; @b] [x](condition:knee) [mail](mailto:a@example.org) [x](//elsewhere)"
    assert list(mentions(text)) == [
        Mention("figure", "clinic.phone", "figure", 0),
        Mention("citation", "a", "source", 16),
        Mention("citation", "b", "source", 20),
        Mention("link", "knee", "condition", 26),
        Mention("link", "", "//elsewhere", 75),
    ]


def test_what_a_passage_opens_with_and_the_rest_are_all_of_it() -> None:
    passage = "One.\n- Two.\n\nThree.\n\nFour.\n"
    assert (opening(passage), rest(passage)) == ("One.\n- Two.", "Three.\n\nFour.")
    assert rest("One.\n") == ""
