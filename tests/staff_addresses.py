"""Every address below /desk/, found by walking the resolver, with an example of each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

NAMED_GROUP = re.compile(r"\(\?P<(\w+)>[^()]*(?:\([^()]*\)[^()]*)*\)")
"""One level of regular expressions is all that Django's admin and ours use."""
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")

EXAMPLES: Mapping[str, str] = {
    "pk": "1",
    "id": "1",
    "other": "2",
    "object_id": "1",
    "content_type_id": "1",
    "uidb36": "1",
    "key": "a",
    "app_label": "auth",
    "url": "no-such-page/",
    "verb": "note",
    "token": "unknown",
}
"""What stands for each part of an address unless a test says otherwise."""


@dataclass(frozen=True, slots=True)
class StaffAddress:
    """One address of the desk: its full name, or its route where it has none, and how the route is written."""

    name: str
    route: str

    def path(self, **parts: object) -> str:
        """Return an example of the address; raises KeyError for a part that EXAMPLES does not know."""
        known = {**EXAMPLES, **{name: str(value) for name, value in parts.items()}}
        filled = NAMED_GROUP.sub(lambda found: known[found[1]], self.route)
        return "/" + re.sub(r"[\^$\\]", "", CONVERTER.sub(lambda found: known[found[1]], filled))


def staff_addresses() -> list[StaffAddress]:
    """Return each address below the desk's once."""
    found = (StaffAddress(name, route) for name, route in _walk(get_resolver()))
    return list(dict.fromkeys(each for each in found if f"/{each.route}".startswith(settings.DESK_ROOT)))


def _walk(resolver: URLResolver, names: tuple[str, ...] = (), route: str = "") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, (*names, *([entry.namespace] if entry.namespace else [])), here)
        elif isinstance(entry, URLPattern):
            yield (":".join([*names, entry.name]) if entry.name else here), here
