"""Where the repository is, and the files that it keeps."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def kept_files(*patterns: str) -> list[Path]:
    """Return the files that git keeps or would keep, all of them or those that match a pattern."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted({ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()})
