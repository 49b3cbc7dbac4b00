"""Fixtures that tests of every room may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from tests.tiny_site import TinySite
from tests.treatments import mini
from treatments import catalogue
from treatments.catalogue import Catalogue

# A busy machine is slow, and no test measures time.
hypothesis_settings.register_profile("clinic", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("clinic")

PLAIN_STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


QUICK_HASH = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _nothing_slow_on_purpose() -> Iterator[None]:
    """Spare the tests the hashing of static files and of passwords; the tests of `quickstart` do the real thing.

    A password's hash takes a third of a second on purpose, and most tests with staff make one and check another.
    """
    from django.conf import settings

    with override_settings(STORAGES=settings.STORAGES | PLAIN_STATIC, PASSWORD_HASHERS=QUICK_HASH):
        yield


@pytest.fixture
def tiny_site(settings: Settings, tmp_path: Path) -> Iterator[TinySite]:
    """Give a site of three pages, with folders of its own and nothing published yet."""
    site = TinySite(mini.copy(tmp_path), tmp_path / "published", tmp_path / "static")
    settings.ROOT_URLCONF = "tests.tiny_site"
    settings.CONTENT_DIR, settings.PUBLISHED_DIR, settings.STATIC_ROOT = site.content, site.published, site.static
    # As Django's own test client does: the end of a request is no reason to look at a connection tests may not use.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield site
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)
    catalogue.adopt(None)


@pytest.fixture(scope="session")
def small_content() -> Catalogue:
    """The small clinic of the tests, read once."""
    return mini.whole()


@pytest.fixture
def content(small_content: Catalogue) -> Iterator[Catalogue]:
    """The small clinic, served as the current one."""
    catalogue.adopt(small_content)
    yield small_content
    catalogue.adopt(None)
