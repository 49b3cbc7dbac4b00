"""The judges are pinned apart from the site, and say what they need."""

import json

import pytest

from audit import tools


def test_each_judge_has_one_version() -> None:
    wanted = json.loads((tools.HERE / "package.json").read_text())["dependencies"]
    assert {"axe-core", "lighthouse", "vnu-jar"} == set(wanted)
    assert all(version[0].isdigit() for version in wanted.values())


def test_the_lock_holds_every_hash_and_names_no_host() -> None:
    packages = json.loads((tools.HERE / "package-lock.json").read_text())["packages"]
    fetched = [each for name, each in packages.items() if name]
    assert fetched
    assert [each for each in fetched if "resolved" in each or "integrity" not in each] == []


def test_what_is_missing_is_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(tools.Missing, match=r"npm .*default-jre-headless.*chromium"):
        tools.fetch()
