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
from .digest import Digest
from .enquiry import LIMITS, OPEN, Enquiry, EnquiryQuerySet
from .event import Event, HistoryStands
from .handling import HANDLE_LIMIT, NOTE_LIMIT, CallAttempt, Handle, Note, Presence
from .ledger import Ending, LedgerLine, Promised
from .merge import Merge
from .notification import Notification
from .reply import REPLY_LIMIT, TEMPLATE_NAME_LIMIT, Reply, ReplyTemplate
from .retention import Hold, HoldReason, RetentionRun, Stop
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
    "Digest",
    "Ending",
    "Enquiry",
    "EnquiryQuerySet",
    "Event",
    "FirstView",
    "Handle",
    "Happening",
    "Heartbeat",
    "HistoryStands",
    "Hold",
    "HoldReason",
    "LedgerLine",
    "Mail",
    "Merge",
    "Need",
    "Note",
    "Notification",
    "Occasion",
    "Outcome",
    "Presence",
    "Promised",
    "Reply",
    "ReplyTemplate",
    "RetentionRun",
    "SavedView",
    "Sender",
    "Source",
    "Status",
    "Stop",
    "TimeOfDay",
]
