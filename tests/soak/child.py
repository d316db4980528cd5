"""A child of the kill test: takes page after page the whole way, and says so after each commit, until killed."""

import sys

import tests.environment  # noqa: F401  the settings, before Django reads them

import django  # isort: skip

django.setup()

from django.utils import timezone  # noqa: E402

from content.models import ConditionPage  # noqa: E402
from governance.models import Person  # noqa: E402
from governance.policy.verbs import Role  # noqa: E402
from tests import factories as make  # noqa: E402


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
