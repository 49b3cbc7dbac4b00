"""Erases the enquiries whose time is over, or lists them; the sender of mail does the same once a day."""

from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from treatments import catalogue

from enquiries import audit, retention
from enquiries.models import Ending, Enquiry
from enquiries.reference import grouped

LISTED = 1_000


class Command(BaseCommand):
    help = "Erase the enquiries whose time is over. With --dry-run, list them and erase nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer --dry-run, --allow and --clock-is-right."""
        parser.add_argument("--dry-run", action="store_true", help="list what is due and erase nothing")
        parser.add_argument("--allow", type=int, metavar="COUNT", help="erase up to so many instead of the usual limit")
        parser.add_argument(
            "--clock-is-right", action="store_true", help="you have looked: the date of this machine is right"
        )

    def handle(self, *, dry_run: bool, allow: int | None, clock_is_right: bool, **options: Any) -> None:
        """List or erase; raise CommandError, so that whoever watches is told, where nothing may be erased."""
        clinic, now = catalogue.current().clinic, timezone.now()
        due = retention.due(clinic=clinic, now=now)
        if dry_run:
            for enquiry in due[:LISTED]:
                self.stdout.write(f"{grouped(enquiry.reference)}  {_why(enquiry)}")
            self.stdout.write(f"{due.count()} due. Nothing was erased.")
            return
        try:
            before = retention.last_run()
            done = retention.run(clinic=clinic, by=audit.SITE, now=now, allow=allow, clock_is_right=clock_is_right)
        except retention.Refused as why:
            raise CommandError(f"Nothing was erased: {why}.") from why
        earlier = before.erased if before and before.day == done.day else 0
        self.stdout.write(f"Erased {done.erased - earlier}.")


def _why(enquiry: Enquiry) -> str:
    if enquiry.settled_at is None:
        return f"suspected spam, received {enquiry.received_at:%Y-%m-%d}"
    return f"{Ending(enquiry.outcome or enquiry.status).label}, settled {enquiry.settled_at:%Y-%m-%d}"
