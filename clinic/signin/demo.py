"""The password of demonstration staff: handy on a developer's machine, refused wherever patients are."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError

PASSWORD = "demo-desk-password"  # noqa: S105 - it is public, and production refuses it


def is_refused(password: str) -> bool:
    """Return whether nobody may sign in with this password here, even if it is right."""
    return bool(settings.PRODUCTION) and password == PASSWORD


class NotTheDemoPassword:
    """Refuses a password that everybody can read in the source."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError for the demonstration's password."""
        if password == PASSWORD:
            raise ValidationError("This is the password of the demonstration, which everybody knows. Choose another.")

    def get_help_text(self) -> str:
        """Return nothing: people who have never heard of it need not be told."""
        return ""
