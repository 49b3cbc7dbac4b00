"""How long enquiries are kept, what is due to be erased, who may not be, and what somebody is given of their own."""

from .erasing import OnHold, erase, erased, hold, let_go
from .person import export, of_same_person
from .rule import due, due_soon, held, over_on, spam_days
from .running import Refused, daily, last_run, most_at_once, run

__all__ = [
    "OnHold",
    "Refused",
    "daily",
    "due",
    "due_soon",
    "erase",
    "erased",
    "export",
    "held",
    "hold",
    "last_run",
    "let_go",
    "most_at_once",
    "of_same_person",
    "over_on",
    "run",
    "spam_days",
]
