"""The groups that the migration makes are the roles that the code names."""

import pytest
from django.contrib.auth.models import Group, Permission

from enquiries.roles import PERMISSIONS, Role


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_each_role_is_a_group_with_just_its_permissions(role: Role) -> None:
    codenames = Permission.objects.filter(group=Group.objects.get(name=role)).values_list("codename", flat=True)
    assert set(codenames) == PERMISSIONS[role]
