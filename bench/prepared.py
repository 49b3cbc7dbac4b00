"""Makes in a folder, once, what a server needs: database, static files and published pages."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STEPS = (("migrate",), ("collectstatic", "--no-input"), ("publish", "--allow-overdue"))


def prepare(environment: dict[str, str]) -> None:
    """Fill the folder that CLINIC_VAR_DIR names, unless it is filled; raise SystemExit where a step fails."""
    if (Path(environment["CLINIC_VAR_DIR"]) / "published" / "current").exists():
        return
    for arguments in STEPS:
        command = [sys.executable, "manage.py", *arguments, "--verbosity", "0"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode != 0:
            raise SystemExit(f"manage.py {' '.join(arguments)} fails, so nothing can be measured:\n{done.stderr}")
