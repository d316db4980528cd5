"""Who sees which screen: one table, closed by default, read by every screen. Who may act is in policy.verbs."""

from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from governance.policy.verbs import Role, Verb, may
from governance.services.actors import Actor


class Screen(StrEnum):
    """The groups of screens that a role opens or does not."""

    DESK = "desk"
    DOCUMENTS = "documents"
    REVIEWS = "reviews"
    AUDIT = "audit trail"
    OVERSIGHT = "second look"
    PEOPLE = "people"
    STATEMENTS = "statements"
    RECALLS = "recalls"
    CALENDAR = "calendar"
    JOBS = "jobs"


READERS = frozenset({Role.WRITER, Role.PHYSICIAN, Role.COMPLIANCE, Role.STATEMENT_OWNER})
SEES: dict[Screen, frozenset[Role]] = {
    Screen.DESK: frozenset(Role),
    Screen.DOCUMENTS: READERS,
    Screen.REVIEWS: READERS,
    Screen.AUDIT: frozenset({Role.COMPLIANCE}),
    Screen.OVERSIGHT: frozenset({Role.COMPLIANCE, Role.PHYSICIAN}),
    Screen.PEOPLE: frozenset({Role.COMPLIANCE, Role.OPERATOR}),
    Screen.STATEMENTS: READERS,
    Screen.CALENDAR: READERS,
    Screen.JOBS: frozenset({Role.OPERATOR}),
    Screen.RECALLS: frozenset({Role.PHYSICIAN, Role.COMPLIANCE}),
}


def sees(roles: frozenset[Role], screen: Screen) -> bool:
    """Whether somebody with these roles may open the screen at all."""
    return bool(roles & SEES.get(screen, frozenset()))


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request; the roles are read once a request."""
    if not hasattr(request, "imprimatur_actor"):
        request.imprimatur_actor = Actor.from_request(request)
    return request.imprimatur_actor


def request_sees(request: HttpRequest, screen: Screen) -> bool:
    """Whether the person of the request may open the screen."""
    return sees(actor_of(request).roles, screen)


def request_may(request: HttpRequest, verb: Verb) -> bool:
    """Whether a role of the person may do the verb; the service checks again."""
    return may(actor_of(request).roles, verb)


def require(request: HttpRequest, screen: Screen) -> Actor:
    """The actor of a request that may open the screen. Raises PermissionDenied for any other."""
    if not request_sees(request, screen):
        raise PermissionDenied("Your roles do not open this screen.")
    return actor_of(request)
