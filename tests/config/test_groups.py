"""The table of permissions names only what exists, and every role's group gets exactly its share."""

import pytest
from django.contrib.auth.models import Group, Permission

from config.groups import permissions, prepare_groups
from organisation.roles import Role
from tests.builders import a_user

pytestmark = pytest.mark.django_db


def test_every_permission_of_the_table_is_declared_by_a_model():
    for name in {name for names in permissions().values() for name in names}:
        label, codename = name.split(".")
        found = Permission.objects.filter(content_type__app_label=label)
        assert (found if codename == "*" else found.filter(codename=codename)).exists(), name


def test_a_permission_that_left_the_table_leaves_the_group():
    prepare_groups()
    office = Group.objects.get(name=Role.OFFICE)
    office.permissions.add(Permission.objects.get(codename="decide_credit"))
    prepare_groups()
    assert not a_user(Role.OFFICE).has_perm("credit.decide_credit")


def test_one_person_with_two_roles_holds_both_shares():
    prepare_groups()
    sole_trader = a_user(Role.OFFICE, Role.HEAD)
    assert sole_trader.has_perm("credit.register_credit")
    assert sole_trader.has_perm("credit.decide_credit")
    assert not sole_trader.has_perm("records.change_student")
