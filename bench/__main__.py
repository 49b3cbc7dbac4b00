"""Measures everything in one run and prints it: `make bench`."""

import argparse
import tempfile
from pathlib import Path

from bench import reading, serving, submissions
from bench.machine import described
from bench.table import lines


def main() -> None:
    """Take how long to measure, and print the tables."""
    arguments = _parser().parse_args()
    _say(described())
    with tempfile.TemporaryDirectory(prefix="clinic-bench-") as folder:
        _say("", *lines(reading.measure(Path(folder) / "en", files=arguments.files)))
        # One folder for both: database and static files are made once.
        _say("", *lines(submissions.measure(Path(folder) / "var", people=arguments.people)))
        served = serving.measure(Path(folder) / "var", rounds=arguments.rounds, seconds=arguments.seconds)
        _say("", *([served] if isinstance(served, str) else lines(served)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--files", type=int, default=1000, help="read so many content files")
    parser.add_argument("--rounds", type=int, default=3, help="ask each server in turn so many times; the best counts")
    parser.add_argument("--seconds", type=int, default=5, help="for so long each time")
    parser.add_argument("--people", type=int, default=2000, help="let so many enquire at once")
    return parser


def _say(*said: str) -> None:
    for line in said:
        print(line, flush=True)  # noqa: T201 - a table is all this makes


if __name__ == "__main__":
    main()
