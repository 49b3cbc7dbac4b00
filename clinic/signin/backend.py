"""Checks a password: one look-up and one hash, whoever is asked for."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest

from clinic.signin import demo


def staff_named(typed: str) -> User | None:
    """Return the one account with this user name or email address, in any case of letters; None for none or several."""
    found = list(User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed))[:2]) if typed else []
    return found[0] if len(found) == 1 else None


class StaffBackend(ModelBackend):
    """Lets staff in by user name or email address."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **others: Any,
    ) -> User | None:
        """Return whose password this is; None in the same time for an account that is not there."""
        if username is None or password is None:
            return None
        user = staff_named(username)
        if user is None:
            User().set_password(password)
            return None
        right = user.check_password(password) and not demo.is_refused(password)
        return user if right and user.is_staff and self.user_can_authenticate(user) else None
