"""Where the judges are that are not ours: npm's, fetched by `make audit`, and this machine's browser and Java."""

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
LIGHTHOUSE = MODULES / ".bin" / "lighthouse"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
AXE = MODULES / "axe-core" / "axe.min.js"
NEEDED = {"npm": "npm (with Node 18 or newer)", "java": "default-jre-headless", "chromium": "chromium"}


class Missing(Exception):
    """Something that is needed is not on this machine; the words say what to install."""


def fetch() -> None:
    """Install the judges that package-lock.json names, unless they are there. Raises Missing."""
    missing = [words for name, words in NEEDED.items() if shutil.which(name) is None]
    if missing:
        raise Missing(f"The audit needs {', '.join(missing)}: install what is named (apt-get install …) and try again.")
    stamp = MODULES / ".package-lock.json"
    wanted = HERE / "package-lock.json"
    if not stamp.exists() or stamp.stat().st_mtime < wanted.stat().st_mtime:
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=HERE, check=True)  # noqa: S607 - looked for above
        stamp.touch()
