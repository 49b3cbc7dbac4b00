"""Says at `migrate` and `check --database default` when an account has a password that everybody knows."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import Error, Tags, register
from django.db import DatabaseError

from clinic.signin import demo


@register(Tags.database)
def no_demo_password(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[Error]:
    """Refuse production while somebody has the demonstration's password; signing in with it is refused anyway."""
    if not settings.PRODUCTION or "default" not in (databases or ()):
        return []
    try:
        users = get_user_model().objects.filter(is_active=True, is_staff=True)
        known = [user.get_username() for user in users if user.check_password(demo.PASSWORD)]
    except DatabaseError:
        # Before the first migration there are no accounts to look at.
        return []
    return [
        Error(
            f"The account {name} has the demonstration's password.",
            hint="Deactivate the account, or set another password: manage.py changepassword",
            id="signin.E001",
        )
        for name in known
    ]
