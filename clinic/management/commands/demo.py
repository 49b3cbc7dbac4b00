"""Fills the desk of a demonstration with staff and enquiries, once."""

from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.utils import timezone

from clinic import demo_staff
from clinic.signin.demo import PASSWORD
from enquiries import demo, demo_history
from treatments import catalogue


class Command(BaseCommand):
    """Accounts for each role and some sixty synthetic enquiries; what is there already stays."""

    help = "Make demonstration staff and enquiries, marked as such; refused in production."

    def handle(self, **options: Any) -> None:
        """Make what is missing and say how to sign in."""
        if settings.PRODUCTION:
            raise CommandError("Demonstration staff and enquiries are not made where patients are.")
        staff = demo_staff.make()
        content, now = catalogue.current(), timezone.now()
        made = demo.fill(content=content, staff=staff, now=now)
        if made:
            made += demo_history.fill(content=content, staff=staff, now=now)
            self.stdout.write(f"Made {made} enquiries of nobody, marked as demonstration.")
        names = ", ".join(account.username for account in staff.values())
        self.stdout.write(f"At /desk/ sign in as {names}; the password is {PASSWORD}")
