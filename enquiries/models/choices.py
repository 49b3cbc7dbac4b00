"""The words an enquiry's fields choose between."""

from django.db.models import TextChoices


class Source(TextChoices):
    """How the enquiry came to the clinic."""

    WEB = "web", "website"
    PHONE = "phone", "telephone"
    DESK = "desk", "at the desk"


class Channel(TextChoices):
    """How the clinic may reach the person who asks."""

    PHONE = "phone", "phone call"
    TEXT = "text", "text message"
    EMAIL = "email", "email"


class TimeOfDay(TextChoices):
    """When in the day somebody is glad to be reached."""

    MORNING = "morning", "morning, before 12"
    MIDDAY = "midday", "middle of the day, 12 to 2"
    AFTERNOON = "afternoon", "afternoon, 2 to 5"
    EVENING = "evening", "after 5"


class Callee(TextChoices):
    """Whom to call when somebody asks for another person."""

    ASKER = "asker", "the person who asks"
    PATIENT = "patient", "the patient"


class Agreement(TextChoices):
    """Whether the patient knows that somebody asks for them, and agrees."""

    AGREED = "agreed", "yes, they have agreed"
    NOT_ASKED = "not-asked", "no, they have not been asked"
    CANNOT = "cannot", "they cannot decide this for themselves"


class Need(TextChoices):
    """What helps somebody to talk with the clinic or to visit it; each is a column `needs_…` of the enquiry."""

    INTERPRETER = "interpreter", "an interpreter"
    TEXT_RELAY = "text_relay", "text relay"
    BSL = "bsl", "British Sign Language"
    LARGE_PRINT = "large_print", "large print"
    WHEELCHAIR = "wheelchair", "wheelchair access"
    NEEDLE_FEAR = "needle_fear", "help with a fear of needles"
    OTHER = "other", "something else"


class Status(TextChoices):
    """Where an enquiry stands; `workflow` says which may follow which."""

    NEW = "new", "new"
    CONTACTING = "contacting", "contacting"
    WAITING = "waiting", "waiting for patient"
    BOOKED = "booked", "booked"
    CLOSED = "closed", "closed"


class Outcome(TextChoices):
    """Why an enquiry was closed without a booking."""

    NOT_SUITABLE = "not-suitable", "not suitable"
    DECLINED = "declined", "declined"
    NO_CONTACT = "no-contact", "no contact"
    DUPLICATE = "duplicate", "duplicate"
    SPAM = "spam", "spam"


class CallResult(TextChoices):
    """How a call ended."""

    REACHED = "reached", "reached"
    NO_ANSWER = "no-answer", "no answer"
    VOICEMAIL = "voicemail", "left a voicemail"
    WRONG_NUMBER = "wrong-number", "wrong number"
    # Kept beside the calls, because it is an attempt to reach them like any other.
    TEXTED = "texted", "sent a text message"


class Happening(TextChoices):
    """What an event says was done or seen."""

    RECEIVED = "received", "received"
    RELEASED = "released", "released from suspected spam"
    MOVED = "moved", "moved"
    NOTIFIED = "notified", "mail handed over"
    NOT_NOTIFIED = "not-notified", "mail given up"
    OWED_AGAIN = "owed-again", "mail owed again"
    OPENED = "opened", "opened"
    SEARCHED = "searched", "searched for"
    EXPORTED = "exported", "exported"
    ASSIGNED = "assigned", "assigned"
    SNOOZED = "snoozed", "snoozed"
    WOKEN = "woken", "taken out of snooze"
    NOTED = "noted", "note added"
    CALLED = "called", "called"
    CALL_TAKEN_BACK = "call-taken-back", "took back how a call ended"
    CORRECTED = "corrected", "corrected"
    REPLIED = "replied", "reply written"
    DRAFTED = "drafted", "kept the draft of a reply"
    TAKEN_BACK = "reply-taken-back", "took a reply back before it was sent"
    TEMPLATE_KEPT = "template-kept", "template of a reply kept"
    MERGED = "merged", "merged"
    UNMERGED = "unmerged", "merge undone"
    HELD = "held", "kept back from erasing"
    LET_GO = "let-go", "no longer kept back"
    ERASED = "erased", "erased"


class Mail(TextChoices):
    """The mail an enquiry may owe; `notifications` says what each one says."""

    ACKNOWLEDGEMENT = "acknowledgement", "acknowledgement to the patient"
    ALERT = "alert", "alert to reception"
    REPLY = "reply", "reply to the patient"


class Delivery(TextChoices):
    """Where a notification stands."""

    OWED = "owed", "owed"
    SENT = "sent", "sent"
    FAILED = "failed", "failed"
    # A reply that its author took back before anybody claimed it: nothing is owed for it any more.
    UNDONE = "undone", "taken back"


class Occasion(TextChoices):
    """When the desk offers a template by itself."""

    UNREACHED = "unreached", "after 3 calls that nobody took"
