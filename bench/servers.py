"""Starts and stops the servers that are measured."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from time import monotonic, sleep

from clinic.management.commands.quickstart import SERVER

STARTING = 60.0
"""Seconds that a server may take until it answers."""

NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
{user} worker_processes {workers};
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{
        listen 127.0.0.1:{port};
        root {pages};
        default_type text/html;
        {headers}
        add_header Content-Encoding br;
        location / {{ rewrite ^(.*)/$ $1/index.html.br break; }}
    }}
}}
"""


@contextmanager
def granian(application: str, *options: str, environment: Mapping[str, str]) -> Iterator[tuple[int, list[int]]]:
    """Serve an application as `make run` does; give its port and the ids of its processes."""
    port = free_port()
    command = [sys.executable, "-m", *SERVER, "--port", str(port), *options, application]
    with running(command, port=port, environment=environment) as processes:
        yield port, processes


@contextmanager
def nginx(
    program: str, folder: Path, *, pages: Path, headers: Mapping[str, str], workers: int
) -> Iterator[tuple[int, list[int]]]:
    """Serve the brotli copies of published pages with the site's headers, as nginx does it by default."""
    port = free_port()
    # Started by root, nginx would give up its rights and with them the way to a folder that only root may enter.
    user = "user root;" if os.geteuid() == 0 else ""
    said = " ".join(f'add_header {name} "{value}";' for name, value in headers.items())
    folder.mkdir(exist_ok=True)
    configuration = folder / "nginx.conf"
    configuration.write_text(
        NGINX.format(user=user, folder=folder, workers=workers, port=port, pages=pages, headers=said)
    )
    with running(
        [program, "-p", str(folder), "-c", str(configuration)], port=port, environment=os.environ
    ) as processes:
        yield port, processes


def cpu_seconds(processes: Sequence[int]) -> float | None:
    """Return the processor time that these processes have used so far, or None where the system does not say it."""
    try:
        fields = [Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split() for process in processes]
    except FileNotFoundError:
        return None
    return sum(int(user) + int(system) for user, system in (each[11:13] for each in fields)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(command: list[str], *, port: int, environment: Mapping[str, str]) -> Iterator[list[int]]:
    """Run a server until it is no longer needed; give the ids of its processes once it answers on its port."""
    with subprocess.Popen(command, env=environment) as process:  # noqa: S603 - the commands are this module's own
        try:
            _wait_for_answer(process, port)
            yield [process.pid, *_children(process.pid)]
        finally:
            process.send_signal(signal.SIGTERM)


def _wait_for_answer(process: subprocess.Popen[bytes], port: int) -> None:
    until = monotonic() + STARTING
    while process.poll() is None and monotonic() < until:
        with closing(HTTPConnection("127.0.0.1", port, timeout=STARTING)) as connection:
            try:
                connection.request("GET", "/")
                connection.getresponse()
            except (ConnectionRefusedError, ConnectionResetError, RemoteDisconnected):
                sleep(0.05)
            else:
                return
    raise SystemExit(f"{process.args!r} does not answer; what it printed above says why.")


def _children(process: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except FileNotFoundError:
        return []


def free_port() -> int:
    """Return a port that nothing listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
