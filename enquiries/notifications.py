"""What each message says and to whom: no name, no health detail, nothing a patient wrote."""

from email.headerregistry import Address
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import render_to_string
from treatments import catalogue
from treatments.catalogue import Catalogue
from treatments.schema.safety import Urgency

from . import promise, reference, safety
from .models import Channel, Enquiry, Mail, Notification

SUBJECTS = {
    Mail.ACKNOWLEDGEMENT: "Your enquiry, reference {reference}",
    Mail.ALERT: "New enquiry, reference {reference}",
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
    context = _context(enquiry, content)
    message = EmailMultiAlternatives(
        subject=SUBJECTS[kind].format(reference=context["reference"]),
        body=render_to_string(f"mail/{kind}.txt", context),
        from_email=_sender(content),
        to=[_recipient(enquiry, kind, content)],
        headers={
            "Message-ID": f"<{notification.message_id}@{urlsplit(settings.SITE_URL).hostname}>",
            # RFC 3834: nobody's holiday reply answers it.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    message.attach_alternative(render_to_string(f"mail/{kind}.html", context), "text/html")
    return message


def _recipient(enquiry: Enquiry, kind: Mail, content: Catalogue) -> str:
    address = enquiry.email if kind is Mail.ACKNOWLEDGEMENT else settings.RECEPTION_EMAIL or content.clinic.email
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
        "emergency_numbers": _numbers("call-999", content),
        "same_day_numbers": _numbers("same-day", content),
        "link": f"{settings.SITE_URL}{settings.DESK_PATH}?q={quote(enquiry.reference)}",
    }


def _numbers(urgency: Urgency, content: Catalogue) -> tuple[str, ...]:
    return tuple(dict.fromkeys(action.number for action in safety.actions(urgency, content) if action.number))
