"""Settings refuse to guess: what an operator reads when the environment is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

GOOD = {
    "CLINIC_ENV": "production",
    "CLINIC_SECRET_KEY": "correct-horse-battery-staple-" * 2 + "0123456789",
    "CLINIC_ALLOWED_HOSTS": "clinic.example.org, www.clinic.example.org",
    "CLINIC_SITE_URL": "https://clinic.example.org/",
    "CLINIC_MAIL_URL": "smtp://site:p%40ss@mail.example.org:587",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with nothing in the environment but what is given."""
    # Journeys in the same worker set a DJANGO_ name of their own, which the deployment check would object to.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CLINIC_", "DJANGO_"))}
    clean |= {"CLINIC_ENV_FILE": os.devnull, "CLINIC_VAR_DIR": os.environ["CLINIC_VAR_DIR"]} | environment
    command = [sys.executable, "-W", "error", "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, check=False)


def setting(expression: str, **environment: str) -> str:
    """Return what the expression says of `settings` in such an environment."""
    program = f"from django.conf import settings; print(({expression}))"
    result = manage("shell", "--no-imports", "--command", program, **environment)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def refusal(**environment: str) -> list[str]:
    """Return the lines with which the site refuses to start."""
    result = manage("version_that_is_never_reached", **environment)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    first, *rest = result.stderr.strip().splitlines()
    assert first == "The site cannot start: its environment needs correcting."
    return [line.removeprefix("  - ") for line in rest]


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in GOOD.items() if key != name}


def test_every_name_that_production_misses_is_listed_at_once_with_what_to_do() -> None:
    secret, hosts, address, mail = refusal(CLINIC_ENV="production")
    assert secret.startswith("CLINIC_SECRET_KEY is missing; set what this prints: python3 -c ")
    assert hosts.startswith("CLINIC_ALLOWED_HOSTS is missing; name the hosts of the site, commas between: ")
    assert address.startswith("CLINIC_SITE_URL is missing; give the address patients use, scheme and host alone: ")
    assert mail.startswith("CLINIC_MAIL_URL is missing; write smtp://user:password@host:587 (STARTTLS) or ")


def test_missing_and_wrong_names_are_reported_together() -> None:
    lines = refusal(CLINIC_ENV="production", CLINIC_DEBUG="maybe", CLINIC_HSTS_SECONDS="long", DATABASE_URL="mysql://a")
    assert [line.split()[0] for line in lines] == [
        "CLINIC_DEBUG",
        "CLINIC_SECRET_KEY",
        "CLINIC_ALLOWED_HOSTS",
        "CLINIC_SITE_URL",
        "CLINIC_HSTS_SECONDS",
        "DATABASE_URL",
        "CLINIC_MAIL_URL",
    ]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"CLINIC_DEBUG": "true"}, "CLINIC_DEBUG must be false in production"),
        ({"CLINIC_SECRET_KEY": "short"}, "CLINIC_SECRET_KEY is too weak: it needs at least 50 random characters"),
        ({"CLINIC_SECRET_KEY": "a" * 60}, "CLINIC_SECRET_KEY is too weak: it needs at least 50 random characters"),
        ({"CLINIC_ALLOWED_HOSTS": "*"}, "CLINIC_ALLOWED_HOSTS must not be * in production"),
        ({"CLINIC_SITE_URL": "http://clinic.example.org"}, "CLINIC_SITE_URL must begin with https:// in production"),
        ({"CLINIC_SITE_URL": "https://clinic.example.org/a"}, "CLINIC_SITE_URL is not the address of a site"),
        ({"CLINIC_SITE_URL": "clinic.example.org"}, "CLINIC_SITE_URL is not the address of a site"),
        (
            {"CLINIC_SITE_URL": "https://elsewhere.example.org"},
            "CLINIC_SITE_URL names a host that is not among CLINIC_ALLOWED_HOSTS",
        ),
        ({"CLINIC_HSTS_SECONDS": "0"}, "CLINIC_HSTS_SECONDS cannot be read"),
        ({"CLINIC_MAIL_URL": "https://mail.example.org"}, "CLINIC_MAIL_URL cannot be read"),
        ({"CLINIC_MAIL_FROM": "nobody"}, "CLINIC_MAIL_FROM cannot be read"),
        ({"CACHE_URL": "memcached://host"}, "CACHE_URL cannot be read"),
    ],
)
def test_what_is_weak_or_wrong_is_refused_in_production(wrong: dict[str, str], message: str) -> None:
    (line,) = refusal(**GOOD | wrong)
    assert line.startswith(f"{message}; ")


def test_a_mistyped_name_is_refused_with_the_nearest_one() -> None:
    assert refusal(**GOOD, CLINIC_HSTS_SECOND="1") == [
        "CLINIC_HSTS_SECOND is not a setting; did you mean CLINIC_HSTS_SECONDS?"
    ]


def test_a_name_near_to_nothing_is_refused_too() -> None:
    assert refusal(CLINIC_COLOUR="red") == ["CLINIC_COLOUR is not a setting; see .env.example for their names"]


def test_a_mistyped_value_of_clinic_env_counts_as_production() -> None:
    names = [line.split()[0] for line in refusal(CLINIC_ENV="prod")]
    assert names == ["CLINIC_ENV", "CLINIC_SECRET_KEY", "CLINIC_ALLOWED_HOSTS", "CLINIC_SITE_URL", "CLINIC_MAIL_URL"]


def test_a_secret_is_never_shown_in_a_refusal() -> None:
    weak = "hunter2-hunter2"
    result = manage("check", **GOOD | {"CLINIC_SECRET_KEY": weak, "DATABASE_URL": f"mysql://clinic:{weak}@host/clinic"})
    assert weak not in result.stdout + result.stderr


def test_names_in_the_env_file_are_checked_like_those_of_the_process(tmp_path: Path) -> None:
    file = tmp_path / "clinic.env"
    file.write_text("CLINIC_DEBUG=maybe\nCLINIC_SITEURL=http://localhost\n")
    lines = refusal(CLINIC_ENV_FILE=str(file))
    assert lines == [
        "CLINIC_DEBUG cannot be read; write true or false; production takes only false",
        "CLINIC_SITEURL is not a setting; did you mean CLINIC_SITE_URL?",
    ]


def test_an_env_file_that_is_named_and_not_there_is_refused(tmp_path: Path) -> None:
    (line,) = refusal(CLINIC_ENV_FILE=str(tmp_path / "nowhere.env"))
    assert line.startswith("CLINIC_ENV_FILE names a file that is not there; ")


def test_a_variable_of_the_process_counts_before_a_line_of_the_env_file(tmp_path: Path) -> None:
    file = tmp_path / "clinic.env"
    file.write_text("CLINIC_SITE_URL=http://from-the-file\nCLINIC_HSTS_SECONDS=77\n")
    said = setting(
        "settings.SITE_URL, settings.ENVIRONMENT.hsts_seconds",
        CLINIC_ENV_FILE=str(file),
        CLINIC_SITE_URL="http://from-the-process",
    )
    assert said == "('http://from-the-process', 77)"


def test_development_is_what_runs_when_nothing_says_production() -> None:
    said = setting("settings.PRODUCTION, settings.DEBUG, settings.SECURE_SSL_REDIRECT, settings.SITE_URL")
    assert said == "(False, False, False, 'http://localhost:8000')"


def test_debug_is_loosened_by_its_own_name() -> None:
    assert setting("settings.DEBUG", CLINIC_DEBUG="true") == "True"


def test_production_insists_on_https_and_trusts_no_forwarded_header_unless_told() -> None:
    said = setting(
        "settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE,"
        " settings.SECURE_HSTS_SECONDS, settings.SECURE_PROXY_SSL_HEADER",
        **GOOD,
    )
    assert said == "(True, True, True, 31536000, None)"


def test_a_proxy_that_is_declared_is_believed_about_https() -> None:
    said = setting("settings.SECURE_PROXY_SSL_HEADER", **GOOD, CLINIC_BEHIND_PROXY="true")
    assert said == "('HTTP_X_FORWARDED_PROTO', 'https')"


def test_hosts_are_split_at_commas_and_the_address_loses_its_last_slash() -> None:
    said = setting("settings.ALLOWED_HOSTS, settings.SITE_URL", **GOOD)
    assert said == "(['clinic.example.org', 'www.clinic.example.org'], 'https://clinic.example.org')"


def answer(address: str, *, proxied: bool, header: str) -> str:
    """Return the status and one header of what production answers behind a proxy that ended HTTPS, or not."""
    forwarded = {"X-Forwarded-Proto": "https"} if proxied else {}
    asked = f"Client(headers={{'Host': 'clinic.example.org', **{forwarded}}}).get('{address}')"
    program = f"from django.test import Client; it = {asked}; print(it.status_code, it.headers.get('{header}'))"
    result = manage("shell", "--no-imports", "--command", program, **GOOD, CLINIC_BEHIND_PROXY="true")
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_production_sends_a_visitor_without_https_to_it() -> None:
    said = answer("/an-address-that-nobody-has", proxied=False, header="Location")
    assert said == "301 https://clinic.example.org/an-address-that-nobody-has"


def test_production_tells_browsers_to_insist_on_https_for_a_year() -> None:
    said = answer("/healthz", proxied=True, header="Strict-Transport-Security")
    assert said.endswith(" max-age=31536000; includeSubDomains")


def test_a_watching_machine_may_ask_without_https() -> None:
    assert answer("/healthz", proxied=False, header="Location").endswith(" None")


def test_a_database_url_names_postgresql_with_its_special_characters_decoded() -> None:
    url = "postgresql://clinic:p%40ss%2Fword@db.example.org:5433/clinic%20live?sslmode=require"
    names = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    said = setting(f"[settings.DATABASES['default'][name] for name in {names}]", DATABASE_URL=url)
    expected = ["django.db.backends.postgresql", "clinic live", "clinic", "p@ss/word", "db.example.org", 5433]
    patience = {"connect_timeout": 5, "options": "-c lock_timeout=20s"}
    assert said == str([*expected, {**patience, "sslmode": "require"}])


def test_a_cache_url_names_redis() -> None:
    said = setting("settings.CACHES['default']", CACHE_URL="redis://cache.example.org:6379/1")
    assert said == str(
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://cache.example.org:6379/1",
        }
    )


def test_djangos_deployment_check_is_clean_in_production() -> None:
    result = manage("check", "--deploy", "--fail-level", "WARNING", **GOOD)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("System check identified no issues")


def test_mail_goes_to_files_that_a_developer_reads_until_a_server_is_named() -> None:
    said = setting("settings.MAILERS['default']['BACKEND'], settings.MAILERS['default']['OPTIONS']['file_path']")
    assert said == str(
        ("django.core.mail.backends.filebased.EmailBackend", str(Path(os.environ["CLINIC_VAR_DIR"]) / "mail"))
    )


@pytest.mark.parametrize(
    ("url", "tls_at_once", "starttls"),
    [
        ("smtp://site:p%40ss@mail.example.org:587", False, True),
        ("smtps://site:p%40ss@mail.example.org:465", True, False),
        ("smtp://localhost:25", False, False),
    ],
)
def test_mail_leaves_in_the_open_only_to_a_server_on_this_machine(url: str, tls_at_once: bool, starttls: bool) -> None:
    options = "settings.MAILERS['default']['OPTIONS']"
    said = setting(f"{options}['use_ssl'], {options}['use_tls'], {options}['timeout']", CLINIC_MAIL_URL=url)
    assert said == str((tls_at_once, starttls, 10))


def test_the_mail_server_is_told_the_decoded_password() -> None:
    assert setting("settings.MAILERS['default']['OPTIONS']['password']", **GOOD) == "p@ss"


@pytest.mark.parametrize(
    ("environment", "proxies"),
    [({}, 0), ({"CLINIC_BEHIND_PROXY": "true"}, 1), ({"CLINIC_TRUSTED_PROXIES": "2"}, 2)],
)
def test_a_visitors_address_is_believed_from_as_many_proxies_as_there_are(
    environment: dict[str, str], proxies: int
) -> None:
    assert setting("settings.TRUSTED_PROXIES", **environment) == str(proxies)
