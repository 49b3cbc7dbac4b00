"""Views of the queue are kept by one person or, by those who may, for everybody; what they name is doubted anew."""

import pytest
from django.contrib.auth.models import Group, User

from enquiries import saved
from enquiries.models import FirstView, SavedView
from enquiries.roles import Role
from enquiries.saved import NotKept

pytestmark = pytest.mark.django_db

BY_EMAIL = {"tab": "new", "by": "email"}


def employ(name: str, role: Role) -> User:
    account = User.objects.create_user(name, is_staff=True)
    account.groups.add(Group.objects.get(name=role))
    return account


@pytest.fixture
def anna() -> User:
    return employ("anna", Role.RECEPTIONIST)


@pytest.fixture
def lead() -> User:
    return employ("lena", Role.LEAD)


def keep(by: User, name: str = "By email", *, shared: bool = False) -> SavedView:
    return saved.keep(name=name, shows=BY_EMAIL, by=by, shared=shared)


def test_each_sees_their_own_and_the_shared_ones(anna: User, lead: User) -> None:
    own, everybodys = keep(anna), keep(lead, "Interpreters", shared=True)
    keep(lead, "Lena's")
    assert saved.of(anna) == [everybodys, own]


def test_a_name_kept_again_shows_what_was_kept_last(anna: User) -> None:
    keep(anna)
    again = saved.keep(name=" By  email ", shows={"tab": "mine"}, by=anna, shared=False)
    assert [view.shows for view in saved.of(anna)] == [{"tab": "mine"}]
    assert again.name == "By email"


@pytest.mark.parametrize("name", ["", "   ", "x" * 41])
def test_a_view_needs_a_name_that_fits(anna: User, name: str) -> None:
    with pytest.raises(NotKept, match="name"):
        keep(anna, name)


def test_only_a_lead_keeps_and_removes_views_for_everybody(anna: User, lead: User) -> None:
    with pytest.raises(NotKept, match="lead receptionist"):
        keep(anna, shared=True)
    everybodys = keep(lead, shared=True)
    with pytest.raises(NotKept, match="lead receptionist"):
        saved.remove(view=everybodys, by=anna)
    saved.remove(view=everybodys, by=lead)
    assert not SavedView.objects.exists()


def test_nobody_touches_somebody_elses_view(anna: User, lead: User) -> None:
    annas = keep(anna)
    with pytest.raises(NotKept, match="somebody else's"):
        saved.remove(view=annas, by=lead)
    with pytest.raises(NotKept, match="somebody else's"):
        saved.open_first(view=annas, account=lead)


def test_there_are_only_so_many(anna: User) -> None:
    for number in range(saved.MOST):
        keep(anna, f"View {number}")
    with pytest.raises(NotKept, match="remove one first"):
        keep(anna, "One more")
    keep(anna, "View 3")


def test_the_queue_opens_with_the_view_that_was_chosen_until_it_goes(anna: User) -> None:
    view = keep(anna)
    saved.open_first(view=view, account=anna)
    saved.open_first(view=view, account=anna)
    assert saved.first_of(anna) == view.pk
    saved.remove(view=view, by=anna)
    assert saved.first_of(anna) is None
    assert not FirstView.objects.exists()
