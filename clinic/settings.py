"""Every setting, read top to bottom: first the environment, in one typed block, then what follows from it."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

from django.http.request import validate_host
from django.utils.csp import CSP
from pydantic import (
    AnyUrl,
    Field,
    PostgresDsn,
    RedisDsn,
    SecretStr,
    UrlConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from clinic.refusal import read
from clinic.secret import local_secret

BASE_DIR = Path(__file__).resolve().parent.parent
ENV_FILE = Path(os.environ.get("CLINIC_ENV_FILE", BASE_DIR / ".env"))
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
YEAR = 365 * 24 * 60 * 60
ADDRESS = r"^([^@\s]+@[^@\s]+)?$"

type MailUrl = Annotated[AnyUrl, UrlConstraints(allowed_schemes=["smtp", "smtps"], host_required=True)]


# The environment: a description tells whoever set a name wrongly what to do


class Environment(BaseSettings):
    """What the machine says to the site; whatever it gets wrong is reported together."""

    model_config = SettingsConfigDict(
        env_prefix="CLINIC_", env_file_encoding="utf-8", extra="forbid", frozen=True, validate_default=True
    )

    env: Literal["development", "production"] = Field(
        default="development", description="write production on the server that patients use; leave it out elsewhere"
    )
    debug: bool = Field(default=False, description="write true or false; production takes only false")
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="set what this prints: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'",
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="name the hosts of the site, commas between: clinic.example.org,www.clinic.example.org"
    )
    site_url: str = Field(
        default="", description="give the address patients use, scheme and host alone: https://clinic.example.org"
    )
    behind_proxy: bool = Field(
        default=False,
        description="write true when a proxy stands in front and sets X-Forwarded-Proto itself, otherwise false",
    )
    trusted_proxies: int | None = Field(
        default=None,
        ge=0,
        description="give how many proxies of your own stand in front: 1 behind nginx, 2 behind a CDN and nginx",
    )
    hsts_seconds: int = Field(
        default=YEAR,
        ge=1,
        description="give whole seconds: 3600 while trying out, 31536000 (a year) once HTTPS is there to stay",
    )
    content_dir: Path = Field(
        default=BASE_DIR / "content" / "en",
        description="give the folder that holds one language's content: /srv/clinic/content/en",
    )
    var_dir: Path = Field(
        default=BASE_DIR / "var", description="give a folder that this process may write to: /var/lib/clinic"
    )
    database_url: PostgresDsn | None = Field(
        default=None,
        validation_alias="DATABASE_URL",
        description="write postgresql://user:password@host:5432/name, or leave it out to use SQLite",
    )
    cache_url: RedisDsn | None = Field(
        default=None,
        validation_alias="CACHE_URL",
        description="write redis://host:6379/0, or leave it out to keep a small cache in each process",
    )
    mail_url: MailUrl | None = Field(
        default=None,
        description="write smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465; "
        "outside production leave it out, and mail is written to files",
    )
    mail_from: str = Field(
        default="",
        pattern=ADDRESS,
        description="give the address that mail comes from, such as enquiries@example.org, or leave it out to use the "
        "clinic's own from clinic.yaml",
    )
    reception_email: str = Field(
        default="",
        pattern=ADDRESS,
        description="give the address that is told of new enquiries, or leave it out to use the clinic's own from "
        "clinic.yaml",
    )

    idle_minutes: int = Field(
        default=20,
        ge=2,
        le=120,
        description="give the whole minutes, 2 to 120, after which staff who do nothing are signed out: 20",
    )
    signed_in_hours: int = Field(
        default=12,
        ge=1,
        le=24,
        description="give the whole hours, 1 to 24, after which staff sign in anew whatever they do: 12",
    )

    @property
    def production(self) -> bool:
        """Whether patients use this site."""
        return self.env == "production"

    @field_validator("debug")
    @classmethod
    def no_debug_in_production(cls, value: bool, info: ValidationInfo) -> bool:
        """Debug pages show settings and variables to whoever meets an error."""
        _refuse(value and _strict(info), "must be false in production")
        return value

    @field_validator("secret_key")
    @classmethod
    def strong_secret_in_production(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        """The same measure of strength as Django's own deployment check."""
        secret = value.get_secret_value()
        _refuse(not secret and _strict(info), "is missing")
        weak = len(secret) < 50 or len(set(secret)) < 5 or secret.startswith("django-insecure-")
        _refuse(weak and _strict(info), "is too weak: it needs at least 50 random characters")
        return value

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def split_at_commas(cls, value: object) -> object:
        """Read `a.example.org, b.example.org` as two hosts."""
        return tuple(host.strip() for host in value.split(",") if host.strip()) if isinstance(value, str) else value

    @field_validator("allowed_hosts")
    @classmethod
    def named_hosts_in_production(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        """Links in mail are built from the host asked for, so it must be one of ours."""
        _refuse(not value and _strict(info), "is missing")
        _refuse("*" in value and _strict(info), "must not be * in production")
        return value

    @field_validator("mail_url")
    @classmethod
    def a_mail_server_in_production(cls, value: MailUrl | None, info: ValidationInfo) -> MailUrl | None:
        """An enquiry that nobody is told of is as good as lost."""
        _refuse(value is None and _strict(info), "is missing")
        return value

    @field_validator("site_url")
    @classmethod
    def absolute_site_url(cls, value: str, info: ValidationInfo) -> str:
        """Canonical links start with it, so it is a scheme and a host and nothing after."""
        _refuse(not value and _strict(info), "is missing")
        value = value.rstrip("/")
        _refuse(bool(value) and not _is_base(value), "is not the address of a site")
        _refuse(not value.startswith("https://") and _strict(info), "must begin with https:// in production")
        served = validate_host(urlsplit(value).hostname or "", info.data.get("allowed_hosts") or ["*"])
        _refuse(not served and _strict(info), "names a host that is not among CLINIC_ALLOWED_HOSTS")
        return value


def _is_base(address: str) -> bool:
    url = urlsplit(address)
    return url.scheme in {"http", "https"} and bool(url.hostname) and not (url.path or url.query or url.fragment)


def _strict(info: ValidationInfo) -> bool:
    # A CLINIC_ENV that could not be read counts as production: a typing error must not loosen anything.
    return bool(info.data.get("env", "production") == "production")


def _refuse(wrong: bool, message: str) -> None:
    if wrong:
        raise PydanticCustomError("refused", "{message}", {"message": message})


ENVIRONMENT = read(Environment, env_file=ENV_FILE)
PRODUCTION = ENVIRONMENT.production
# DEBUG shows content and pages as they are on disk now; without it the process serves what was last published.
DEBUG = ENVIRONMENT.debug


# Where things are

CONTENT_DIR = ENVIRONMENT.content_dir
VAR_DIR = ENVIRONMENT.var_dir
PUBLISHED_DIR = VAR_DIR / "published"
# Pictures, cards and PDFs that were made once and are asked for again; deleting it costs only time.
MADE_DIR = VAR_DIR / "made"
SITE_URL = ENVIRONMENT.site_url or "http://localhost:8000"
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts) or LOCAL_HOSTS
SECRET_KEY = ENVIRONMENT.secret_key.get_secret_value() or local_secret(VAR_DIR / "secret-key")


# What the site is made of

INSTALLED_APPS = [
    "clinic",
    "treatments",
    "enquiries",
    "clinic.apps.DeskConfig",
    "crispy_forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    # Last, because it takes out of the desk what the three above put there.
    "clinic.signin",
]
# Sessions and messages are for staff: neither sends a cookie until something is stored in it.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "clinic.headers.permissions_policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Before anything decodes, compares or stores what was sent; behind those that only add headers.
    "clinic.readable.only_readable",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clinic.signin.gate.Gate",
    "axes.middleware.AxesMiddleware",
]
# In the session, not in a cookie: what the desk says of an enquiry stays on the server.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
ROOT_URLCONF = "clinic.urls"
WSGI_APPLICATION = "clinic.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
# The forms' own templates, in templates/forms/.
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "forms"
CRISPY_FAIL_SILENTLY = False


# Where things are kept


def _postgresql(url: PostgresDsn) -> dict[str, Any]:
    host = url.hosts()[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote((url.path or "").removeprefix("/")),
        "USER": unquote(host["username"] or ""),
        "PASSWORD": unquote(host["password"] or ""),
        "HOST": host["host"] or "",
        "PORT": host["port"] or "",
        # A patient who sends a form is told within seconds that the database does not answer, not within minutes.
        "OPTIONS": {"connect_timeout": 5, "options": "-c lock_timeout=20s", **dict(url.query_params())},
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # FULL, because NORMAL can lose the last acknowledged enquiries when the power fails.
            # secure_delete, because what is erased is otherwise left on free pages; some builds of SQLite have it on.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=ON;",
            # Taking the write lock at once makes writers queue instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
        # A file, so that tests meet the same locks and pragmas as the site.
        "TEST": {"NAME": path.with_name("test.sqlite3")},
    }


DATABASES = {
    "default": _postgresql(ENVIRONMENT.database_url) if ENVIRONMENT.database_url else _sqlite(VAR_DIR / "db.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": str(ENVIRONMENT.cache_url),
    }
    if ENVIRONMENT.cache_url
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}


# How mail leaves: through an SMTP server, or into files that a developer reads


def _smtp(url: MailUrl) -> dict[str, Any]:
    return {
        "BACKEND": "enquiries.mail_server.EmailBackend",
        "OPTIONS": {
            "host": url.host,
            "port": url.port,
            "username": unquote(url.username or ""),
            "password": unquote(url.password or ""),
            "use_ssl": url.scheme == "smtps",
            # In the open only to a server on this machine.
            "use_tls": url.scheme == "smtp" and url.host not in LOCAL_HOSTS,
            "timeout": 10,
        },
    }


MAIL_DIR = VAR_DIR / "mail"
MAIL_FILES = {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": str(MAIL_DIR)}}
MAILERS = {"default": _smtp(ENVIRONMENT.mail_url) if ENVIRONMENT.mail_url else MAIL_FILES}
MAIL_FROM = ENVIRONMENT.mail_from
RECEPTION_EMAIL = ENVIRONMENT.reception_email
# Where the desk lists enquiries: mail to reception links there.
DESK_PATH = "/desk/enquiries/enquiry/"
# How many proxies of ours add their caller to X-Forwarded-For: what stands further left was made up.
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
if TRUSTED_PROXIES is None:
    TRUSTED_PROXIES = int(ENVIRONMENT.behind_proxy)
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "clinic.stylesheets.StylesheetFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}


# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True


# Security: the strict case is production; development loosens only what needs HTTPS

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
)
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
# The machine that watches the process asks it directly, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None
SECURE_HSTS_SECONDS = ENVIRONMENT.hsts_seconds if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Preloading binds a whole domain for years: its owner asks for it by hand, software does not.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "clinic.csrf.failed"
# The longest enquiry is a tenth of this; whoever sends more gets a plain page.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# Staff sign in under this address; nothing else below the desk's is open to a stranger.
DESK_ROOT = "/desk/"
IDLE_SECONDS = ENVIRONMENT.idle_minutes * 60
# Said before it happens, with time enough to read and answer (WCAG 2.2.1 asks for 20 seconds).
IDLE_WARNING_SECONDS = 60
SESSION_COOKIE_AGE = ENVIRONMENT.signed_in_hours * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECOND_FACTOR_REQUIRED = PRODUCTION
# Each day the same few people use the same few computers: those they signed in from are told apart from strangers'.
KNOWN_DEVICE_DAYS = 90
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = DESK_ROOT
LOGOUT_REDIRECT_URL = "account_login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "clinic.signin.backend.StaffBackend"]
ACCOUNT_ADAPTER = "clinic.signin.adapters.Accounts"
ACCOUNT_FORMS = {"login": "clinic.signin.forms.SignInForm", "reset_password": "clinic.signin.forms.AskResetForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
# A password proves who is there for so many seconds; changing what one signs in with asks for it again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Passwords and codes are counted by axes, in the database: allauth's own counters for them live in each process,
# and would let a stranger lock an account.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
MFA_ADAPTER = "clinic.signin.adapters.SecondFactors"
MFA_FORMS = {
    "authenticate": "clinic.signin.forms.CodeForm",
    "reauthenticate": "clinic.signin.forms.CodeAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
# One step of 30 seconds either way, for clocks that are a little off.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
AXES_HANDLER = "clinic.signin.throttle.Throttle"
AXES_FAILURE_LIMIT = 1
AXES_COOLOFF_TIME = timedelta(hours=1)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "clinic.signin.throttle.account_tried"
AXES_CLIENT_IP_CALLABLE = "clinic.signin.throttle.network"
AXES_LOCKOUT_CALLABLE = "clinic.signin.views.throttled"
AXES_HTTP_RESPONSE_CODE = 429
# What was typed is nobody's business: the counts are kept, the words are not.
AXES_SENSITIVE_PARAMETERS = ["login", "code", "next", "credential", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "clinic.signin.demo.NotTheDemoPassword"},
]


# Logs: to standard error, where systemd or a terminal reads them

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "clinic.log_lines.OneLine",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Nobody is mailed a traceback: it may hold what a patient wrote.
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
