"""The front door turns to a new version by itself, and keeps the one it has when the new one is no good."""

import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from pathlib import Path
from threading import Event
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from django.core.handlers.wsgi import WSGIHandler

from clinic.front_door import LOOK_EVERY, RETRY_AFTER, FrontDoor
from clinic.public_files import etag
from tests.tiny_site import TinySite
from tests.visit import visit
from treatments import catalogue, versions


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def open_door(site: TinySite, clock: Clock) -> FrontDoor:
    catalogue.adopt(None)
    return FrontDoor(WSGIHandler(), published=site.published, static_root=site.static, clock=clock)


def words(door: FrontDoor, path: str = "/") -> str:
    """Return the strapline that a visitor reads."""
    return visit(door, path).body.decode().removeprefix("<h1>").partition("<")[0]


def test_a_new_version_is_served_within_a_second(tiny_site: TinySite, clock: Clock) -> None:
    tiny_site.publish()
    door = open_door(tiny_site, clock)
    old = words(door)
    tiny_site.edit("New words")
    tiny_site.publish()
    assert words(door) == old
    clock.pass_by(LOOK_EVERY)
    assert words(door) == "New words"


def test_pages_rendered_for_each_request_change_with_the_published_ones(tiny_site: TinySite, clock: Clock) -> None:
    tiny_site.publish()
    door = open_door(tiny_site, clock)
    old, before = words(door, "/live/"), catalogue.current()
    tiny_site.edit("New words")
    tiny_site.publish()
    # Publishing is another process's work; this one has still the words it started with.
    catalogue.adopt(before)
    assert words(door, "/live/") == old
    clock.pass_by(LOOK_EVERY)
    assert words(door, "/live/") == "New words"


def test_an_edit_that_breaks_a_file_harms_neither_a_running_nor_a_restarted_process(
    tiny_site: TinySite, clock: Clock
) -> None:
    tiny_site.publish()
    door = open_door(tiny_site, clock)
    tiny_site.break_a_file()
    clock.pass_by(LOOK_EVERY)
    restarted = open_door(tiny_site, clock)
    for each in (door, restarted):
        assert words(each) == words(each, "/live/") == "A small clinic for tests"


def test_going_back_is_noticed_too(tiny_site: TinySite, clock: Clock) -> None:
    first = tiny_site.publish()
    tiny_site.edit("New words")
    tiny_site.publish()
    door = open_door(tiny_site, clock)
    versions.switch(tiny_site.published, first)
    clock.pass_by(LOOK_EVERY)
    assert words(door) == "A small clinic for tests"


def test_a_version_that_cannot_be_served_is_left_with_one_line_in_the_log(
    tiny_site: TinySite, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    tiny_site.publish()
    door = open_door(tiny_site, clock)
    old = words(door)
    tiny_site.edit("New words")
    second = tiny_site.publish()
    whole = second.headers.read_text()
    second.headers.write_text("{")
    caplog.clear()
    for _ in range(5):
        clock.pass_by(LOOK_EVERY)
        assert words(door) == old
    assert [record.message.partition(":")[0] for record in caplog.records] == [
        f"Version {second.name} cannot be served, so the one before stays"
    ]
    second.headers.write_text(whole)
    clock.pass_by(RETRY_AFTER)
    assert words(door) == "New words"


def test_a_version_whose_content_cannot_be_read_is_left(tiny_site: TinySite, clock: Clock) -> None:
    tiny_site.publish()
    door = open_door(tiny_site, clock)
    old = words(door)
    tiny_site.edit("New words")
    (tiny_site.publish().content / "clinic.yaml").write_text("name: [\n")
    clock.pass_by(LOOK_EVERY)
    assert words(door) == old


def test_a_restart_on_content_that_newer_code_cannot_read_still_serves_the_pages(
    tiny_site: TinySite, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    version = tiny_site.publish()
    (version.content / "clinic.yaml").write_text("name: [\n")
    door = open_door(tiny_site, clock)
    assert words(door) == "A small clinic for tests"
    assert f"The content of version {version.name} cannot be read; run manage.py publish" in caplog.text


def test_a_restart_on_a_version_that_is_gone_renders_pages_for_each_request(
    tiny_site: TinySite, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    version = tiny_site.publish()
    version.folder.rename(tiny_site.published / "elsewhere")
    door = open_door(tiny_site, clock)
    assert words(door) == "A small clinic for tests"
    assert f"Version {version.name} cannot be served; run manage.py publish" in caplog.text


def test_before_anything_is_published_pages_are_rendered_for_each_request(
    tiny_site: TinySite, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    door = open_door(tiny_site, clock)
    assert words(door) == "A small clinic for tests"
    assert "Nothing is published yet" in caplog.text
    tiny_site.edit("New words")
    tiny_site.publish()
    clock.pass_by(LOOK_EVERY)
    assert "Last-Modified" in visit(door, "/").headers
    assert words(door) == "New words"


def test_a_link_that_is_taken_away_takes_nothing_from_visitors(tiny_site: TinySite, clock: Clock) -> None:
    tiny_site.publish()
    door = open_door(tiny_site, clock)
    (tiny_site.published / "current").unlink()
    clock.pass_by(LOOK_EVERY)
    assert "Last-Modified" in visit(door, "/").headers


def test_a_process_that_only_serves_does_not_measure_the_wording_again(
    tiny_site: TinySite, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_site.publish()
    monkeypatch.setattr("treatments.rules.faults", pytest.fail)
    door = open_door(tiny_site, clock)
    assert words(door, "/live/") == "A small clinic for tests"


def test_static_files_that_came_with_a_new_version_are_served(tiny_site: TinySite, clock: Clock) -> None:
    tiny_site.publish()
    door = open_door(tiny_site, clock)
    tiny_site.static.mkdir()
    (tiny_site.static / "new.css").write_text("p { margin: 0 }")
    tiny_site.edit("New words")
    tiny_site.publish()
    clock.pass_by(LOOK_EVERY)
    assert visit(door, "/static/new.css").status == 200


def test_the_version_being_served_is_held_and_the_one_before_is_let_go(tiny_site: TinySite, clock: Clock) -> None:
    first = tiny_site.publish()
    door = open_door(tiny_site, clock)

    @wraps(door)
    def as_a_server_wraps_it(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return door(environ, start_response)

    assert versions.is_held(first)
    tiny_site.edit("New words")
    second = tiny_site.publish()
    clock.pass_by(LOOK_EVERY)
    visit(as_a_server_wraps_it, "/")
    assert versions.is_held(second)
    assert not versions.is_held(first)


def test_nobody_waits_for_the_one_who_turns_to_a_new_version(
    tiny_site: TinySite, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_site.publish()
    door = open_door(tiny_site, clock)
    old = words(door)
    tiny_site.edit("New words")
    tiny_site.publish()
    clock.pass_by(LOOK_EVERY)
    turning, go_on = Event(), Event()
    read = catalogue.read_again

    def slow_read(folder: Path) -> catalogue.Catalogue:
        turning.set()
        assert go_on.wait(timeout=30)
        return read(folder)

    monkeypatch.setattr(catalogue, "read_again", slow_read)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(words, door)
        assert turning.wait(timeout=30)
        clock.pass_by(LOOK_EVERY)
        assert words(door) == old
        go_on.set()
        assert first.result(timeout=30) == "New words"


def test_no_request_fails_while_versions_come_and_go(tiny_site: TinySite, clock: Clock) -> None:
    made = []
    for name in ("One", "Two", "Three"):
        tiny_site.edit(name)
        made.append(tiny_site.publish())
    tags = {etag((version.pages / "index.html").read_bytes()) for version in made}
    door = open_door(tiny_site, clock)
    done = Event()

    def read_on() -> set[str]:
        seen = set()
        while not done.is_set():
            answer = visit(door, "/")
            assert answer.status == 200
            assert answer.headers["ETag"] == etag(answer.body)
            seen.add(answer.headers["ETag"])
        return seen

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read_on) for _ in range(2)]
        try:
            for version in made:
                versions.switch(tiny_site.published, version)
                clock.pass_by(LOOK_EVERY)
                visit(door, "/")
                shutil.rmtree(version.folder)
        finally:
            done.set()
        assert all(reader.result() <= tags for reader in readers)
