"""What is stored of an enquiry, and what the databases refuse to store."""

from .choices import (
    Agreement,
    Callee,
    CallResult,
    Channel,
    Delivery,
    Happening,
    Mail,
    Need,
    Occasion,
    Outcome,
    Source,
    Status,
    TimeOfDay,
)
from .enquiry import LIMITS, OPEN, Enquiry, EnquiryQuerySet
from .event import Event, HistoryStands
from .handling import HANDLE_LIMIT, NOTE_LIMIT, CallAttempt, Handle, Note, Presence
from .merge import Merge
from .notification import Notification
from .reply import REPLY_LIMIT, TEMPLATE_NAME_LIMIT, Reply, ReplyTemplate
from .saved_view import VIEW_NAME_LIMIT, FirstView, SavedView
from .watch import Heartbeat, Sender

__all__ = [
    "HANDLE_LIMIT",
    "LIMITS",
    "NOTE_LIMIT",
    "OPEN",
    "REPLY_LIMIT",
    "TEMPLATE_NAME_LIMIT",
    "VIEW_NAME_LIMIT",
    "Agreement",
    "CallAttempt",
    "CallResult",
    "Callee",
    "Channel",
    "Delivery",
    "Enquiry",
    "EnquiryQuerySet",
    "Event",
    "FirstView",
    "Handle",
    "Happening",
    "Heartbeat",
    "HistoryStands",
    "Mail",
    "Merge",
    "Need",
    "Note",
    "Notification",
    "Occasion",
    "Outcome",
    "Presence",
    "Reply",
    "ReplyTemplate",
    "SavedView",
    "Sender",
    "Source",
    "Status",
    "TimeOfDay",
]
