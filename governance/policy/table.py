"""The table of who may do what in which state, as Markdown: docs/roles.md is made of it.

python -m governance.policy.table > docs/roles.md
"""

import sys
from collections.abc import Iterator

from governance.policy.states import TRANSITIONS
from governance.policy.verbs import Role, Verb, may

HEAD = """# Who may do what

Made by `python -m governance.policy.table` from the data that the code and the tests use; a test keeps it current.
A verb that is not ticked is denied, and the denial is recorded. A superuser has no exemption. What is ticked may
still be refused by the gate, which lists everything that stands in the way. To log in, to log out and to change
one's own password belong to every open account, whatever its roles.
"""


def roles_table() -> str:
    """The page, with a line for each verb: a column for each role, then the states."""
    return "\n".join([HEAD, *_lines()]) + "\n"


def _lines() -> Iterator[str]:
    yield _row(["verb", *Role, "a review that is", "becomes"])
    yield _row(["---"] * (len(Role) + 3))
    for verb in Verb:
        yield _row([verb, *("✓" if may(frozenset({role}), verb) else "" for role in Role), *_states(verb)])


def _states(verb: Verb) -> tuple[str, str]:
    if verb not in TRANSITIONS:
        return "", ""
    before, after = TRANSITIONS[verb]
    return " or ".join(sorted(before)), after


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(roles_table())
