"""Makes an account for a member of staff, and sends them the link with which they begin."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from clinic.signin import letters
from clinic.signin.backend import staff_named


class Command(BaseCommand):
    """Nobody is told a password: each chooses one behind the link, and then sets up a second factor."""

    help = "Make an account for a member of staff, and mail them a link to choose their password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read who it is and what they may do."""
        parser.add_argument("email", help="their own address; the link goes there")
        parser.add_argument("--name", required=True, help='as colleagues know them: "Anna Reed"')
        parser.add_argument("--role", action="append", default=[], help="one of the roles; may be given more than once")
        parser.add_argument("--print-link", action="store_true", help="show the link instead of sending it")

    def handle(self, *args: Any, email: str, name: str, role: list[str], print_link: bool, **options: Any) -> None:
        """Make the account, or say what is wrong and make nothing."""
        email = _address(email)
        with transaction.atomic():
            user = add(email=email, name=name, groups=_groups(role))
        self.stdout.write(f"{name} has an account: {user.get_username()}")
        if print_link or not settings.PRODUCTION:
            self.stdout.write(f"They choose their password here, within 24 hours: {letters.password_link(user)}")
        if not print_link:
            letters.send_invitation(user)


def add(*, email: str, name: str, groups: list[Group]) -> User:
    """Make the account of a member of staff who has not chosen a password yet."""
    first, _, last = name.partition(" ")
    user = User.objects.create_user(email, email, None, first_name=first, last_name=last, is_staff=True)
    user.groups.set(groups)
    return user


def _address(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as fault:
        raise CommandError(f"{email} is not an email address.") from fault
    if staff_named(email) or User.objects.filter(email__iexact=email).exists():
        raise CommandError(f"{email} has an account already; a forgotten password is renewed from the sign-in page.")
    return email


def _groups(names: list[str]) -> list[Group]:
    known = {group.name.lower(): group for group in Group.objects.order_by("name")}
    unknown = [name for name in names if name.lower() not in known]
    if unknown or not names:
        wrong = f"There is no role {', '.join(unknown)}. " if unknown else "Say what they may do with --role. "
        raise CommandError(f"{wrong}Roles are: {', '.join(group.name for group in known.values())}.")
    return [known[name.lower()] for name in names]
