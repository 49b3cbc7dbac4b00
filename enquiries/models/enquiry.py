"""An enquiry: what somebody asked of the clinic, by when it is answered, and where it stands."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from .choices import Agreement, Callee, Channel, Need, Outcome, Source, Status

LIMITS = {
    "treatment": 60,
    "condition": 60,
    "package": 60,
    "name": 200,
    "phone": 60,
    "email": 254,
    "good_times_note": 200,
    "language": 100,
    "other_need": 200,
    "relation": 100,
    "patient_name": 200,
    "message": 1_000,
}
"""The most characters that may be sent in each text: the form says so, and both databases hold it."""

OPEN = (Status.NEW, Status.CONTACTING, Status.WAITING)
"""Somebody still waits for something; the other statuses are settled."""


def _text(name: str) -> models.CharField[str, str]:
    return models.CharField(max_length=LIMITS[name], blank=True, default="")


def _at_most(name: str, length: int) -> models.CheckConstraint:
    # SQLite takes any length for a column that says 60, so the limit is said again where it is kept.
    return models.CheckConstraint(condition=LessThanOrEqual(Length(name), length), name=f"enquiry_{name}_length")


def _only_if(condition: Q, then: Q, *, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=~condition | then, name=f"enquiry_{name}")


def _pair(condition: Q, other: Q, *, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=(condition & other) | (~condition & ~other), name=f"enquiry_{name}")


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """Which enquiries are meant, one name for one rule."""

    def in_queue(self) -> EnquiryQuerySet:
        """Return what waits for the clinic or the patient, the soonest due first, then the longest waiting."""
        return self.filter(settled_at__isnull=True, suspected=False).order_by("due_at", "received_at")

    def awake(self, *, now: datetime) -> EnquiryQuerySet:
        """Return those that nobody put off until later."""
        return self.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now))

    def settled(self) -> EnquiryQuerySet:
        """Return what was booked or closed, the latest first."""
        return self.filter(settled_at__isnull=False).order_by("-settled_at")

    def suspected_spam(self) -> EnquiryQuerySet:
        """Return what was kept out of the queue and waits for a person's judgement, newest first."""
        return self.filter(suspected=True).order_by("-received_at")


class Enquiry(models.Model):
    """A consultation request as it was sent, and what the clinic owes for it.

    Texts stand as the person wrote them. Blank treatment, condition and package mean that they were not sure.
    """

    # Who this is to the site
    reference = models.CharField(max_length=8, unique=True)
    submission_id = models.UUIDField(unique=True)
    # Equal as long as the same person sends the same words on the same day, so that two tabs make one enquiry.
    fingerprint = models.CharField(max_length=64, blank=True)
    confirmation_token = models.CharField(max_length=43, unique=True)
    source = models.CharField(max_length=5, choices=Source, default=Source.WEB)
    demo = models.BooleanField(default=False)

    # What it is about, and what they had read of it
    treatment = _text("treatment")
    condition = _text("condition")
    package = _text("package")
    content_version = models.CharField(max_length=64)
    price_seen_pence = models.PositiveIntegerField(null=True, blank=True)

    # How to reach them
    name = models.CharField(max_length=LIMITS["name"])
    contact_by = models.CharField(max_length=5, choices=Channel)
    phone = _text("phone")
    phone_e164 = models.CharField(max_length=16, blank=True, default="")
    email = _text("email")
    good_times = models.JSONField(default=list, blank=True)
    good_times_note = _text("good_times_note")
    may_leave_message = models.BooleanField(default=False)
    may_say_clinic = models.BooleanField(default=False)

    # What helps them to talk with us
    needs_interpreter = models.BooleanField(default=False)
    language = _text("language")
    needs_text_relay = models.BooleanField(default=False)
    needs_bsl = models.BooleanField(default=False)
    needs_large_print = models.BooleanField(default=False)
    needs_wheelchair = models.BooleanField(default=False)
    needs_needle_fear = models.BooleanField(default=False)
    needs_other = models.BooleanField(default=False)
    other_need = _text("other_need")

    # Asking for someone else
    for_someone_else = models.BooleanField(default=False)
    relation = _text("relation")
    patient_name = _text("patient_name")
    whom_to_call = models.CharField(max_length=7, choices=Callee, blank=True, default="")
    patient_agreed = models.CharField(max_length=9, choices=Agreement, blank=True, default="")

    # What they told us, and that we may answer
    tell_us_first = models.JSONField(default=list, blank=True)
    message = models.TextField(blank=True, default="")
    consent_version = models.CharField(max_length=64)
    consented_at = models.DateTimeField()

    # What the clinic owes
    received_at = models.DateTimeField()
    promised_by = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.NEW)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    suspected = models.BooleanField(default=False)
    # Kept after a release: it says what the judgement was wrong about.
    suspicions = models.CharField(max_length=200, blank=True, default="")

    # How the desk stands to it
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # When the desk acts next: as promised at first, then the next call, the end of a snooze, or a reminder.
    due_at = models.DateTimeField()
    snoozed_until = models.DateTimeField(null=True, blank=True)
    # The first call or answer, reached or not: what the promise is measured by.
    answered_at = models.DateTimeField(null=True, blank=True)
    # The enquiry that this one was a duplicate of. What was merged goes with it, because it is a part of it.
    merged_into = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, db_index=False, related_name="duplicates"
    )
    # One more with every change: who writes says which version they saw.
    version = models.PositiveIntegerField(default=1)

    objects = EnquiryQuerySet.as_manager()

    personal: ClassVar[frozenset[str]] = frozenset(
        {
            *("fingerprint", "confirmation_token", "treatment", "condition", "package", "name", "contact_by", "phone"),
            *("phone_e164", "email", "good_times", "good_times_note", "may_leave_message", "may_say_clinic"),
            *(f"needs_{need}" for need in Need),
            *("language", "other_need", "for_someone_else", "relation", "patient_name", "whom_to_call"),
            *("patient_agreed", "tell_us_first", "message"),
        }
    )
    impersonal: ClassVar[frozenset[str]] = frozenset(
        {
            *("id", "reference", "submission_id", "source", "demo", "content_version", "price_seen_pence"),
            *("consent_version", "consented_at", "received_at", "promised_by", "status", "outcome", "settled_at"),
            *("suspected", "suspicions", "assigned_to", "due_at", "snoozed_until", "answered_at", "merged_into"),
            "version",
        }
    )

    class Meta:
        verbose_name_plural = "enquiries"
        indexes = (
            # The desk's queue and its counts: EnquiryQuerySet.in_queue(). Both ask for settled_at, not for statuses:
            # SQLite uses a partial index only for the very same terms, and takes no list for the same.
            models.Index(
                fields=["due_at", "received_at"],
                condition=Q(settled_at__isnull=True, suspected=False),
                name="enquiry_queue",
            ),
            # What was merged into an enquiry. Few are: an index of all rows looks useless to a planner.
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="enquiry_merged"),
            # The same queue, the longest waiting first.
            models.Index(
                fields=["received_at"],
                condition=Q(settled_at__isnull=True, suspected=False),
                name="enquiry_waiting",
            ),
            # The desk's list of suspected spam: EnquiryQuerySet.suspected_spam().
            models.Index(fields=["-received_at"], condition=Q(suspected=True), name="enquiry_suspected"),
            # Exports and figures ask for the days of arrival.
            models.Index(fields=["received_at"], name="enquiry_received"),
            # The desk's list of what was booked or closed: EnquiryQuerySet.settled().
            models.Index(fields=["-settled_at"], condition=Q(settled_at__isnull=False), name="enquiry_settled"),
        )
        permissions = (
            ("see_figures", "Can see figures about enquiries, without what patients wrote"),
            ("export_enquiries", "Can export enquiries"),
        )
        constraints = (
            # intake.receive() reads the first of two equal enquiries through it.
            models.UniqueConstraint(
                fields=["fingerprint"], condition=~Q(fingerprint=""), name="enquiry_sent_once_in_a_day"
            ),
            *(_at_most(name, length) for name, length in LIMITS.items()),
            models.CheckConstraint(condition=~Q(name=""), name="enquiry_has_a_name"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="enquiry_source_is_known"),
            models.CheckConstraint(condition=Q(contact_by__in=Channel.values), name="enquiry_channel_is_known"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="enquiry_status_is_known"),
            models.CheckConstraint(condition=Q(outcome__in=["", *Outcome.values]), name="enquiry_outcome_is_known"),
            models.CheckConstraint(condition=~Q(consent_version=""), name="enquiry_consent_has_its_words"),
            models.CheckConstraint(condition=~Q(content_version=""), name="enquiry_content_has_its_version"),
            models.CheckConstraint(condition=Q(promised_by__gt=F("received_at")), name="enquiry_promise_lies_ahead"),
            _only_if(~Q(contact_by=Channel.EMAIL), ~Q(phone=""), name="call_has_a_phone"),
            _only_if(Q(contact_by=Channel.EMAIL), ~Q(email=""), name="mail_has_an_address"),
            _only_if(Q(price_seen_pence__isnull=False), ~Q(package=""), name="price_has_a_package"),
            _pair(Q(phone=""), Q(phone_e164=""), name="phone_is_normalised"),
            _pair(Q(needs_interpreter=True), ~Q(language=""), name="interpreter_has_a_language"),
            _pair(Q(needs_other=True), ~Q(other_need=""), name="other_need_has_words"),
            _pair(Q(for_someone_else=True), ~Q(relation=""), name="someone_else_has_a_relation"),
            _pair(Q(for_someone_else=True), Q(whom_to_call__in=Callee.values), name="someone_else_says_whom_to_call"),
            _pair(Q(for_someone_else=True), Q(patient_agreed__in=Agreement.values), name="someone_else_says_agreed"),
            _only_if(~Q(patient_name=""), Q(for_someone_else=True), name="patient_is_someone_else"),
            _only_if(Q(whom_to_call=Callee.PATIENT), ~Q(patient_name=""), name="patient_to_call_has_a_name"),
            _pair(Q(outcome=""), ~Q(status=Status.CLOSED), name="outcome_when_closed"),
            _pair(Q(settled_at__isnull=True), Q(status__in=OPEN), name="settled_has_a_time"),
            _only_if(Q(snoozed_until__isnull=False), Q(settled_at__isnull=True), name="snoozed_is_open"),
            _only_if(Q(merged_into__isnull=False), Q(outcome=Outcome.DUPLICATE), name="merged_is_closed_as_duplicate"),
            _only_if(Q(merged_into__isnull=False), ~Q(merged_into=F("pk")), name="merged_into_another"),
            _only_if(Q(suspected=True), Q(status=Status.NEW) & ~Q(suspicions=""), name="suspected_is_new_with_reasons"),
        )

    def __str__(self) -> str:
        # The reference alone: this text reaches logs, cookies and the admin's own history.
        return self.reference

    @property
    def needs(self) -> tuple[Need, ...]:
        """What helps them to talk with the clinic, in the order of the form."""
        return tuple(need for need in Need if getattr(self, f"needs_{need}"))
