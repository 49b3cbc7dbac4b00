"""What is done once a day beside handing over mail: the digest, and erasing what is too old."""

import logging
from datetime import datetime

from treatments import catalogue
from treatments.faults import ContentError

from . import digest, retention

logger = logging.getLogger(__name__)


def do(*, now: datetime) -> None:
    """Do what is due of it now; called again and again, it does each once a day.

    While the content is broken nothing is done: it says how long enquiries are kept, and to whom mail goes.
    """
    try:
        clinic = catalogue.current().clinic
    except ContentError as fault:
        logger.error("neither digest nor retention while the content is broken: %s", type(fault).__name__)
        return
    digest.daily(clinic=clinic, now=now)
    retention.daily(clinic=clinic, now=now)
