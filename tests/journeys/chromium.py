"""Finds the Chromium or Chrome of this machine; run as a module it prints where it is."""

import shutil
import sys

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
MISSING = (
    "The browser tests need Chromium or Chrome and found neither: install one"
    " (on Debian or Ubuntu: apt-get install chromium) and run `make test` again."
)


def find() -> str:
    """Return the path of the first browser there is; raise SystemExit with what to install otherwise."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise SystemExit(MISSING)


if __name__ == "__main__":
    sys.stdout.write(f"{find()}\n")
