"""Answers a watching machine: is this process alive, has it its content, and does mail leave?"""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from enquiries import digest, outbox
from treatments import catalogue
from treatments.faults import ContentError

logger = logging.getLogger(__name__)


def healthz(request: HttpRequest) -> JsonResponse:
    """Say which version of the content this process serves, or 503 when it has none.

    Pages are served without a database and enquiries are kept without mail, so trouble with either is "degraded" and
    not a 503: nobody is helped by taking the pages away.
    """
    try:
        version = catalogue.current().version
    except ContentError as fault:
        logger.error("There is no content to serve: %s", fault)
        return _answer(None, state="degraded", status=503)
    return _answer(version, state=_state(), status=200)


def _state() -> str:
    try:
        now = timezone.now()
        return "degraded" if outbox.is_in_trouble(now=now) or digest.is_late(now=now) else "ok"
    except DatabaseError as fault:
        logger.error("The database does not answer: %s", type(fault).__name__)
        return "degraded"


def _answer(version: str | None, *, state: str, status: int) -> JsonResponse:
    said = {"alive": True, "state": state, "content": version}
    return JsonResponse(said, status=status, headers={"Cache-Control": "no-store"})
