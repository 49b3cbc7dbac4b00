"""Publishes the site, serves it, lets every judge look, and prints what they say: `make audit`."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from audit import axe, lighthouse, markup, tools
from audit.findings import Finding
from audit.pages import KINDS, LIVE, every
from bench.prepared import prepare
from bench.servers import granian
from bench.table import lines


def main() -> int:
    """Return 0 when nobody has anything to say, 1 otherwise."""
    try:
        tools.fetch()
    except tools.Missing as why:
        say(str(why))
        return 1
    with tempfile.TemporaryDirectory(prefix="clinic-audit-") as folder, served(Path(folder)) as (site, published):
        found = judged(site, published, Path(folder))
    say("", *(str(each) for each in found), f"{len(found)} findings.")
    return 1 if found else 0


def judged(site: str, published: list[str], folder: Path) -> list[Finding]:
    """Return what all judges found, and print the scores."""
    addresses = every(published)
    say(f"HTML of {len(addresses)} pages, by the W3C's checker")
    found = markup.ask({address: read(site, address) for address in addresses}, folder / "html")
    say(f"{len(addresses)} pages in {len(axe.MODES)} modes, by axe-core")
    found += axe.ask(site, addresses)
    scores = [lighthouse.ask(site, address) for address in (*KINDS, *LIVE)]
    heading = ("Lighthouse, mobile", *lighthouse.CATEGORIES, "layout shift", "long tasks")
    rows = [
        (each.address, *map(str, each.scores.values()), f"{each.layout_shift:.3f}", str(len(each.long_tasks)))
        for each in scores
    ]
    say("", *lines([heading, *rows]))
    return found + lighthouse.findings(scores)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Publish and serve the site; give its address and the paths of its pages."""
    environment = os.environ | {"CLINIC_VAR_DIR": str(folder), "CLINIC_ENV_FILE": os.devnull}
    prepare(environment)
    pages = (folder / "published" / "current").resolve() / "pages"
    published = [f"/{page.parent.relative_to(pages)}/".replace("/./", "/") for page in pages.rglob("index.html")]
    with granian("clinic.wsgi:application", environment=environment) as (port, _):
        yield f"http://localhost:{port}", sorted(published)


def read(site: str, address: str) -> bytes:
    """Return the page at an address."""
    with urlopen(f"{site}{address}") as answer:  # noqa: S310 - an address of our own server
        return bytes(answer.read())


def say(*said: str) -> None:
    """Print lines at once."""
    for line in said:
        print(line, flush=True)  # noqa: T201 - the report is all this makes


if __name__ == "__main__":
    sys.exit(main())
