"""Writes each log record so that nothing a visitor sent can look like another record, or steer a terminal."""

from __future__ import annotations

import logging
import re

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
CONTROL_IN_A_TRACEBACK = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""The lines of a traceback are our own and stay lines; they are indented below, as no record begins."""


class OneLine(logging.Formatter):
    """A record is one line; a traceback follows it, indented."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name in the base class
        """Return the line, with control characters as escapes."""
        return CONTROL.sub(_escaped, super().formatMessage(record))

    def formatException(self, ei: logging._SysExcInfoType) -> str:  # noqa: N802 - the name in the base class
        """Return the traceback, indented, with control characters as escapes."""
        told = CONTROL_IN_A_TRACEBACK.sub(_escaped, super().formatException(ei))
        return "\n".join(f"    {line}" for line in told.split("\n"))


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()
