"""Mail about accounts: a link to choose a password, and word of what changed."""

import logging
from collections.abc import Callable
from email.headerregistry import Address
from threading import Thread
from urllib.parse import urlsplit

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, mailers
from django.db import connections
from django.template.loader import render_to_string
from django.urls import reverse

from clinic.signin.backend import staff_named
from treatments import catalogue

logger = logging.getLogger(__name__)

SENDER_NAME = "Reception's desk"


def password_link(user: User) -> str:
    """Return an address at which this account chooses a password, once, within PASSWORD_RESET_TIMEOUT.

    It begins with the site's own address, whatever host somebody asked with.
    """
    uid, key = user_pk_to_url_str(user), default_token_generator.make_token(user)
    return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})


def send_reset(address: str) -> None:
    """Send a link to choose a new password if the address is that of a member of staff; otherwise do nothing."""
    user = staff_named(address.strip())
    if user and user.email.lower() == address.strip().lower() and user.is_staff and user.is_active:
        send(user, subject="Choose a new password", template="reset")


def send_invitation(user: User) -> None:
    """Send the link with which a new member of staff begins."""
    send(user, subject="Your account at reception's desk", template="invitation")


def send_notice(user: User, what: str) -> None:
    """Tell the owner of an account what was just changed about it."""
    if user.email:
        send(user, subject="How you sign in has changed", template="changed", what=what)


def send(user: User, *, subject: str, template: str, **more: str) -> None:
    """Send one letter; a mail server that refuses it is reported in the log, without the address."""
    context = {"user": user, "site": urlsplit(settings.SITE_URL).hostname, **more}
    if template != "changed":
        context["link"] = password_link(user)
    letter = EmailMessage(
        subject=subject,
        body=render_to_string(f"mail/signin_{template}.txt", context),
        from_email=str(Address(SENDER_NAME, addr_spec=settings.MAIL_FROM or catalogue.current().clinic.email)),
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        mailers.default.send_messages([letter])
    except OSError as fault:
        # SMTP's own errors are OSErrors too; what a server says may repeat the address.
        logger.error("A letter to account %s was not handed over: %s", user.pk, type(fault).__name__)


def after_answering[**Given](work: Callable[Given, None], *args: Given.args, **kwargs: Given.kwargs) -> None:
    """Do this beside the request: how long it takes tells whoever waits for the answer nothing.

    A process that is told to stop finishes it first.
    """
    Thread(target=_alone, args=(lambda: work(*args, **kwargs),)).start()


def _alone(work: Callable[[], None]) -> None:
    try:
        work()
    finally:
        connections.close_all()
