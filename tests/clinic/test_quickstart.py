"""What `make run` does on a new machine: prepare once, start quickly the second time, keep what was entered."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from select import select

import pytest

from tests.repository import ROOT

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
COMMAND = [sys.executable, "manage.py", "quickstart"]


def environment(folder: Path, **more: str) -> dict[str, str]:
    return os.environ | {"CLINIC_ENV_FILE": os.devnull, "CLINIC_VAR_DIR": str(folder)} | more


def prepare(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, "--prepare-only", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(folder, **more), capture_output=True, text=True, check=False
    )


@pytest.fixture
def port() -> int:
    """Return a port that nothing listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a site that was prepared once."""
    folder = tmp_path_factory.mktemp("site") / "var"
    result = prepare(folder, "--port", "0")
    assert result.returncode == 0, result.stderr
    return folder


def ends_at_once(process: subprocess.Popen[str]) -> bool:
    """Return whether a process has ended; one that runs is given a moment, in which it has the processor."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=0.1)
    return process.returncode is not None


def first_answer(process: subprocess.Popen[str], port: int, address: str) -> tuple[HTTPMessage, bytes]:
    """Return headers and body of a starting server's first answer; fail when it ends instead."""
    while not ends_at_once(process):
        with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection, suppress(ConnectionRefusedError):
            connection.request("GET", address, headers={"Host": "localhost"})
            answer = connection.getresponse()
            return answer.headers, answer.read()
    raise AssertionError(f"the server ended with {process.returncode}")


def test_a_first_start_makes_database_secret_and_static_files(prepared: Path) -> None:
    assert {"db.sqlite3", "secret-key", "static"} <= {path.name for path in prepared.iterdir()}
    with closing(sqlite3.connect(prepared / "db.sqlite3")) as database:
        (tables,) = database.execute("select count(*) from sqlite_master where name = 'auth_user'").fetchone()
    assert tables == 1


def test_static_files_get_names_that_change_with_their_content(prepared: Path) -> None:
    manifest = json.loads((prepared / "static" / "staticfiles.json").read_text())
    hashed = list(manifest["paths"].values())
    assert all((prepared / "static" / name).exists() for name in hashed)


def test_a_second_start_keeps_what_was_entered_takes_an_address_and_collects_nothing_again(prepared: Path) -> None:
    with closing(sqlite3.connect(prepared / "db.sqlite3")) as database:
        database.execute("insert into auth_group (name) values ('reception')")
        database.commit()
    secret = (prepared / "secret-key").read_text()
    collected = (prepared / "static" / "staticfiles.json").stat().st_mtime_ns
    assert prepare(prepared, "--port", "0", CLINIC_SITE_URL="http://127.0.0.1:8999").returncode == 0
    home = (prepared / "published" / "current" / "pages" / "index.html").read_text()
    assert '<link rel="canonical" href="http://127.0.0.1:8999/">' in home
    with closing(sqlite3.connect(prepared / "db.sqlite3")) as database:
        assert ("reception",) in database.execute("select name from auth_group").fetchall()
    assert (prepared / "secret-key").read_text() == secret
    assert (prepared / "static" / "staticfiles.json").stat().st_mtime_ns == collected


@pytest.fixture
def broken_content(tmp_path: Path) -> Path:
    """A copy of the content in which somebody mistyped a key."""
    folder = tmp_path / "content" / "en"
    shutil.copytree(ROOT / "content" / "en", folder)
    clinic = folder / "clinic.yaml"
    clinic.write_text(f"{clinic.read_text()}\nphoness: []\n")
    return folder


def test_a_first_start_publishes_the_pages(prepared: Path) -> None:
    assert (prepared / "published" / "current").is_dir()


def test_a_start_with_broken_content_names_the_fault_and_shows_the_last_good_version(
    prepared: Path, broken_content: Path
) -> None:
    before = (prepared / "published" / "current").resolve()
    result = prepare(prepared, "--port", "0", CLINIC_CONTENT_DIR=str(broken_content))
    assert result.returncode == 0
    assert "phoness" in result.stderr
    assert "you will see the last good version" in result.stderr
    assert (prepared / "published" / "current").resolve() == before


def test_where_nothing_was_published_broken_content_names_the_fault_and_fails(
    prepared: Path, tmp_path: Path, broken_content: Path
) -> None:
    folder = shutil.copytree(prepared, tmp_path / "var", ignore=shutil.ignore_patterns("published"))
    result = prepare(folder, "--port", "0", CLINIC_CONTENT_DIR=str(broken_content))
    assert result.returncode == 1
    assert "phoness" in result.stderr


def test_a_port_that_is_taken_is_refused_with_another(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        result = prepare(tmp_path, "--port", str(number))
    assert result.returncode == 1
    assert result.stderr == f"CommandError: Port {number} is in use; choose another: make run PORT={number + 1}\n"


def test_production_is_never_started_this_way(tmp_path: Path) -> None:
    result = prepare(
        tmp_path,
        CLINIC_ENV="production",
        CLINIC_SECRET_KEY="0123456789" * 6,
        CLINIC_ALLOWED_HOSTS="clinic.example.org",
        CLINIC_SITE_URL="https://clinic.example.org",
        CLINIC_MAIL_URL="smtps://mail.example.org",
    )
    assert result.returncode == 1
    assert "docs/deploying.md" in result.stderr
    assert not (tmp_path / "db.sqlite3").exists()


def test_the_site_says_where_it_is_sends_its_mail_and_stops_when_asked(prepared: Path, port: int) -> None:
    command = [*COMMAND, "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment(prepared), stdout=subprocess.PIPE, text=True) as serving:
        headers, body = first_answer(serving, port, "/healthz")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "alive" in json.loads(body)
        _, home = first_answer(serving, port, "/")
        assert f'<link rel="canonical" href="http://localhost:{port}/">' in home.decode()
        sender = the_sender(serving, prepared)
        assert f"CLINIC_SITE_URL=http://localhost:{port}\0" in Path(f"/proc/{sender}/environ").read_text()
        ended = os.pidfd_open(sender)
        serving.send_signal(signal.SIGINT)
        said, _ = serving.communicate(timeout=60)
    assert f"The site is at http://localhost:{port} (Ctrl-C stops it)." in said
    assert f"Mail is not sent but written to {prepared / 'mail'} (0 so far)." in said
    assert serving.returncode == 0
    # The sender ends when the server is gone; if it did not, this would never return.
    select([ended], [], [])
    os.close(ended)


def the_sender(serving: subprocess.Popen[str], folder: Path) -> int:
    """Return the process that runs beside the site and sends its mail, once it has said that it is there."""
    (sender,) = _children(serving.pid, "send_notifications")
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        while database.execute("select count(*) from enquiries_heartbeat").fetchone() == (0,):
            assert _command(sender), "the sender ended before it was seen"
            assert not ends_at_once(serving)
    return sender


def _children(parent: int, word: str) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(pid) for pid in listed if word in _command(int(pid))]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except FileNotFoundError:
        return ""
