"""Fills the desk of a demonstration with staff and enquiries, once."""

from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from clinic import demo_staff
from clinic.signin.demo import PASSWORD
from enquiries import crowd, demo, demo_history
from enquiries.roles import Role
from treatments import catalogue


class Command(BaseCommand):
    """Accounts for each role and some sixty synthetic enquiries; what is there already stays."""

    help = "Make demonstration staff and enquiries, marked as such; refused in production."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many enquiries there are to be."""
        parser.add_argument("--crowd", type=int, default=0, help="go on until there are so many enquiries")

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
        for count in crowd.fill(upto=options["crowd"], content=content, worker=staff[Role.RECEPTIONIST], now=now):
            self.stdout.write(f"There are {count:,} enquiries.", ending="\n" if count == options["crowd"] else "\r")
        names = ", ".join(account.username for account in staff.values())
        self.stdout.write(f"At /desk/ sign in as {names}; the password is {PASSWORD}")
