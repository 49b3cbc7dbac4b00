"""The list of pages for search engines, each with the day on which what it says last changed or was confirmed."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree as ET

from django.urls import reverse

from .addresses import absolute
from .catalogue import Catalogue
from .pages import every_page
from .pages.base import Page

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(catalogue: Catalogue, *, now: datetime) -> bytes:
    """Return sitemap.xml. Publishing the same content again changes no date in it."""
    root = ET.Element("urlset", xmlns=NAMESPACE)
    for built in every_page(catalogue, now=now):
        page: Page = built.context["page"]
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = page.canonical
        if page.changed is not None:
            ET.SubElement(entry, "lastmod").text = page.changed.isoformat()
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def robots() -> str:
    """Return robots.txt. Pages that should not be found say so themselves, so nothing is kept from being read."""
    return f"User-agent: *\nDisallow:\n\nSitemap: {absolute(reverse('treatments:sitemap'))}\n"
