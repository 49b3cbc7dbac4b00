"""Kills a real server again and again while patients send (`make crash-test`): what was acknowledged must be there."""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep

from bench import ledger, patients
from bench.servers import free_port
from clinic.management.commands.quickstart import SERVER

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = 16
BATCH = 3
LIFE_SECONDS = (0.3, 1.5)
"""For how long a server lives once it answers, at random between these."""

BROKEN = (OSError, HTTPException, patients.Busy)


@dataclass
class Run:
    """What is shared by everybody who takes part."""

    port: int
    acknowledged: dict[str, str] = field(default_factory=dict)
    cut_off: int = 0
    sent_again: int = 0
    contradictions: list[str] = field(default_factory=list)
    surprises: list[str] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    last_number: int = 0

    def next_number(self) -> int:
        """Return the number of a patient who has not asked yet."""
        with self.lock:
            self.last_number += 1
            return self.last_number


class Server:
    """The site as it is served to patients, in a group of processes of its own that dies at once."""

    def __init__(self, *, port: int, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", *SERVER, "--port", str(port), "clinic.wsgi:application"]
        self.port = port
        self.log = Path(environment["CLINIC_VAR_DIR"]) / "server.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(  # noqa: S603 - the command is this module's own
                command, cwd=ROOT, env=environment, start_new_session=True, stdout=log, stderr=log
            )

    def wait_until_it_answers(self) -> None:
        """Return once it does; raise SystemExit when it ends instead."""
        while self.process.poll() is None:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
            try:
                connection.request("GET", "/enquire/", headers={"Host": "localhost"})
                connection.getresponse().read()
            except (OSError, HTTPException):
                sleep(0.02)
            else:
                return
            finally:
                connection.close()
        raise SystemExit(f"The server ended by itself ({self.process.returncode}):\n{self.log.read_text()}")

    def kill(self) -> None:
        """Kill every process of it, without a word."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def main() -> None:
    """Kill and count, print what was found, and fail when anything is wrong."""
    arguments = _parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="clinic-crash-") as folder:
        environment = _prepared(Path(folder))
        run = Run(port=free_port())
        begun = monotonic()
        _run(run, environment, acknowledged=arguments.acknowledged, kills=arguments.kills)
        database = environment.get("DATABASE_URL") or Path(folder) / "db.sqlite3"
        verdict = ledger.judge(run.acknowledged, ledger.read(database))
    kind = "SQLite" if isinstance(database, Path) else "PostgreSQL"
    _say(
        f"{kind}: acknowledged {verdict.acknowledged:,}, killed {arguments.kills:,}, lost {len(verdict.lost):,}, "
        f"doubled {len(verdict.doubled):,}, without event {len(verdict.without_event):,}, "
        f"without mail {len(verdict.without_mail):,}; answers cut off {run.cut_off:,}, Send pressed again "
        f"{run.sent_again:,} times and told otherwise {len(run.contradictions):,}; {monotonic() - begun:.0f} s"
    )
    if not verdict.clean or run.contradictions or run.surprises:
        raise SystemExit(f"This must not be: {verdict} {run.contradictions} {run.surprises}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.crash", description=__doc__)
    parser.add_argument("--acknowledged", type=int, default=2000, help="go on until so many were acknowledged")
    parser.add_argument("--kills", type=int, default=100, help="kill so often")
    return parser


def _prepared(folder: Path) -> dict[str, str]:
    """Return the environment of a site whose database is new; DATABASE_URL, when it is set, names an empty one."""
    # Each patient stands behind a proxy of ours with an address of their own.
    own = {"CLINIC_VAR_DIR": str(folder), "CLINIC_ENV_FILE": os.devnull, "CLINIC_TRUSTED_PROXIES": "1"}
    environment = {**os.environ, **own}
    for arguments in (("migrate",), ("collectstatic", "--no-input")):
        command = [sys.executable, "manage.py", *arguments, "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603 - commands of this module
    return environment


def _run(run: Run, environment: dict[str, str], *, acknowledged: int, kills: int) -> None:
    clients = [threading.Thread(target=_client, args=(run,)) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    try:
        for _ in range(kills):
            with _server(run.port, environment):
                run.stopping.wait(random.uniform(*LIFE_SECONDS))  # noqa: S311 - when to kill is no secret
        with _server(run.port, environment):
            while len(run.acknowledged) < acknowledged and not run.stopping.is_set():
                sleep(0.1)
            run.stopping.set()
            for client in clients:
                client.join()
    finally:
        run.stopping.set()


@contextmanager
def _server(port: int, environment: dict[str, str]) -> Iterator[None]:
    server = Server(port=port, environment=environment)
    try:
        server.wait_until_it_answers()
        yield
    finally:
        server.kill()


def _client(run: Run) -> None:
    try:
        _ask(run)
    except patients.Unexpected as surprise:
        run.surprises.append(str(surprise))
        run.stopping.set()


def _ask(run: Run) -> None:
    while not run.stopping.is_set():
        numbers = [run.next_number() for _ in range(BATCH)]
        for number, ready in [(number, _persist(run, _preparing(run, number))) for number in numbers]:
            if ready is not None:
                _send(run, number, ready)


def _preparing(run: Run, number: int) -> Callable[[], patients.Ready]:
    return lambda: patients.prepare(number, port=run.port)


def _send(run: Run, number: int, ready: patients.Ready) -> None:
    """Press Send until it is acknowledged, and one time in four once more, as people do."""
    ready.wait_for_a_human_moment()
    confirmation = _persist(run, lambda: patients.send(ready))
    if confirmation is None:
        return
    reference = _persist(run, lambda: patients.read_reference(ready, confirmation))
    with run.lock:
        # Acknowledged is what led to a confirmation, whether or not its page could be read before the end.
        run.acknowledged[patients.name(number)] = reference or "(not shown)"
    if number % 4 == 0:
        again = _persist(run, lambda: patients.send(ready))
        with run.lock:
            run.sent_again += again is not None
            run.contradictions += [reference or ""] if again not in {None, confirmation} else []


def _persist[Result](run: Run, work: Callable[[], Result]) -> Result | None:
    """Try until it works, however often the server dies meanwhile; None when the run ends first."""
    while True:
        try:
            return work()
        except BROKEN:
            with run.lock:
                run.cut_off += 1
            if run.stopping.is_set():
                return None
            sleep(0.05)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - this line is all it makes


if __name__ == "__main__":
    main()
