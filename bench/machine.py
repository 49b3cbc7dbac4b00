"""Says on what the figures were measured, since they are true of that machine alone."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

NAMED = ("Django", "granian", "whitenoise")


def described() -> str:
    """Return processor, cores, versions, and how busy the machine was before it was measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in NAMED)
    busy = f"load {os.getloadavg()[0]:.1f} before measuring"
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, {versions}; {busy}"


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name"))
    return next(named, platform.machine())
