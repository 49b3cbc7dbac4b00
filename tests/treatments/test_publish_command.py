"""What an operator reads when publishing: what was done, or what to do so that it can be."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.tiny_site import PATHS, TinySite
from treatments import versions

UNCHANGED = "Nothing was published: what was served before is still served."


@pytest.fixture(autouse=True)
def _tiny_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("treatments.management.commands.publish.every_path", lambda _: PATHS)


def run(*arguments: str) -> str:
    """Run the command and return what it prints, warnings last."""
    printed, warned = StringIO(), StringIO()
    call_command("publish", *arguments, stdout=printed, stderr=warned)
    return printed.getvalue() + warned.getvalue()


def test_it_says_how_many_pages_are_published_and_under_which_name(tiny_site: TinySite) -> None:
    said = run("--allow-overdue")
    version = versions.current(tiny_site.published)
    assert version is not None
    assert said.splitlines()[0] == f"5 pages published as {version.name}"
    assert run("--allow-overdue").splitlines()[0] == f"5 pages unchanged as {version.name}"


def test_it_names_every_fault_of_the_content_with_its_place(tiny_site: TinySite) -> None:
    tiny_site.break_a_file()
    (tiny_site.content / "prices.yaml").write_text("currency: EUR\n")
    with pytest.raises(CommandError) as caught:
        run("--allow-overdue")
    lines = str(caught.value).splitlines()
    assert any("/clinic.yaml:2:1 " in line for line in lines)
    assert any("/prices.yaml:1:11 currency: " in line for line in lines)
    assert lines[-1] == f"{len(lines) - 1} to mend in the content. {UNCHANGED}"


def test_it_says_which_page_could_not_be_rendered(tiny_site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("treatments.management.commands.publish.every_path", lambda _: ["/failing/"])
    with pytest.raises(CommandError) as caught:
        run("--allow-overdue")
    assert str(caught.value) == f"/failing/ fails with ImproperlyConfigured: the picture is missing\n{UNCHANGED}"


def test_pages_rendered_in_debugging_are_not_published(tiny_site: TinySite, settings: Settings) -> None:
    settings.DEBUG = True
    with pytest.raises(CommandError, match="leave it out"):
        run()
    assert versions.current(tiny_site.published) is None


def test_it_steps_back_while_another_process_publishes(tiny_site: TinySite) -> None:
    with versions.workshop(tiny_site.published), pytest.raises(CommandError, match="Another process is publishing"):
        run("--allow-overdue")


def test_it_lists_versions_and_goes_back_to_one(tiny_site: TinySite) -> None:
    first = tiny_site.publish()
    tiny_site.edit("New words")
    second = tiny_site.publish()
    assert f"{second.name}  {second.published:%Y-%m-%d %H:%M:%S} UTC  current" in run("--list").splitlines()
    assert run("--use", first.name) == f"{first.name} is served from now on.\n"
    assert versions.current(tiny_site.published) == first


def test_it_refuses_to_go_back_to_what_never_was(tiny_site: TinySite) -> None:
    tiny_site.publish()
    with pytest.raises(CommandError, match="There is no version 00000000-000000000000; see what publish --list prints"):
        run("--use", "00000000-000000000000")


def test_it_renews_what_is_published(tiny_site: TinySite) -> None:
    with pytest.raises(CommandError, match="There is nothing to renew yet"):
        run("--renew")
    version = tiny_site.publish()
    tiny_site.edit("Unfinished")
    assert run("--renew").splitlines()[0] == f"5 pages unchanged as {version.name}"
