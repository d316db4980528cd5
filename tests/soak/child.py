"""A child of the kill test: takes page after page the whole way, and says so after each commit, until killed."""

# ruff: noqa: F401, I001  Django is set up before anything of ours is imported

import sys

import tests.soak.quick  # first: it sets Django up

from django.utils import timezone

from content.models import ConditionPage
from governance.models import Person
from governance.policy.verbs import Role
from tests import factories as make


def main() -> None:
    """Publishes for ever; a line `ready`, then the id of each version that was published."""
    physician = Person.objects.filter(groups__name=Role.PHYSICIAN).first()
    print("ready", flush=True)
    while True:
        for page in ConditionPage.objects.order_by("?")[:5]:
            page.lead = f"Attacks of head pain, as told at {timezone.now().isoformat()}."
            make.save(page, by=page.owner, at=timezone.now())
            publication = make.publish(page, by=physician, writer=page.owner, at=timezone.now())
            print(publication.version_id, flush=True)


if __name__ == "__main__":
    sys.exit(main())
