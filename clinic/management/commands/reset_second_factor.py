"""Takes away the second factors of somebody who has lost them, so that they set up new ones when they next sign in."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError, CommandParser

from clinic.signin import letters
from clinic.signin.backend import staff_named


class Command(BaseCommand):
    """For whoever runs the server, once they are sure who asks."""

    help = "Take away somebody's passkeys, app and recovery codes; they set up new ones at their next sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read whose."""
        parser.add_argument("account", help="user name or email address")

    def handle(self, *args: Any, account: str, **options: Any) -> None:
        """Take them away, end the account's sessions, and tell its owner."""
        user = staff_named(account)
        if user is None:
            raise CommandError(f"There is no account {account}.")
        Authenticator.objects.filter(user=user).delete()
        for session in Session.objects.iterator():
            if session.get_decoded().get("_auth_user_id") == str(user.pk):
                session.delete()
        letters.send_notice(user, "Your second factor was taken away by whoever runs the site. Set up a new one.")
        self.stdout.write(f"{user.get_username()} sets up a second factor at the next sign-in.")
