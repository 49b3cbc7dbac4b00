"""Tags for templates: prose, figures and dates in words, headings, sources, the way to the enquiry form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from treatments import addresses, catalogue, figures, images, labels, opening_days
from treatments.catalogue import Catalogue
from treatments.images import Shown
from treatments.pages.base import Built, renderer_of
from treatments.pages.claims import SourceRow, source_row
from treatments.prose import CITATION, Renderer, mentions, opening, rest
from treatments.route import route
from treatments.typesetting import kept_together

register = template.Library()

register.filter("pounds", figures.pounds)
register.filter("number", figures.number)
register.filter("clock", opening_days.clock)
register.filter("in_words", labels.in_words)
register.filter("opening", opening)
register.filter("rest", rest)
register.filter("route", route)
register.filter("kept_together", kept_together)
register.simple_tag(figures.span, name="span")
register.simple_tag(addresses.address, name="address")
register.simple_tag(addresses.enquire, name="enquire_url")
register.simple_tag(addresses.absolute, name="absolute")


type Sources = str | Sequence[str]


@register.simple_tag(takes_context=True)
def prose(
    context: Context, text: str, *, scope: str | None = None, cite: bool = True, sources: Sources = ()
) -> SafeString:
    """Write a passage as blocks. `scope` names the file whose figures it may call by their short names.

    `sources`, one or several, are those of a field beside the text: their marks follow it, unless the text has them.
    With cite=False it carries no marks that lead to the page's list of sources.
    """
    return mark_safe(_renderer(context, scope).html(_cited(text, cite, sources)))  # noqa: S308 cleaned by the renderer


@register.simple_tag(takes_context=True)
def prose_inline(
    context: Context, text: str, *, scope: str | None = None, cite: bool = True, sources: Sources = ()
) -> SafeString:
    """Write a passage without a paragraph around it, for headings, cells and list items."""
    return mark_safe(_renderer(context, scope).inline(_cited(text, cite, sources)))  # noqa: S308 cleaned by the renderer


@register.simple_tag(takes_context=True)
def heading(context: Context, name: str) -> SafeString:
    """Write the heading of a section in the words of the contents list; the section itself carries the anchor.

    Raises KeyError for a section that the page lacks.
    """
    words = {section.id: section.heading for section in context["page"].sections}
    return format_html('<h2 id="{}-heading">{}</h2>', name, words[name])


@register.simple_tag(takes_context=True)
def cite(context: Context, sources: Sources) -> SafeString:
    """Write the marks that lead to sources, one or several, where a field names them and there is no prose."""
    return mark_safe(_renderer(context, None).inline(_cited("", True, sources)))  # noqa: S308 cleaned by the renderer


@register.simple_tag(takes_context=True)
def numbers_of(context: Context, other: Built) -> str:
    """Give every source the number that it has on another page, before this page cites any of its own."""
    other.html()
    renderer = _renderer(context, None)
    for source in other.context["renderer"].cited:
        renderer.number(source)
    return ""


@register.inclusion_tag("components/references.html", takes_context=True)
def references(context: Context, whole_list_url: str = "") -> dict[str, list[SourceRow] | date | str | None]:
    """List what the page cited so far, in the order of the numbers.

    With `whole_list_url`, where the same sources stand with title and publisher, the list is a short one.
    """
    shown = _catalogue(context)
    rows = [source_row(shown.sources[name]) for name in _renderer(context, None).cited]
    return {
        "rows": rows,
        "read_by": max((row.source.accessed for row in rows), default=None),
        "whole_list_url": whole_list_url,
    }


@register.inclusion_tag("components/picture.html", takes_context=True)
def picture(context: Context, name: str, *, sizes: str, kind: str = "wide") -> dict[str, Shown | str]:
    """Show a picture of the content. `sizes` says how wide it stands, as in HTML; `kind` is "wide" or "portrait".

    Raises KeyError for a picture that is not there.
    """
    return {"shown": images.shown(_catalogue(context), name), "sizes": sizes, "kind": kind}


@register.filter
def srcset(shown: Shown, type: str) -> str:  # noqa: A002 - the name that HTML has for it
    """Return a picture's addresses in one format with their widths, as HTML wants them."""
    return ", ".join(f"{each.url} {each.width}w" for each in shown.of(type))


@register.filter
def lower_first(words: str) -> str:
    """Return words that began a line as they stand inside one."""
    return words[:1].lower() + words[1:]


@register.filter
def long_date(day: date) -> str:
    """Return a day as "21 November 2026"."""
    return f"{day.day} {day:%B %Y}"


@register.filter
def weeks(count: float) -> str:
    """Return a number of weeks with its unit."""
    return kept_together(figures.counted(count, "week"))


@register.filter
def minutes(count: int) -> str:
    """Return a number of minutes with its unit."""
    return kept_together(figures.counted(count, "minute"))


def _renderer(context: Context, scope: str | None) -> Renderer:
    found: Any = context.get("renderer")
    # Pages of other rooms share the frame around the page, where prose of the clinic stands too.
    renderer = found if isinstance(found, Renderer) else renderer_of(_catalogue(context))
    return renderer if scope is None else replace(renderer, scope=scope)


def _catalogue(context: Context) -> Catalogue:
    found: Any = context.get("catalogue")
    return found if isinstance(found, Catalogue) else catalogue.current()


def _cited(text: str, cite: bool, sources: Sources) -> str:
    if not cite:
        return CITATION.sub("", text)
    named = [sources] if isinstance(sources, str) else sources
    there = {mention.name for mention in mentions(text) if mention.kind == "citation"}
    missing = [f"@{source}" for source in dict.fromkeys(named) if source and source not in there]
    return f"{text.rstrip()} [{'; '.join(missing)}]" if missing else text
