"""Prepares what is missing and serves the site on this machine: what `make run` calls."""

import os
import socket
import subprocess
import sys
from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

HOST = "127.0.0.1"
SERVER = ["granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--log-level", "warning"]
# A worker that is interrupted while it still starts would otherwise be waited for without end.
SERVER += ["--workers-kill-timeout", "5", "--host", HOST]


class Command(BaseCommand):
    """Database, static files and pages, then the production server; what is there already stays."""

    help = "Prepare what is missing and serve the site on this machine."
    # Broken content is reported by the step that publishes it, which may fall back on the last good version.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port, and whether to serve at all."""
        parser.add_argument("--port", type=int, default=8000, help="serve on this port")
        parser.add_argument("--prepare-only", action="store_true", help="stop before serving")

    def handle(self, *, port: int, prepare_only: bool, **options: Any) -> None:
        """Prepare and serve; raise CommandError where this is not the machine or the port for it."""
        if settings.PRODUCTION:
            raise CommandError("quickstart is for your own machine; docs/deploying.md says how to serve patients.")
        refuse_taken_port(port)
        tell_address(port)
        self.prepare()
        if not prepare_only:
            self.serve(port)

    def prepare(self) -> None:
        """Bring database, static files, pages and the demonstration up to date; nothing in the database is lost."""
        call_command("migrate", verbosity=0)
        collect_static_files()
        self.publish()
        call_command("demo", stdout=self.stdout)

    def publish(self) -> None:
        """Publish the pages; when content is broken, say so and keep what was published before."""
        try:
            # Somebody who looks around next year must not be stopped by a review that fell due; they are told of it.
            call_command("publish", allow_overdue=True, stdout=self.stdout, stderr=self.stderr)
        except CommandError as fault:
            if not (settings.PUBLISHED_DIR / "current").exists():
                raise
            self.stderr.write(f"{fault}\nThe pages were not published again: you will see the last good version.")

    def serve(self, port: int) -> None:
        """Say where the site and its mail are, let a sender of mail run beside it, and become the server."""
        start_sender()
        self.stdout.write(f"\nThe site is at http://localhost:{port} (Ctrl-C stops it).\n{where_mail_is()}\n")
        self.stdout.flush()
        arguments = [sys.executable, "-m", *SERVER, "--port", str(port), "clinic.wsgi:application"]
        os.execv(sys.executable, arguments)  # noqa: S606 - the same interpreter, arguments of our own


def tell_address(port: int) -> None:
    """Let pages and mail name the address that is served here, unless the settings give another."""
    if settings.ENVIRONMENT.site_url:
        return
    # This process renders the pages; the sender and the server inherit the environment.
    settings.SITE_URL = os.environ["CLINIC_SITE_URL"] = f"http://localhost:{port}"


def start_sender() -> None:
    """Start what hands over the mail of enquiries; it stops by itself when the server is gone."""
    command = [sys.executable, "manage.py", "send_notifications", "--loop", "--with-parent", str(os.getpid())]
    # Not waited for: by the time it ends, this process has become the server.
    subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL)  # noqa: S603 - nothing comes from outside


def where_mail_is() -> str:
    """Return where the mail that the site sends can be read, and how much of it there is."""
    if settings.MAILERS["default"] != settings.MAIL_FILES:
        return "Mail leaves through the server of CLINIC_MAIL_URL."
    messages = len(list(settings.MAIL_DIR.glob("*.log")))
    return f"Mail is not sent but written to {settings.MAIL_DIR} ({messages} so far)."


def collect_static_files() -> None:
    """Collect, hash and compress the static files, unless none changed since the last time."""
    stamp = settings.STATIC_ROOT / ".collected"
    sources = static_sources()
    if stamp.exists() and stamp.read_text() == sources:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(sources)


def static_sources() -> str:
    """Return a fingerprint of every static file's name, size and time."""
    digest = sha256()
    for finder in get_finders():
        for name, storage in finder.list(["CVS", ".*", "*~"]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def refuse_taken_port(port: int) -> None:
    """Raise CommandError when something listens there already: two servers would share the port unseen."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as fault:
            raise CommandError(f"Port {port} is in use; choose another: make run PORT={port + 1}") from fault
