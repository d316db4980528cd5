"""The roles, the verbs, and who may do what: one table that code, tests and docs read."""

from enum import StrEnum


class Role(StrEnum):
    """What a person comes to do. A person may have several; no role exempts from the gate."""

    WRITER = "writer"
    PHYSICIAN = "physician"
    COMPLIANCE = "compliance"
    STATEMENT_OWNER = "statement owner"
    OPERATOR = "operator"


class Verb(StrEnum):
    """One word for each act that changes something; the audit trail uses the same words."""

    SAVE = "save"
    SUBMIT = "submit"
    TAKE_BACK = "take back"
    SEND_BACK = "send back"
    TAKE = "take"
    ASSIGN = "assign"
    RELEASE = "release"
    SETTLE = "settle"
    SETTLE_CITATION = "settle citation"
    SIGN_OFF = "sign off"
    PUBLISH = "publish"
    PLAN_PUBLICATION = "plan publication"
    CANCEL_PLAN = "cancel plan"
    WITHDRAW = "withdraw"
    RETRACT = "retract"
    RECALL = "recall a claim"
    COMMENT = "comment"
    ANSWER_COMMENT = "answer a comment"
    RESOLVE_COMMENT = "resolve a comment"
    INVITE_EXPERT = "invite an outside expert"
    END_INVITATION = "end an invitation"
    WRITE_CHECKLIST = "write the checklist"
    WRITE_CALENDAR = "write the review calendar"
    WITHDRAW_OVERDUE = "withdraw overdue"
    ASK_EXCEPTION = "ask for an exception"
    GRANT_EXCEPTION = "grant an exception"
    DECLINE_EXCEPTION = "decline an exception"
    IMPORT_RETRACTIONS = "import retractions"
    WRITE_STATEMENT = "write statement"
    DISCARD_STATEMENT = "discard statement"
    TELL_OF_STATEMENT = "tell of statement"
    SIGN_STATEMENT = "sign statement"
    APPROVE_STATEMENT = "approve statement"
    TAKE_EFFECT = "take effect"
    FLAG = "flag"
    ADOPT_READING = "adopt a reading"
    NOTE_AGREEMENT = "note an agreement"
    MAKE_EVIDENCE = "make an evidence pack"
    ANNOUNCE_SAMPLE = "announce a sample"
    DRAW_SAMPLE = "draw a sample"
    LOOK_AGAIN = "take a second look"
    REGISTER_PHYSICIAN = "register physician"
    GRANT_ROLE = "grant role"
    END_ROLE = "end role"
    OPEN_ACCOUNT = "open account"
    CLOSE_ACCOUNT = "close account"
    REOPEN_ACCOUNT = "reopen account"
    RESET_PASSWORD = "reset password"  # noqa: S105  the name of an act
    EXPORT_PERSON = "export a person's data"
    LET_SET_UP = "let set up second factor"
    SET_UP_SECOND_FACTOR = "set up second factor"
    MAKE_RECOVERY_CODES = "make recovery codes"
    # Taking a file out of the site; looking is recorded only where the site wants it.
    EXPORT = "export"
    LOOK = "look"
    RETRY_JOB = "retry a job"
    CANCEL_JOB = "cancel a job"
    # Acts of an account, whatever its roles; services.accounts records them.
    CHANGE_PASSWORD = "change password"  # noqa: S105  the name of an act
    LOG_IN = "log in"
    LOG_OUT = "log out"
    # The schedule's alarm that a live page is not what was signed; nobody's role.
    COMPARE_LIVE = "compare live"
    # The schedule's other alarms; nobody's role.
    RAISE_ALARM = "raise an alarm"
    # An operator's at the machine, recorded where newer acts were lost by it; nobody's role.
    RESTORE = "restore a backup"
    # An outside expert's, who has no role: an invitation lets them, and services.invited records it.
    OPEN_INVITATION = "open an invitation"


# Closed by default: a verb that is not here, or a role that is not beside it, is denied.
MAY: dict[Verb, frozenset[Role]] = {
    Verb.SAVE: frozenset({Role.WRITER}),
    Verb.SUBMIT: frozenset({Role.WRITER}),
    Verb.TAKE_BACK: frozenset({Role.WRITER}),
    Verb.SEND_BACK: frozenset({Role.PHYSICIAN}),
    # Who reads it; it closes no door to anybody else.
    Verb.TAKE: frozenset({Role.PHYSICIAN}),
    Verb.ASSIGN: frozenset({Role.WRITER, Role.PHYSICIAN}),
    Verb.RELEASE: frozenset({Role.PHYSICIAN}),
    Verb.SETTLE: frozenset({Role.PHYSICIAN}),
    Verb.SETTLE_CITATION: frozenset({Role.PHYSICIAN}),
    Verb.SIGN_OFF: frozenset({Role.PHYSICIAN}),
    Verb.PUBLISH: frozenset({Role.PHYSICIAN}),
    Verb.PLAN_PUBLICATION: frozenset({Role.PHYSICIAN}),
    Verb.CANCEL_PLAN: frozenset({Role.PHYSICIAN}),
    Verb.WITHDRAW: frozenset({Role.PHYSICIAN, Role.COMPLIANCE}),
    Verb.RETRACT: frozenset({Role.PHYSICIAN}),
    Verb.RECALL: frozenset({Role.PHYSICIAN, Role.COMPLIANCE}),
    Verb.COMMENT: frozenset({Role.WRITER, Role.PHYSICIAN}),
    Verb.ANSWER_COMMENT: frozenset({Role.WRITER, Role.PHYSICIAN}),
    Verb.RESOLVE_COMMENT: frozenset({Role.WRITER, Role.PHYSICIAN}),
    Verb.INVITE_EXPERT: frozenset({Role.WRITER, Role.PHYSICIAN}),
    Verb.END_INVITATION: frozenset({Role.WRITER, Role.PHYSICIAN}),
    # Not the operator: who runs the site does not decide what a physician stands for.
    Verb.WRITE_CHECKLIST: frozenset({Role.STATEMENT_OWNER}),
    Verb.WRITE_CALENDAR: frozenset({Role.COMPLIANCE, Role.STATEMENT_OWNER}),
    # A page past its review and its grace: done by the schedule, in the name of who wrote the calendar.
    Verb.WITHDRAW_OVERDUE: frozenset({Role.COMPLIANCE, Role.STATEMENT_OWNER}),
    Verb.ASK_EXCEPTION: frozenset({Role.PHYSICIAN}),
    Verb.GRANT_EXCEPTION: frozenset({Role.COMPLIANCE}),
    Verb.DECLINE_EXCEPTION: frozenset({Role.COMPLIANCE}),
    Verb.IMPORT_RETRACTIONS: frozenset({Role.COMPLIANCE, Role.OPERATOR}),
    Verb.WRITE_STATEMENT: frozenset({Role.STATEMENT_OWNER}),
    Verb.DISCARD_STATEMENT: frozenset({Role.STATEMENT_OWNER}),
    # The writers whose pages a draft would put in conflict, before anybody approves it.
    Verb.TELL_OF_STATEMENT: frozenset({Role.STATEMENT_OWNER}),
    # The owner's signature; the second one approves.
    Verb.SIGN_STATEMENT: frozenset({Role.STATEMENT_OWNER}),
    Verb.APPROVE_STATEMENT: frozenset({Role.STATEMENT_OWNER, Role.PHYSICIAN}),
    # A statement approved ahead: done by the schedule, in its owner's name.
    Verb.TAKE_EFFECT: frozenset({Role.STATEMENT_OWNER}),
    # With a statement that takes effect: one entry for each live page that it leaves up with a deadline.
    Verb.FLAG: frozenset({Role.STATEMENT_OWNER}),
    # What the engine reads decides what the statement blocks, so it is for whoever answers for the statement.
    Verb.ADOPT_READING: frozenset({Role.STATEMENT_OWNER}),
    # Whether two sentences are both right is medicine.
    Verb.NOTE_AGREEMENT: frozenset({Role.PHYSICIAN, Role.STATEMENT_OWNER}),
    Verb.EXPORT: frozenset({Role.COMPLIANCE}),
    Verb.LOOK: frozenset({Role.COMPLIANCE}),
    Verb.MAKE_EVIDENCE: frozenset({Role.COMPLIANCE}),
    Verb.ANNOUNCE_SAMPLE: frozenset({Role.COMPLIANCE}),
    Verb.DRAW_SAMPLE: frozenset({Role.COMPLIANCE}),
    Verb.LOOK_AGAIN: frozenset({Role.PHYSICIAN}),
    Verb.REGISTER_PHYSICIAN: frozenset({Role.OPERATOR}),
    Verb.GRANT_ROLE: frozenset({Role.OPERATOR}),
    Verb.END_ROLE: frozenset({Role.OPERATOR}),
    Verb.OPEN_ACCOUNT: frozenset({Role.OPERATOR}),
    Verb.CLOSE_ACCOUNT: frozenset({Role.OPERATOR}),
    Verb.REOPEN_ACCOUNT: frozenset({Role.OPERATOR}),
    Verb.RESET_PASSWORD: frozenset({Role.OPERATOR}),
    Verb.EXPORT_PERSON: frozenset({Role.OPERATOR}),
    # For somebody else; not the operator, who could reset a password and then sign with an app of their own.
    Verb.LET_SET_UP: frozenset({Role.PHYSICIAN, Role.STATEMENT_OWNER}),
    # For their own account alone.
    Verb.SET_UP_SECOND_FACTOR: frozenset({Role.PHYSICIAN, Role.STATEMENT_OWNER}),
    Verb.MAKE_RECOVERY_CODES: frozenset({Role.PHYSICIAN, Role.STATEMENT_OWNER}),
    Verb.RETRY_JOB: frozenset({Role.OPERATOR}),
    Verb.CANCEL_JOB: frozenset({Role.OPERATOR}),
}


def may(roles: frozenset[Role], verb: Verb) -> bool:
    """Whether somebody with these roles may do this at all; the gate may still refuse."""
    return bool(roles & MAY.get(verb, frozenset()))


def acting_role(roles: frozenset[Role], verb: Verb) -> Role | None:
    """The role in which the act is done: the first that may do it, in the order of `Role`."""
    allowed = MAY.get(verb, frozenset())
    return next((role for role in Role if role in roles and role in allowed), None)
