"""A colleague in a process of her own, who moves one enquiry after another at the same moment as somebody else."""

from collections.abc import Sequence
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from typing import Any


def work(
    database: Any, enquiries: Sequence[int], *, by: str, to: str, start: Barrier, told: "SimpleQueue[Any]"
) -> None:
    """Move each enquiry once both have read it, and put who won which into the queue."""
    import django

    django.setup()
    from django.db import connection

    from enquiries import workflow
    from enquiries.models import Enquiry, Outcome, Status
    from tests.enquiries.cast import NOW

    connection.settings_dict["NAME"] = database
    won = []
    for pk in enquiries:
        as_seen = Enquiry.objects.get(pk=pk)
        start.wait(timeout=60)
        outcome = Outcome.DECLINED if to == Status.CLOSED else None
        try:
            workflow.move(enquiry=as_seen, to=Status(to), by=by, now=NOW, outcome=outcome)
        except workflow.MovedMeanwhile:
            continue
        won.append(pk)
    told.put((by, won))
    connection.close()
