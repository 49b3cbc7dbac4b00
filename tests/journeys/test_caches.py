"""A cache that stands between patients and the site, and ignores cookies, never hands one visitor's page to another."""

import os
import re
import shutil
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from bench.servers import free_port, running

# A badly set up one: it keeps what does not forbid it, cookie or not, and takes no notice of who asks.
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; {user}
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    proxy_cache_path {folder}/cache keys_zone=pages:1m;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass {site};
            proxy_cache pages;
            proxy_cache_key $request_uri;
            proxy_cache_valid any 1m;
            proxy_ignore_headers Set-Cookie Vary;
            add_header X-Cache $upstream_cache_status always;
        }}
    }}
}}
"""
MISSING = "This test needs nginx; on Debian or Ubuntu: apt-get install nginx-light"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture(scope="module")
def cache(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run nginx as a cache before the site; return its port."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip(MISSING)
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = Path(folder / "nginx.conf")
    configuration.write_text(NGINX.format(folder=folder, port=port, site=site, user=user))
    with running([program, "-p", str(folder), "-c", str(configuration)], port=port, environment=os.environ):
        yield port


def visit(port: int, path: str) -> tuple[str, bytes]:
    """Return what the cache says of its answer to a visitor without any cookie, and the page."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.getheader("X-Cache", ""), answer.read()
    finally:
        connection.close()


def test_a_page_for_everybody_is_kept(cache: int) -> None:
    said = [visit(cache, "/contact/")[0] for _ in range(2)]
    assert said == ["MISS", "HIT"]


@pytest.mark.parametrize(
    "path", ["/enquire/", "/enquire/?treatment=prolotherapy", "/search/?q=knee", "/desk/", "/desk/account/login/"]
)
def test_a_page_for_one_visitor_is_never_kept(cache: int, path: str) -> None:
    (_, first), (said, second) = visit(cache, path), visit(cache, path)
    assert said == "MISS"
    tokens = [TOKEN.findall(page) for page in (first, second)]
    assert tokens[0] != tokens[1] or tokens == [[], []]


@pytest.mark.django_db(transaction=True)
def test_neither_a_receipt_nor_an_address_without_one_is_kept(cache: int) -> None:
    path = "/enquire/sent/bm90LWEtdG9rZW4tYXQtYWxsLTEy/"
    assert [visit(cache, path)[0] for _ in range(2)] == ["MISS", "MISS"]
