"""What a visitor sends cannot forge a line of the log, nor reach a terminal as a command."""

import logging
from logging.config import dictConfigClass
from typing import Any

import pytest
from django.conf import settings

from clinic.log_lines import OneLine

FORGED = "\r\n2026-11-24 10:00:00,000 CRITICAL root: all is well"
HOSTILE = [FORGED, "\x1b[2J\x1b[1;1H", "\x9b2J", "a\x00b", "a\u2028b", "a\x7fb", "a\tb"]


def record(message: str, *args: object, fault: BaseException | None = None) -> logging.LogRecord:
    info = (type(fault), fault, fault.__traceback__) if fault else None
    return logging.LogRecord("clinic", logging.WARNING, __file__, 1, message, args, info)


@pytest.fixture(scope="module")
def line() -> OneLine:
    return OneLine("{asctime} {levelname} {name}: {message}", style="{")


@pytest.mark.parametrize("sent", HOSTILE)
def test_a_record_is_one_line_of_what_can_be_seen(line: OneLine, sent: str) -> None:
    written = line.format(record("Not Found: %s", sent))
    assert written.isprintable()
    assert "Not Found: " in written


@pytest.mark.parametrize("sent", HOSTILE)
def test_a_traceback_stays_below_its_record(line: OneLine, sent: str) -> None:
    try:
        raise ValueError(sent)
    except ValueError as fault:
        first, *rest = line.format(record("It failed.", fault=fault)).split("\n")
    assert first.endswith("clinic: It failed.")
    assert rest
    assert all(each.startswith("    ") and each.isprintable() for each in rest)


def test_the_site_writes_its_log_so() -> None:
    site: dict[str, Any] = settings.LOGGING
    configured = dictConfigClass(site).configure_formatter(site["formatters"]["line"])
    assert type(configured) is OneLine
    assert configured.format(record("asked for %s", FORGED)).isprintable()
