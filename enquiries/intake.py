"""Receives an enquiry: stored whole, once, with its event and the mail it owes, or not at all."""

import json
import re
import secrets
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, InterfaceError, InternalError, OperationalError, transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from treatments.catalogue import Catalogue

from . import audit, consent, finding, outbox, phones, plain_text, promise, reference, spam
from .models import LIMITS, Agreement, Callee, Channel, Enquiry, Happening, Need, Source, TimeOfDay

CONFIRMATION_LASTS = timedelta(days=14)
TOKEN_BYTES = 24
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
ROUNDS = 5
"""How often the database may refuse a row because another has its reference or stands for the same."""


class NotStored(Exception):
    """The database could not take the enquiry now: locked, full or gone. The same submission may be sent again."""


class Impossible(NotStored):
    """The database refused the enquiry because it breaks a rule: a fault of the code that made the submission."""


class NotSuspected(Exception):
    """The enquiry is not, or no longer, kept apart as suspected spam."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What a valid form says. Blank treatment, condition and package mean "not sure"."""

    submission_id: UUID
    name: str
    contact_by: Channel
    treatment: str = ""
    condition: str = ""
    package: str = ""
    phone: str = ""
    email: str = ""
    good_times: tuple[TimeOfDay, ...] = ()
    good_times_note: str = ""
    may_leave_message: bool = False
    may_say_clinic: bool = False
    needs: frozenset[Need] = frozenset()
    language: str = ""
    other_need: str = ""
    for_someone_else: bool = False
    relation: str = ""
    patient_name: str = ""
    whom_to_call: Callee | Literal[""] = ""
    patient_agreed: Agreement | Literal[""] = ""
    tell_us_first: tuple[str, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender may be told of an enquiry: nothing of it is personal."""

    reference: str
    confirmation_token: str
    contact_by: Channel
    received_at: datetime
    promised_by: datetime


def receive(
    *,
    submission: Submission,
    traces: spam.Traces,
    content: Catalogue,
    now: datetime,
    by: str = audit.PATIENT,
    source: Source = Source.WEB,
    demo: bool = False,
) -> Receipt:
    """Store the enquiry, its event and the mail it owes, all or nothing, and return its receipt.

    Sent again, from the same form or in the same words on the same day, it is the same enquiry and the same receipt.
    When this returns, the enquiry is committed. Raises NotStored, and phones.NotAPhoneNumber for what no form lets
    through.
    """
    answers = _answers(submission, content)
    row = {
        **answers,
        **_promises(submission, content, now),
        "fingerprint": _fingerprint(answers, content, now),
        "source": source,
        "demo": demo,
    }
    try:
        for _ in range(ROUNDS):
            enquiry = _store(row, traces, by=by, now=now) or _earlier(row)
            if enquiry:
                return _receipt(enquiry)
    except (OperationalError, InterfaceError, InternalError) as fault:
        raise NotStored(type(fault).__name__) from fault
    raise Impossible("the database refused the enquiry every time")


def confirmation(*, token: str, now: datetime) -> Receipt | None:
    """Return the receipt behind a confirmation page; None, without telling which, if there is none or it is too old."""
    if not TOKEN.fullmatch(token):
        return None
    enquiry = Enquiry.objects.filter(confirmation_token=token, received_at__gt=now - CONFIRMATION_LASTS).first()
    return _receipt(enquiry) if enquiry else None


@transaction.atomic
def release(*, enquiry: Enquiry, by: str, now: datetime) -> None:
    """Put a suspected enquiry into the queue, with the promise it was given, and owe its mail. Raises NotSuspected."""
    kept_apart = Enquiry.objects.filter(pk=enquiry.pk, suspected=True)
    if not kept_apart.update(suspected=False, version=F("version") + 1):
        raise NotSuspected(enquiry.reference)
    enquiry.suspected = False
    enquiry.version += 1
    details: dict[str, audit.Detail] = {"suspicions": enquiry.suspicions}
    audit.record(reference=enquiry.reference, happening=Happening.RELEASED, by=by, now=now, details=details)
    _owe(enquiry, now=now)


def _earlier(row: dict[str, Any]) -> Enquiry | None:
    same_form = Q(submission_id=row["submission_id"])
    same_words = Q(fingerprint=row["fingerprint"])
    return Enquiry.objects.filter(same_form | same_words).first()


def _store(row: dict[str, Any], traces: spam.Traces, *, by: str, now: datetime) -> Enquiry | None:
    """Return the stored enquiry; None when another has its reference or stands for the same, or it broke a rule."""
    try:
        with transaction.atomic(durable=True):
            sent_lately = spam.count_sender(traces.address, now=now)
            verdict = spam.judge(traces=traces, texts=_free_texts(row), sent_lately=sent_lately, now=now)
            enquiry = Enquiry(
                **row,
                reference=reference.draw(),
                confirmation_token=secrets.token_urlsafe(TOKEN_BYTES),
                suspected=verdict.suspected,
                suspicions=str(verdict),
            )
            if _insert(enquiry):
                finding.file(enquiry)
                _leave_traces(enquiry, by=by, now=now)
                return enquiry
            transaction.set_rollback(True)
    except IntegrityError:
        # It goes no further, because PostgreSQL quotes the whole row in it.
        return None
    return None


def _insert(enquiry: Enquiry) -> bool:
    # A clash is no error here: PostgreSQL would write an error with everything the patient said into its own log.
    Enquiry.objects.bulk_create([enquiry], ignore_conflicts=True)
    ours = Enquiry.objects.filter(submission_id=enquiry.submission_id, reference=enquiry.reference)
    enquiry.pk = ours.values_list("pk", flat=True).first()
    return enquiry.pk is not None


def _leave_traces(enquiry: Enquiry, *, by: str, now: datetime) -> None:
    details: dict[str, audit.Detail] = {"suspicions": enquiry.suspicions} if enquiry.suspected else {}
    audit.record(reference=enquiry.reference, happening=Happening.RECEIVED, by=by, now=now, details=details)
    _owe(enquiry, now=now)


def _owe(enquiry: Enquiry, *, now: datetime) -> None:
    # Nobody waits for an answer to a demonstration, and its addresses are nobody's.
    if not enquiry.suspected and not enquiry.demo:
        outbox.owe(enquiry=enquiry, now=now)


def _answers(submission: Submission, content: Catalogue) -> dict[str, Any]:
    given = {each.name: getattr(submission, each.name) for each in fields(submission)}
    needs: frozenset[Need] = given.pop("needs")
    texts = {name: plain_text.line(value) for name, value in given.items() if isinstance(value, str)}
    region = phones.region_of(content.clinic.holidays_region)
    return {
        **given,
        **texts,
        **{f"needs_{need}": need in needs for need in Need},
        "message": plain_text.lines(submission.message),
        "phone_e164": phones.normalise(texts["phone"], region=region) if texts["phone"] else "",
    }


def _promises(submission: Submission, content: Catalogue, now: datetime) -> dict[str, Any]:
    package = content.packages.get(submission.package)
    promised_by = promise.promised_by(now, content.clinic)
    return {
        "content_version": content.version,
        "price_seen_pence": package.total_pence if package else None,
        "consent_version": consent.version(content),
        "consented_at": now,
        "received_at": now,
        "promised_by": promised_by,
        "due_at": promised_by,
    }


def _fingerprint(answers: dict[str, Any], content: Catalogue, now: datetime) -> str:
    day = now.astimezone(ZoneInfo(content.clinic.time_zone)).date()
    said = {name: value for name, value in answers.items() if name != "submission_id"}
    words = json.dumps([str(day), said], sort_keys=True)
    return salted_hmac("enquiries.fingerprint", words, algorithm="sha256").hexdigest()


def _free_texts(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(row[name] for name in LIMITS)


def _receipt(enquiry: Enquiry) -> Receipt:
    return Receipt(
        reference=enquiry.reference,
        confirmation_token=enquiry.confirmation_token,
        contact_by=Channel(enquiry.contact_by),
        received_at=enquiry.received_at,
        promised_by=enquiry.promised_by,
    )
