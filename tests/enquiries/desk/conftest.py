"""Who works at the desk in these tests, and the enquiry they work on."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client

from enquiries.models import Enquiry
from enquiries.roles import Role
from tests.enquiries.cast import NOW, received
from treatments.catalogue import Catalogue

type SignIn = Callable[[Role | str], Client]


@pytest.fixture(autouse=True)
def _at_the_desk_it_is_monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sign_in(content: Catalogue) -> SignIn:
    """Return a browser in which somebody of a role is signed in; "superuser", "nobody" and "stranger" are others."""

    def signed_in(role: Role | str) -> Client:
        client = Client()
        if role == "stranger":
            return client
        name = str(role).replace(" ", "-")
        user, _ = User.objects.get_or_create(
            username=name, defaults={"is_staff": role != "nobody", "is_superuser": role == "superuser"}
        )
        if isinstance(role, Role):
            user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def enquiry(content: Catalogue) -> Enquiry:
    """What the patient asked ten minutes ago."""
    return received(content)


@pytest.fixture
def reception(sign_in: SignIn) -> Client:
    """A receptionist's browser."""
    return sign_in(Role.RECEPTIONIST)
