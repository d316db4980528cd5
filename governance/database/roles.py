"""The roles as groups, so that they exist in every database."""

from typing import Any

from django.contrib.auth.models import Group

from governance.policy.verbs import Role


def install_roles(*, using: str = "default", **kwargs: Any) -> None:
    """Makes a group for each role that has none. A receiver of post_migrate."""
    present = set(Group.objects.using(using).values_list("name", flat=True))
    missing = [Group(name=role.value) for role in Role if role.value not in present]
    Group.objects.using(using).bulk_create(missing)
