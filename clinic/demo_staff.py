"""Staff of the demonstration, one for each role, so that somebody who looks around can sit down at the desk."""

from django.contrib.auth.models import Group, User

from clinic.signin.demo import PASSWORD
from enquiries.roles import Role

NAMES = {
    Role.RECEPTIONIST: ("reception", "Demo", "Reception D"),
    Role.LEAD: ("lead", "Demo", "Lead E"),
    Role.CLINICIAN: ("clinician", "Demo", "Clinician A"),
    Role.OWNER: ("owner", "Demo", "Owner F"),
    Role.EDITOR: ("editor", "Demo", "Editor G"),
}
"""For each role the name to sign in with, and how colleagues call them."""


def make() -> dict[Role, User]:
    """Return an account for each role, made now or the last time; the password is as it was printed, or was changed."""
    return {role: _account(role) for role in NAMES}


def _account(role: Role) -> User:
    username, first, last = NAMES[role]
    details = {"first_name": first, "last_name": last, "email": f"{username}@example.org", "is_staff": True}
    account, is_new = User.objects.get_or_create(username=username, defaults=details)
    if is_new:
        account.set_password(PASSWORD)
        account.save()
        account.groups.add(Group.objects.get(name=role))
    return account
