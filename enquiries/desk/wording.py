"""How the desk says things: when something is due, for how long somebody waits, what an enquiry is about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from treatments.catalogue import Catalogue
from treatments.opening_days import clock
from treatments.schema.clinic import Clinic

from enquiries import opening
from enquiries.models import OPEN, Agreement, Channel, Enquiry, Need, Status, TimeOfDay
from enquiries.spam import Reason

LONGEST_COUNTED = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Due:
    """When the desk acts next, in words and with a tone: late, soon, today, later or done."""

    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Badge:
    """Something to know before calling; `tone` is warn or plain."""

    words: str
    tone: str = "warn"


def account_name(account: User | AbstractBaseUser | AnonymousUser) -> str:
    """Return how colleagues call somebody."""
    full = account.get_full_name() if isinstance(account, User) else ""
    return full or account.get_username()


def due(enquiry: Enquiry, *, clinic: Clinic, now: datetime) -> Due:
    """Return when the desk acts next, and how pressing that is."""
    if Status(enquiry.status) not in OPEN:
        marked = "marked booked" if enquiry.status == Status.BOOKED else enquiry.get_status_display()
        return Due(f"{marked} {moment(enquiry.settled_at or now, clinic, now)}", "done")
    if enquiry.snoozed_until and enquiry.snoozed_until > now:
        return Due(f"snoozed until {moment(enquiry.snoozed_until, clinic, now)}", "done")
    # Whoever was answered waits for a next step, and no more for the answer that was promised.
    what = "follow-up " if enquiry.answered_at else ""
    if enquiry.due_at <= now:
        late = open_hours(clinic, since=enquiry.due_at, until=now)
        return Due(f"{what}overdue by {late}" if late else f"{what}due now", "late")
    tone = "soon" if enquiry.due_at - now <= timedelta(hours=1) else "later"
    if tone == "later" and local(enquiry.due_at, clinic).date() == local(now, clinic).date():
        tone = "today"
    return Due(f"{what}due {moment(enquiry.due_at, clinic, now)}", tone)


def promise(enquiry: Enquiry, *, clinic: Clinic, now: datetime) -> str:
    """Return what became of the promised answer: when it was given, and whether in time; "" while it is to be given."""
    if enquiry.answered_at is None:
        return "late: not answered yet" if enquiry.promised_by <= now and Status(enquiry.status) in OPEN else ""
    kept = "kept" if enquiry.answered_at <= enquiry.promised_by else "late"
    return f"{kept}: answered {moment(enquiry.answered_at, clinic, now)}"


def open_hours(clinic: Clinic, *, since: datetime, until: datetime) -> str:
    """Return how long the clinic was open between two moments: "3 working hours", "40 working minutes"; "" if not."""
    if until - since > LONGEST_COUNTED:
        return f"more than {LONGEST_COUNTED.days} days"
    minutes = int(opening.hours_open(clinic, since=since, until=until).total_seconds() // 60)
    if not minutes:
        return ""
    if minutes < 60:
        return f"{minutes} working minute{'' if minutes == 1 else 's'}"
    hours = minutes // 60
    return f"{hours} working hour{'' if hours == 1 else 's'}"


def moment(when: datetime, clinic: Clinic, now: datetime) -> str:
    """Return a moment on the clinic's clock as people at a desk say it: "today, 3 pm", "Tue 24 Nov, 9 am"."""
    there, here = local(when, clinic), local(now, clinic)
    days = (there.date() - here.date()).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    year = f" {there.year}" if there.year != here.year else ""
    return f"{near.get(days, f'{there:%a} {there.day} {there:%b}{year}')}, {clock(there)}"


def local(when: datetime, clinic: Clinic) -> datetime:
    """Return a moment on the clinic's clock."""
    return when.astimezone(ZoneInfo(clinic.time_zone))


def about(enquiry: Enquiry, content: Catalogue) -> str:
    """Return what an enquiry is about, in the names of the pages; what they no longer have keeps its id."""
    condition, treatment = content.conditions.get(enquiry.condition), content.treatments.get(enquiry.treatment)
    names = [
        condition.name_plain if condition else enquiry.condition,
        treatment.title if treatment else enquiry.treatment,
    ]
    return ", ".join(name for name in names if name) or "not sure"


def good_times(enquiry: Enquiry) -> str:
    """Return when they said it suits them, in their own words too."""
    times = "; ".join(TimeOfDay(each).label for each in enquiry.good_times) or "any time"
    return f"{times}: {enquiry.good_times_note}" if enquiry.good_times_note else times


SUSPICIONS = {
    Reason.HONEYPOT: "filled in a field that people cannot see",
    Reason.TOO_QUICK: "sent within 5 seconds of opening the form",
    Reason.TOO_MANY: "one of very many from the same connection",
    Reason.LINKS: "has many links in it",
}
"""Why an enquiry was kept apart, for somebody who has to judge whether a person wrote it."""


def suspicions(enquiry: Enquiry) -> tuple[str, ...]:
    """Return why an enquiry is suspected of being spam; none where it is not."""
    return reasons(enquiry.suspicions) if enquiry.suspected else ()


def reasons(kept: str) -> tuple[str, ...]:
    """Return in words the reasons that an enquiry or an event keeps, separated by commas."""
    return tuple(SUSPICIONS[Reason(each)] for each in kept.split(",") if each in set(Reason))


def told_first(enquiry: Enquiry, content: Catalogue) -> list[str]:
    """Return what they ticked under "tell us first", in the words they saw."""
    known = content.contraindications
    return [
        (known[each].tell_us_first or known[each].name) if each in known else each for each in enquiry.tell_us_first
    ]


def patient(enquiry: Enquiry) -> str:
    """Return whom it is about and whether they agree, where somebody asks for another; "" for everybody else."""
    if not enquiry.for_someone_else:
        return ""
    who = enquiry.patient_name or "not named"
    return f"{who} ({AGREES[Agreement(enquiry.patient_agreed)]})"


AGREES = {
    Agreement.AGREED: "has agreed",
    Agreement.NOT_ASKED: "has not been asked yet",
    Agreement.CANNOT: "cannot decide this alone",
}


def not_offered(enquiry: Enquiry, content: Catalogue) -> str:
    """Return the name of the condition that they ask about and that we do not treat; "" for every other."""
    condition = content.conditions.get(enquiry.condition)
    return condition.name_plain if condition and condition.status == "not-offered" else ""


def badges(enquiry: Enquiry, content: Catalogue) -> tuple[Badge, ...]:
    """Return what to know before calling."""
    on_the_phone = enquiry.contact_by == Channel.PHONE
    shown = {
        Badge("demonstration", "plain"): enquiry.demo,
        Badge("we do not offer this"): bool(not_offered(enquiry, content)),
        Badge("needs interpreter"): enquiry.needs_interpreter,
        Badge("British Sign Language"): enquiry.needs_bsl,
        Badge("text relay"): enquiry.needs_text_relay,
        Badge("do not leave a message"): on_the_phone and not enquiry.may_leave_message,
        Badge("do not say who is calling"): on_the_phone and not enquiry.may_say_clinic,
        Badge("for someone else", "plain"): enquiry.for_someone_else,
        Badge("told us something first"): bool(enquiry.tell_us_first),
        Badge("other needs", "plain"): any(need in OTHER_NEEDS for need in enquiry.needs),
    }
    return tuple(badge for badge, is_so in shown.items() if is_so)


OTHER_NEEDS = frozenset({Need.LARGE_PRINT, Need.WHEELCHAIR, Need.NEEDLE_FEAR, Need.OTHER})
