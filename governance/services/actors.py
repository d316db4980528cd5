"""Who acts: explicit in every verb, never taken from the air."""

from dataclasses import dataclass

from django.http import HttpRequest

from governance.models import Person
from governance.policy.verbs import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with the roles that they have at this moment, and where the request came from.

    person None is the system itself: a schedule, or somebody who could not log in; or, with a label, somebody
    without an account, such as an outside expert.
    """

    person: Person | None
    roles: frozenset[Role]
    request_id: str = ""
    address: str = ""
    label: str = ""

    @classmethod
    def of(cls, person: Person) -> "Actor":
        """The person outside a request: a command, a job, a test."""
        return cls(person, person.roles)

    @classmethod
    def from_request(cls, request: HttpRequest) -> "Actor":
        """The person of a request; roles are read anew for each request."""
        person = request.user if request.user.is_authenticated else None
        roles = person.roles if person else frozenset()
        return cls(person, roles, getattr(request, "id", ""), request.META.get("REMOTE_ADDR", ""))

    @property
    def name(self) -> str:
        """The name as the audit trail keeps it."""
        return str(self.person) if self.person else self.label or "the system"
