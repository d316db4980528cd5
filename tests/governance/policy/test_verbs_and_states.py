"""Who may do what, and how states follow each other: the tables themselves."""

from pathlib import Path

import pytest

from governance.policy.states import OPEN, TRANSITIONS, ReviewState, sources, target
from governance.policy.table import roles_table
from governance.policy.verbs import MAY, Role, Verb, acting_role, may

pytestmark = pytest.mark.pure


def test_a_writer_neither_signs_nor_publishes():
    assert not any(
        may(frozenset({Role.WRITER}), verb) for verb in (Verb.SIGN_OFF, Verb.PUBLISH, Verb.WITHDRAW)
    )


def test_compliance_writes_nothing():
    allowed = {verb for verb in Verb if may(frozenset({Role.COMPLIANCE}), verb)}
    assert allowed == {
        Verb.WITHDRAW,
        Verb.WITHDRAW_OVERDUE,
        Verb.RECALL,
        Verb.WRITE_CALENDAR,
        Verb.GRANT_EXCEPTION,
        Verb.DECLINE_EXCEPTION,
        Verb.IMPORT_RETRACTIONS,
        Verb.EXPORT,
        Verb.LOOK,
        Verb.MAKE_EVIDENCE,
        Verb.ANNOUNCE_SAMPLE,
        Verb.DRAW_SAMPLE,
    }


def test_an_operator_does_not_pass_the_gate():
    allowed = {verb for verb in Verb if may(frozenset({Role.OPERATOR}), verb)}
    assert not allowed & {
        Verb.SAVE,
        Verb.SUBMIT,
        Verb.SETTLE,
        Verb.SIGN_OFF,
        Verb.PUBLISH,
        Verb.GRANT_EXCEPTION,
    }


def test_nobody_without_a_role_may_do_anything():
    assert not any(may(frozenset(), verb) for verb in Verb)


def test_an_act_is_done_in_a_role_that_may_do_it():
    for verb, roles in MAY.items():
        assert acting_role(frozenset(Role), verb) in roles
        assert acting_role(frozenset(Role) - roles, verb) is None


def test_no_state_is_left_by_a_decision_twice():
    for verb, (before, after) in TRANSITIONS.items():
        assert after not in before, verb
        assert before <= OPEN


@pytest.mark.parametrize("state", [ReviewState.SENT_BACK, ReviewState.TAKEN_BACK, ReviewState.SUPERSEDED])
def test_a_decided_review_leads_nowhere(state):
    assert not any(state in sources(verb) for verb in TRANSITIONS)


def test_only_a_signature_leads_to_publication():
    assert sources(Verb.PUBLISH) == {ReviewState.SIGNED}
    assert target(Verb.SIGN_OFF) == ReviewState.SIGNED


def test_the_table_in_the_docs_is_current():
    docs = Path(__file__).resolve().parents[3] / "docs" / "roles.md"
    assert docs.read_text() == roles_table()
