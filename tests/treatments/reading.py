"""Reads a page as a browser, a reader and a search engine do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

UNSEEN = {"script", "style", "template", "head"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Reading:
    """A page as text and as a tree; `errors` are what the parser had to put up with."""

    def __init__(self, html: str) -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.html = html
        self.tree: Element = parser.parse(html)
        self.errors = [f"{place}: {code} {data}" for place, code, data in parser.errors]

    @cached_property
    def everything(self) -> list[Element]:
        """Every element in the order of the document."""
        return list(self.tree.iter())

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements of a tag that carry these attributes."""
        wanted = attributes.items()
        return [each for each in self.everything if each.tag == tag and all(each.get(k) == v for k, v in wanted)]

    def classed(self, name: str) -> list[Element]:
        """Return the elements of a class."""
        return [each for each in self.everything if name in each.get("class", "").split()]

    @property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [each.get("id", "") for each in self.everything if each.get("id")]

    @property
    def links(self) -> list[str]:
        """Where every link leads."""
        return [each.get("href", "") for each in self.all("a")]

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Every heading with its level, in order."""
        return self.headings_in(self.tree)

    def headings_in(self, element: Element) -> list[tuple[int, str]]:
        """Return the headings inside an element with their levels, in order."""
        return [(HEADINGS.index(each.tag) + 1, words(each)) for each in element.iter() if each.tag in HEADINGS]

    @property
    def title(self) -> str:
        """What stands on the tab."""
        return words(self.all("title")[0])

    def meta(self, name: str) -> str:
        """Return what the page says about itself under a name, "" when it says nothing."""
        found = [*self.all("meta", name=name), *self.all("meta", property=name)]
        return found[0].get("content", "") if found else ""

    @cached_property
    def text(self) -> str:
        """What a reader sees, without the marks of citations."""
        return words(self.all("body")[0])

    @cached_property
    def main(self) -> str:
        """What a reader sees between header and footer."""
        return words(self.all("main")[0])

    @property
    def graph(self) -> list[dict[str, Any]]:
        """The structured data."""
        scripts = self.all("script", type="application/ld+json")
        return list(json.loads(scripts[0].text or "")["@graph"]) if scripts else []

    def place(self, element: Element) -> int:
        """Return how far down the page an element begins."""
        return self.everything.index(element)


def words(element: Element) -> str:
    """Return the words inside an element as they are read."""
    return " ".join("".join(_seen(element)).split())


def squeezed(text: str) -> str:
    """Return a text without spaces, to compare passages that only differ in them."""
    return "".join(text.split())


def _seen(element: Any) -> Iterator[str]:
    # The tag of a comment is no text.
    if not isinstance(element.tag, str) or element.tag in UNSEEN or "citation" in element.get("class", "").split():
        return
    yield element.text or ""
    for child in element:
        yield from _seen(child)
        yield child.tail or ""
