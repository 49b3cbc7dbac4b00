"""Publishing leaves either a whole new version or the one before, whatever goes wrong."""

import gzip
import json
import os
from datetime import date
from pathlib import Path
from unittest import mock

import brotli
import pytest
from django.test import Client
from pytest_django import Settings

from tests.tiny_site import PATHS, TinySite
from tests.treatments import mini
from treatments import catalogue, publish, versions
from treatments.faults import ContentError
from treatments.rendering import Unpublishable


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_every_page_becomes_a_file_that_a_web_server_finds(tiny_site: TinySite) -> None:
    version = tiny_site.publish()
    plain = {name for name in files(version.pages) if not name.endswith((".br", ".gz"))}
    assert plain == {"index.html", "about/index.html", "robots.txt", "404.html", "500.html"}


def test_a_file_holds_what_django_answers(tiny_site: TinySite) -> None:
    version = tiny_site.publish()
    assert (version.pages / "about" / "index.html").read_bytes() == Client().get("/about/").content


def test_files_are_compressed_where_that_makes_them_smaller(tiny_site: TinySite) -> None:
    pages = tiny_site.publish().pages
    body = (pages / "index.html").read_bytes()
    assert brotli.decompress((pages / "index.html.br").read_bytes()) == body
    assert gzip.decompress((pages / "index.html.gz").read_bytes()) == body
    assert not (pages / "robots.txt.br").exists()


def test_the_headers_of_each_page_are_kept_beside_it(tiny_site: TinySite) -> None:
    headers = json.loads(tiny_site.publish().headers.read_text())
    assert set(headers) == set(PATHS)
    assert headers["/"]["Cache-Control"] == "public, max-age=60"
    assert headers["/robots.txt"]["Content-Type"] == "text/plain"


def test_the_content_it_was_made_from_is_kept_outside_the_served_folder(tiny_site: TinySite) -> None:
    version = tiny_site.publish()
    assert files(version.content) == files(tiny_site.content)
    kept = catalogue.read(version.content, today=mini.TODAY)
    assert kept.version == catalogue.read(tiny_site.content, today=mini.TODAY).version
    assert not version.content.is_relative_to(version.pages)


def test_pages_and_content_may_be_read_by_the_web_servers_user(tiny_site: TinySite) -> None:
    version = tiny_site.publish()
    for path in [version.folder, *version.folder.rglob("*")]:
        assert path.stat().st_mode & 0o044, path


def test_publishing_again_without_a_change_makes_nothing_new(tiny_site: TinySite) -> None:
    first, second = tiny_site.run(), tiny_site.run()
    assert first.is_new
    assert not second.is_new
    assert versions.every(tiny_site.published) == [first.version]


def test_the_same_pages_have_the_same_name_on_another_machine(tiny_site: TinySite, settings: Settings) -> None:
    first = tiny_site.publish()
    settings.PUBLISHED_DIR = tiny_site.published.with_name("another-machine")
    assert tiny_site.publish().name == first.name


def test_a_change_becomes_the_current_version(tiny_site: TinySite) -> None:
    tiny_site.publish()
    tiny_site.edit("New words")
    second = tiny_site.run()
    assert second.is_new
    assert versions.current(tiny_site.published) == second.version
    assert b"New words" in (second.version.pages / "index.html").read_bytes()


def test_a_page_keeps_its_time_while_its_bytes_stay(tiny_site: TinySite) -> None:
    first = tiny_site.publish().pages
    for name in ("index.html", "about/index.html"):
        os.utime(first / name, (1_000_000, 1_000_000))
    tiny_site.edit("New words")
    second = tiny_site.publish().pages
    assert (second / "about" / "index.html").stat().st_mtime == 1_000_000
    assert (second / "index.html").stat().st_mtime > 1_000_000


def test_only_the_latest_versions_are_kept(tiny_site: TinySite) -> None:
    made = []
    for words in ("One", "Two", "Three", "Four"):
        tiny_site.edit(words)
        made.append(tiny_site.publish())
        os.utime(made[-1].folder, (len(made), len(made)))
    assert set(versions.every(tiny_site.published)) == set(made[1:])


def test_content_that_is_broken_is_not_published(tiny_site: TinySite) -> None:
    before = tiny_site.publish()
    tiny_site.break_a_file()
    with pytest.raises(ContentError) as caught:
        tiny_site.publish()
    assert str(caught.value.faults[0]).startswith(f"{os.path.relpath(tiny_site.content)}/clinic.yaml:2:1 ")
    assert versions.current(tiny_site.published) == before


@pytest.mark.parametrize("path", ["/failing/", "/cookie/", "/nowhere/", "/../secret/", "relative/"])
def test_a_page_that_may_not_be_published_leaves_what_was_there(tiny_site: TinySite, path: str) -> None:
    before = tiny_site.publish()
    tiny_site.edit("New words")
    with pytest.raises(Unpublishable):
        tiny_site.publish("/", path)
    assert versions.current(tiny_site.published) == before
    assert versions.every(tiny_site.published) == [before]


def test_after_a_failure_the_process_reads_what_is_published(tiny_site: TinySite) -> None:
    tiny_site.publish()
    tiny_site.edit("New words")
    with pytest.raises(Unpublishable):
        tiny_site.publish("/failing/")
    assert catalogue.current().clinic.strapline != "New words"


def test_a_review_date_that_went_by_stops_publishing_unless_that_is_allowed(tiny_site: TinySite) -> None:
    late = date(2027, 11, 2)
    with pytest.raises(ContentError):
        publish.publish(public_paths=lambda _: PATHS, today=late)
    done = publish.publish(public_paths=lambda _: PATHS, today=late, overdue_allowed=True)
    assert {fault.field for fault in done.warnings} == {"next_review"}


def test_renewing_shows_published_content_as_it_reads_today_and_no_unfinished_edit(tiny_site: TinySite) -> None:
    tiny_site.publish()
    tiny_site.edit("Unfinished")
    with mock.patch("tests.tiny_site.TODAYS_NOTICE", "Closed today"):
        done = publish.renew(public_paths=lambda _: PATHS)
    page = (done.version.pages / "index.html").read_bytes()
    assert done.is_new
    assert b"Closed today" in page
    assert b"Unfinished" not in page


def test_renewing_is_not_stopped_by_rules_that_are_newer_than_the_content(
    tiny_site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = tiny_site.publish()
    monkeypatch.setattr("treatments.rules.faults", pytest.fail)
    assert publish.renew(public_paths=lambda _: PATHS).version == version


def test_there_is_nothing_to_renew_before_the_first_version(tiny_site: TinySite) -> None:
    with pytest.raises(publish.NothingPublished):
        publish.renew(public_paths=lambda _: PATHS)


def test_pages_are_rendered_without_the_database(tiny_site: TinySite) -> None:
    from django.db import connection

    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.ensure_connection()
    assert tiny_site.run().pages == len(PATHS) + len(publish.ERROR_PAGES)


def test_everything_is_on_the_disk_before_it_is_swapped_in(
    tiny_site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(versions, "sync", synced.append)
    monkeypatch.setattr(versions, "switch", lambda root, version: synced.append(Path("switched")))
    version = tiny_site.publish()
    before = {path.name for path in synced[: synced.index(Path("switched"))]}
    assert before >= {path.name for path in version.folder.rglob("*")}


def test_going_back_serves_an_earlier_version(tiny_site: TinySite) -> None:
    first = tiny_site.publish()
    tiny_site.edit("New words")
    tiny_site.publish()
    assert publish.go_back(first.name) == first
    assert versions.current(tiny_site.published) == first


def test_nobody_goes_back_while_another_publishes(tiny_site: TinySite) -> None:
    first = tiny_site.publish()
    with versions.workshop(tiny_site.published), pytest.raises(versions.PublishingBusy):
        publish.go_back(first.name)
