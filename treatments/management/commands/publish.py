"""Publish the site: check the content, render every public page, swap the result in; or go back to what was before."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from treatments import kept, leaflets, versions
from treatments.catalogue import Catalogue
from treatments.faults import ContentError
from treatments.pages import made_paths, public_paths
from treatments.publish import NothingPublished, Published, go_back, publish, renew
from treatments.rendering import Unpublishable

KEPT_UNUSED = timedelta(days=30)
"""For how long a made file stays that no publishing needed: somebody may go back to an earlier version."""
UNCHANGED = "Nothing was published: what was served before is still served."


class Command(BaseCommand):
    """`manage.py publish`: exit status 1 when nothing was published."""

    help = "Check the content, render every public page and swap the result in; or go back to an earlier version."
    # It reads the content itself, once, and reports each fault as the system check would.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do instead of publishing, and whether late reviews may pass."""
        parser.add_argument(
            "--allow-overdue", action="store_true", help="publish even where a review date has passed, and say which"
        )
        instead = parser.add_mutually_exclusive_group()
        instead.add_argument(
            "--renew", action="store_true", help="publish the published content again, as it reads today"
        )
        instead.add_argument("--list", action="store_true", help="list the versions there are, the latest first")
        instead.add_argument("--use", metavar="VERSION", help="go back to a version that --list names")

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish, list or go back; raise CommandError with everything that must be mended."""
        try:
            if options["list"]:
                self.list()
            elif options["use"]:
                self.use(options["use"])
            else:
                done = self.publish(again=options["renew"], overdue_allowed=options["allow_overdue"])
                kept.tidy(unused_since=timezone.now() - KEPT_UNUSED)
                if options["verbosity"]:
                    self.report(done)
        except versions.PublishingBusy as busy:
            raise CommandError("Another process is publishing; wait until it is done and try again.") from busy

    def publish(self, *, again: bool, overdue_allowed: bool) -> Published:
        """Publish what the content says now, or what was published as it reads today."""
        if settings.DEBUG:
            raise CommandError(f"Pages rendered with CLINIC_DEBUG differ from real ones; leave it out. {UNCHANGED}")
        try:
            return _publish(again=again, overdue_allowed=overdue_allowed)
        except NothingPublished as fault:
            raise CommandError("There is nothing to renew yet: run manage.py publish first.") from fault
        except ContentError as error:
            raise CommandError(f"{error}\n{len(error.faults)} to mend in the content. {UNCHANGED}") from error
        except Unpublishable as error:
            raise CommandError(f"{error}\n{UNCHANGED}") from error

    def report(self, done: Published) -> None:
        """Print what was published, and what somebody should look at."""
        for warning in done.warnings:
            self.stderr.write(str(warning))
        state = "published" if done.is_new else "unchanged"
        self.stdout.write(f"{done.pages} pages {state} as {done.version.name}")
        if reason := leaflets.why_not():
            self.stdout.write(f"No leaflet is offered as PDF, because {reason}; browsers print them all the same.")

    def list(self) -> None:
        """Print each version: its name, when it was published, and whether it is served."""
        current = versions.current(settings.PUBLISHED_DIR)
        for version in versions.every(settings.PUBLISHED_DIR):
            notes = ["current"] if version == current else []
            notes += ["held by a running process"] if versions.is_held(version) else []
            self.stdout.write(f"{version.name}  {version.published:%Y-%m-%d %H:%M:%S} UTC  {', '.join(notes)}".rstrip())

    def use(self, name: str) -> None:
        """Go back to a version."""
        try:
            version = go_back(name)
        except versions.NoSuchVersion as fault:
            raise CommandError(f"There is no version {name}; see what publish --list prints.") from fault
        self.stdout.write(f"{version.name} is served from now on.")


def _publish(*, again: bool, overdue_allowed: bool) -> Published:
    if again:
        return renew(public_paths=every_path)
    return publish(public_paths=every_path, today=date.today(), overdue_allowed=overdue_allowed)


def every_path(catalogue: Catalogue) -> list[str]:
    """Return the path of everything to publish: what pages are made with first, so that they can tell of it."""
    return [*made_paths(catalogue, now=timezone.now()), *public_paths(catalogue)]
