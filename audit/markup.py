"""Asks the W3C's checker whether every page is valid HTML."""

import json
import subprocess
from pathlib import Path
from typing import Any

from audit.findings import Finding
from audit.tools import VNU

JUDGE = "vnu"
COMMAND = ["java", "-jar", str(VNU), "--format", "json", "--stdout", "--exit-zero-always", "--asciiquotes"]


def ask(pages: dict[str, bytes], folder: Path) -> list[Finding]:
    """Return what the checker says of each page, given by its address."""
    folder.mkdir(parents=True, exist_ok=True)
    names: dict[str, str] = {}
    for number, (address, page) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_bytes(page)
        names[file.name] = address
    command = [*COMMAND, *(str(folder / name) for name in names)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own files
    return read(json.loads(said.stdout), names)


def read(report: dict[str, Any], names: dict[str, str]) -> list[Finding]:
    """Return the checker's complaints about the files of these names."""
    return [
        Finding(JUDGE, names[Path(each["url"]).name], f"line {each.get('lastLine', '?')}: {each['message']}")
        for each in report["messages"]
    ]
