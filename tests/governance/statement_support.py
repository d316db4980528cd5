"""What the tests of the statement's drafts share: its owner, a draft with other bands, and both signatures."""

from datetime import timedelta

from governance.claims.editing import with_head
from governance.claims.statement import parse_statement
from governance.models import StatementDraft
from governance.policy.verbs import Role
from governance.services.actors import Actor
from governance.services.statement import drafts, signing
from governance.services.statement.effect import live_effect
from tests import factories as make

MOVED = ("topic: role, agent: any, conditions: [migraine, headache], min: no_role, max: last_resort",
         "topic: role, agent: any, conditions: [migraine, headache], min: no_role, max: no_role")  # fmt: skip
LAST_RESORT = f"{make.KETAMINE_FITS} It is a last resort for refractory chronic migraine in specialist care."


def make_owner(**values):
    """The statement's owner: a physician in the register, with an app."""
    person = make.make_physician(**values)
    operator = Actor(None, frozenset({Role.OPERATOR}))
    make.people.end_role(actor=operator, person=person, role=Role.PHYSICIAN, at=make.NOW)
    make.people.grant_role(actor=operator, person=person, role=Role.STATEMENT_OWNER, at=make.NOW)
    return person


def begin(owner, at=make.NOW):
    """A draft of the statement in force."""
    return drafts.begin_draft(actor=Actor.of(owner), at=at)


def save(draft, owner, source, at=make.NOW):
    """Saves a text of the draft."""
    draft.refresh_from_db()
    return drafts.save_draft(
        actor=Actor.of(owner), draft=draft, source=source, seen=draft.revision, at=at, told="Changed"
    )


def stricter(draft, *, at=make.NOW, days=0):
    """The draft's text with the place in care for migraine narrowed, in force so many days after."""
    text = draft.edit.source.replace(*MOVED)
    assert text != draft.edit.source
    day = (at + timedelta(days=days)).date().isoformat()
    version = parse_statement(text).version
    return with_head(text, title="Position statement", version=version, effective=day, months=12)


def make_stricter_draft(owner, *, at=make.NOW, days=0) -> StatementDraft:
    """An open draft that is stricter than the statement in force."""
    draft = begin(owner, at)
    save(draft, owner, stricter(draft, at=at, days=days), at)
    return draft


def sign(draft, person, verb=signing.sign_statement, *, at=make.NOW, **values):
    """Signs, or with verb approve_draft approves, with what the person would have before them."""
    edit = StatementDraft.objects.get(pk=draft.pk).edit
    shown = {"digest": edit.digest, "effect": live_effect(edit.parsed(), at=at).seal}
    typed = {"password": make.PASSWORD, "code": make.make_code(person)}
    return verb(actor=Actor.of(person), draft=draft, at=at, **{**shown, **typed, **values})


def approve(draft, person, **values):
    """The second physician's signature."""
    return sign(draft, person, signing.approve_draft, **values)
