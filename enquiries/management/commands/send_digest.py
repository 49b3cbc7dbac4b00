"""Sends the day's digest, unless it was sent; the sender of mail does the same by itself."""

from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.utils import timezone
from treatments import catalogue

from enquiries import digest
from enquiries.models import Delivery


class Command(BaseCommand):
    help = "Send today's digest to reception, from seven in the morning and once a day however often this is called."

    def handle(self, **options: Any) -> None:
        """Send it; raise CommandError, so that whoever watches is told, when it could not be handed over."""
        tried = digest.daily(clinic=catalogue.current().clinic, now=timezone.now())
        if tried is None:
            self.stdout.write("Nothing to send: it was sent today already, or is not due yet.")
        elif tried.state == Delivery.SENT:
            self.stdout.write(f"Sent the digest of {tried.day}.")
        else:
            raise CommandError(f"The digest of {tried.day} was not handed over: {tried.last_error}. It is tried again.")
