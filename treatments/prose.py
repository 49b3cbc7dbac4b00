"""The one renderer of prose: Markdown without raw HTML, figures from fields, numbered citations, links by id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Literal

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from .typesetting import kept_together

FIGURE = re.compile(r"\{([a-z0-9][a-z0-9.-]*)\}")
CITATION = re.compile(r"\[(@[a-z0-9-]+(?:;\s*@[a-z0-9-]+)*)\]")
GAP = re.compile(r"(?<=\S)[ \t]*\n?[ \t]*(?=\[@)")
"""The space before a citation, which would let its mark begin a line of its own."""
LINK = re.compile(r"\]\(([^)\s]+)")
LINKED_KINDS = frozenset({"treatment", "technique", "condition", "term", "page", "question"})
OUTSIDE = ("https://", "mailto:", "tel:", "#")

BLOCK_END = re.compile(r"</(?:p|li|h3|h4|td|th|blockquote)>")
TAGS = {
    "p",
    "strong",
    "em",
    "a",
    "ul",
    "ol",
    "li",
    "sup",
    "blockquote",
    "h3",
    "h4",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "br",
}
ATTRIBUTES = {"a": {"href", "class", "role"}, "sup": {"class"}}
SCHEMES = {"https", "mailto", "tel"}


@dataclass(frozen=True, slots=True)
class Mention:
    """Something a passage refers to, and how many characters into the passage it does so."""

    kind: Literal["figure", "citation", "link"]
    name: str
    target: str
    offset: int


def mentions(text: str) -> Iterator[Mention]:
    """Yield every figure, citation and link by id of a passage."""
    for found in FIGURE.finditer(text):
        yield Mention("figure", found[1], "figure", found.start())
    for found in CITATION.finditer(text):
        for each in re.finditer(r"@([a-z0-9-]+)", found[1]):
            yield Mention("citation", each[1], "source", found.start(1) + each.start())
    for found in LINK.finditer(text):
        if not found[1].startswith(OUTSIDE):
            kind, _, name = found[1].partition(":")
            yield Mention("link", name, kind, found.start())


def opening(text: str) -> str:
    """Return the first paragraph of a passage: what a treatment's page shows of one that is told whole elsewhere."""
    return text.strip().partition("\n\n")[0]


def rest(text: str) -> str:
    """Return what follows the first paragraph of a passage: what the page with the details adds to its opening."""
    return text.strip().partition("\n\n")[2]


@dataclass
class Renderer:
    """Renders the prose of one page and remembers what it cited, in order, for the list at the page's end.

    `figures` maps a name to its words; a name is first looked for with `scope` before it, so that a treatment's own
    page may write `{sessions.typical}`. `link` turns a kind and an id into a URL.
    """

    figures: Mapping[str, str]
    link: Callable[[str, str], str]
    scope: str = ""
    cited: list[str] = field(default_factory=list)

    def html(self, text: str) -> str:
        """Return a passage as HTML blocks."""
        return _clean(str(MARKDOWN.render(GAP.sub("", text), {"renderer": self})))

    def inline(self, text: str) -> str:
        """Return a passage as HTML without a paragraph around it, for headings, cells and list items."""
        return _clean(str(MARKDOWN.renderInline(GAP.sub("", text), {"renderer": self})))

    def plain(self, text: str) -> str:
        """Return a passage as plain text without citations, for meta tags, structured data and search."""
        return " ".join(self.lines(text))

    def lines(self, text: str) -> list[str]:
        """Return the plain text of each paragraph and each list item of a passage."""
        html = str(MARKDOWN.render(CITATION.sub("", text), {"renderer": self}))
        return [line for block in BLOCK_END.split(html) if (line := _plain(block))]

    def figure(self, name: str) -> str:
        """Return the words of a figure. Raises KeyError for one that no field holds."""
        scoped = f"{self.scope}.{name}"
        return self.figures[scoped] if scoped in self.figures else self.figures[name]

    def number(self, source: str) -> int:
        """Return the number a source has on this page, giving it the next one when it is new."""
        if source not in self.cited:
            self.cited.append(source)
        return self.cited.index(source) + 1

    def citation(self, sources: list[str]) -> str:
        """Return the marks that lead to the sources in the page's list."""
        # Numbers and not names: with some 50 sources, the names were a fortieth of what a treatment's page weighs.
        numbers = [self.number(source) for source in sources]
        marks = (f'<a href="#source-{each}" role="doc-noteref">{each}</a>' for each in numbers)
        return f'<sup class="citation">{" ".join(marks)}</sup>'


def _plain(html: str) -> str:
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    return re.sub(r" ([.,;:!?)])", r"\1", words)


def _figure_rule(state: StateInline, silent: bool) -> bool:
    found = FIGURE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("text", "", 0).content = state.env["renderer"].figure(found[1])
    state.pos = found.end()
    return True


def _citation_rule(state: StateInline, silent: bool) -> bool:
    found = CITATION.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("citation", "", 0).meta = {"sources": re.findall(r"@([a-z0-9-]+)", found[1])}
    state.pos = found.end()
    return True


def _render_citation(self: Any, tokens: Any, place: int, options: Any, env: Any) -> str:
    return str(env["renderer"].citation(tokens[place].meta["sources"]))


def _render_link(self: Any, tokens: Any, place: int, options: Any, env: Any) -> str:
    token = tokens[place]
    href = str(token.attrGet("href") or "")
    kind, _, name = href.partition(":")
    if kind in LINKED_KINDS:
        token.attrSet("href", env["renderer"].link(kind, name))
        if kind == "term":
            token.attrSet("class", "term")
    return str(self.renderToken(tokens, place, options, env))


def _render_softbreak(self: Any, tokens: Any, place: int, options: Any, env: Any) -> str:
    # A line's end in a content file means a space, and pages of nothing but spaces between words pack smaller.
    return " "


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["smartquotes", "table"])
    markdown.disable(["image", "html_block", "html_inline", "autolink"])
    markdown.inline.ruler.before("link", "citation", _citation_rule)
    markdown.inline.ruler.before("link", "figure", _figure_rule)
    markdown.add_render_rule("citation", _render_citation)
    markdown.add_render_rule("link_open", _render_link)
    markdown.add_render_rule("softbreak", _render_softbreak)
    return markdown


MARKDOWN = _markdown()


def _clean(html: str) -> str:
    # A second wall: whatever a change to the rules above lets through, only these tags and addresses leave.
    return kept_together(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None).strip())
