"""What each message says and to whom: no health detail and nothing a patient wrote, but for what staff reply."""

from email.headerregistry import Address
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import render_to_string
from treatments import catalogue
from treatments.catalogue import Catalogue

from . import promise, reference, safety
from .models import Channel, Enquiry, Mail, Notification

SUBJECTS = {
    Mail.ACKNOWLEDGEMENT: "Your enquiry, reference {reference}",
    Mail.ALERT: "New enquiry, reference {reference}",
    # The same as the acknowledgement's: some mail programs keep a conversation together by it.
    Mail.REPLY: "Your enquiry, reference {reference}",
}
TO_THE_PATIENT = (Mail.ACKNOWLEDGEMENT, Mail.REPLY)
BY_A_MACHINE = {
    # RFC 3834: nobody's holiday reply answers it.
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
}
VERBS = {Channel.PHONE: "call", Channel.TEXT: "text", Channel.EMAIL: "email"}


def kinds_owed(enquiry: Enquiry) -> tuple[Mail, ...]:
    """Return the messages that a received enquiry owes: reception is told, and the sender who left an address."""
    return (Mail.ALERT, Mail.ACKNOWLEDGEMENT) if enquiry.email else (Mail.ALERT,)


def compose(notification: Notification) -> EmailMultiAlternatives:
    """Return the message as it is sent now.

    Raises ValidationError for an address that no mail goes to, and ContentError while the content is broken.
    """
    content = catalogue.current()
    enquiry = notification.enquiry
    kind = Mail(notification.kind)
    context = _context(enquiry, content) | {"words": notification.reply.text if notification.reply else ""}
    message = EmailMultiAlternatives(
        subject=subject(enquiry, kind),
        body=render_to_string(f"mail/{kind}.txt", context),
        from_email=_sender(content),
        to=[_recipient(enquiry, kind, content)],
        headers={"Message-ID": _message_id(notification)} | (_thread(enquiry) if notification.reply else BY_A_MACHINE),
    )
    message.attach_alternative(render_to_string(f"mail/{kind}.html", context), "text/html")
    return message


def subject(enquiry: Enquiry, kind: Mail) -> str:
    """Return the subject of a message: of the enquiry it holds the reference alone."""
    return SUBJECTS[kind].format(reference=reference.grouped(enquiry.reference))


def words_of_reply(enquiry: Enquiry, words: str) -> str:
    """Return what a reply with these words says as plain text, from its first line to its last."""
    rendered = render_to_string("mail/reply.txt", _context(enquiry, catalogue.current()) | {"words": words})
    # What is rendered counts as HTML that a page need not escape. This is text, and strip() makes it count as such.
    return rendered.strip()


def _message_id(notification: Notification) -> str:
    return f"<{notification.message_id}@{urlsplit(settings.SITE_URL).hostname}>"


def _thread(enquiry: Enquiry) -> dict[str, str]:
    # RFC 5322, 3.6.4: what the patient has had from us before, the latest last.
    had = enquiry.notifications.filter(kind__in=TO_THE_PATIENT, sent_at__isnull=False).order_by("sent_at", "pk")
    ids = [_message_id(each) for each in had]
    return {"In-Reply-To": ids[-1], "References": " ".join(ids)} if ids else {}


def _recipient(enquiry: Enquiry, kind: Mail, content: Catalogue) -> str:
    address = enquiry.email if kind in TO_THE_PATIENT else settings.RECEPTION_EMAIL or content.clinic.email
    # Once more, here: whatever wrote the row, an address with a line break never becomes a header.
    validate_email(address)
    return address


def _sender(content: Catalogue) -> str:
    address = settings.MAIL_FROM or content.clinic.email
    return str(Address(display_name=content.clinic.short_name, addr_spec=address))


def _context(enquiry: Enquiry, content: Catalogue) -> dict[str, object]:
    return {
        "clinic": content.clinic,
        "reference": reference.grouped(enquiry.reference),
        "spoken": reference.spoken(enquiry.reference),
        "verb": VERBS[Channel(enquiry.contact_by)],
        "promise": promise.in_words(enquiry.promised_by, content.clinic),
        "emergency_numbers": safety.numbers("call-999", content),
        "same_day_numbers": safety.numbers("same-day", content),
        "link": f"{settings.SITE_URL}{settings.DESK_PATH}?q={quote(enquiry.reference)}",
    }
