"""Members of staff and the groups that stand for their roles."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from organisation.models import User
from organisation.roles import Role


def ensure_groups(permissions: Mapping[Role, Iterable[str]]) -> None:
    """One group per role with exactly these permissions ("app.codename" or "app.*"). Idempotent."""
    known = list(Permission.objects.values_list("content_type__app_label", "codename", "pk"))
    for role in Role:
        group, _ = Group.objects.get_or_create(name=role.value)
        wanted = {tuple(name.split(".")) for name in permissions.get(role, ())}
        group.permissions.set(
            pk for label, codename, pk in known if (label, codename) in wanted or (label, "*") in wanted
        )


@transaction.atomic
def set_roles(user: User, roles: Iterable[Role]) -> None:
    """Give exactly these roles; administrators also reach /admin/."""
    held = frozenset(roles)
    user.groups.set(Group.objects.get_or_create(name=role.value)[0] for role in held)
    user.is_staff = Role.ADMINISTRATOR in held
    user.save(update_fields=["is_staff"])
    # The cached roles belong to the time before.
    user.__dict__.pop("roles", None)
