"""Plain factories: one function for each thing that tests need, through the services that people use."""

import secrets
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from content.models import Article, ConditionPage, Document, Faq, Version
from governance.models import ApprovedStatement, Meaning, Person, Publication, Review, Settling, SignOff
from governance.policy.verbs import Role
from governance.services import drafts, people, publishing, reviews, signing, statements
from governance.services.actors import Actor
from governance.services.facts import case_of

NOW = datetime(2026, 6, 2, 10, 0, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
STATEMENT = Path(__file__).resolve().parents[1] / "governance" / "claims" / "data" / "statement.yaml"
KETAMINE_FITS = (
    "Ketamine is not a standard treatment for migraine. No regulator has approved it for that use, so prescribing "
    "it is off-label."
)
_numbers = count(1)


def make_person(*roles: Role, name: str = "", **values: Any) -> Person:
    """A person with roles, who logs in with PASSWORD."""
    number = next(_numbers)
    first, _, last = (name or f"Person Number{number}").partition(" ")
    person = Person(username=f"person{number}", first_name=first, last_name=last, is_staff=True, **values)
    person.set_password(PASSWORD)
    person.save()
    operator = Actor(None, frozenset({Role.OPERATOR}))
    for role in roles:
        people.grant_role(actor=operator, person=person, role=role, at=NOW)
    return person


def make_writer(**values: Any) -> Person:
    """A writer."""
    return make_person(Role.WRITER, **values)


def make_physician(*, licence_expires: date = date(2030, 1, 1), **values: Any) -> Person:
    """A physician in the register."""
    person = make_person(Role.PHYSICIAN, **values)
    people.register_physician(
        actor=Actor(None, frozenset({Role.OPERATOR})),
        person=person,
        degree="MD",
        specialty="neurology",
        licence_number=f"35.{person.pk:06}",
        licence_region="Ohio",
        licence_expires=licence_expires,
        at=NOW,
    )
    TOTPDevice.objects.create(user=person, name="authenticator app", confirmed=True)
    return person


def make_code(person: Person) -> str:
    """A code that signs once for that person: a recovery code of its own."""
    recovery, _ = StaticDevice.objects.get_or_create(user=person, name="recovery codes")
    return recovery.token_set.create(token=secrets.token_hex(8)).token


def make_statement(*, source: str = "", at: datetime = NOW - timedelta(days=2)) -> ApprovedStatement:
    """The reference statement (or another source), approved by its owner and a second physician."""
    owner = Actor.of(make_person(Role.STATEMENT_OWNER))
    second = Actor.of(make_physician())
    return statements.approve_statement(
        actor=owner, second=second, source=source or STATEMENT.read_text(), at=at
    )


def make_page(*, by: Person | None = None, at: datetime = NOW, **values: Any) -> ConditionPage:
    """A condition page saved by a writer, with nothing in it that blocks."""
    number = next(_numbers)
    by = by or make_writer()
    defaults = {
        "title": f"Migraine {number}",
        "slug": f"migraine-{number}",
        "condition": "migraine",
        "lead": "Attacks of head pain, and what usually helps.",
        "where_ketamine_fits": KETAMINE_FITS,
    }
    document = ConditionPage(owner=by, **{**defaults, **values})
    save(document, by=by, at=at)
    return document


def make_faq(*, by: Person | None = None, pages: tuple[ConditionPage, ...] = (), **values: Any) -> Faq:
    """A FAQ saved by a writer."""
    number = next(_numbers)
    by = by or make_writer()
    defaults = {
        "title": f"When should I see a doctor {number}?",
        "slug": f"see-a-doctor-{number}",
        "condition": "migraine",
        "answer": "When headaches become more frequent.",
    }
    document = Faq(owner=by, **{**defaults, **values})
    save(document, by=by, links={"pages": list(pages)})
    return document


def make_article(*, by: Person | None = None, **values: Any) -> Article:
    """An article saved by a writer."""
    number = next(_numbers)
    by = by or make_writer()
    defaults = {
        "title": f"A report {number}",
        "slug": f"report-{number}",
        "condition": "migraine",
        "body": "The clinic opens at eight.",
    }
    document = Article(owner=by, **{**defaults, **values})
    save(document, by=by)
    return document


def save(
    document: Document,
    *,
    by: Person,
    links: dict[str, list[Document]] | None = None,
    reason: str = "First draft",
    at: datetime = NOW,
) -> Version | None:
    """Saves a document as a person does; links that are not given stay empty."""
    return drafts.save(
        actor=Actor.of(by),
        document=document,
        links=links or {},
        reason=reason,
        seen=document.version_number,
        at=at,
    )


def newest(document: Document) -> Version:
    """The newest version of a document."""
    return Version.objects.newest().get(document=document.pk)


def submit(document: Document, *, by: Person | None = None, at: datetime = NOW) -> Review:
    """Sends the newest version to review."""
    return reviews.submit(actor=Actor.of(by or make_writer()), version=newest(document), at=at)


def settle_all(review: Review, *, by: Person, at: datetime = NOW) -> None:
    """Settles every unclear sentence of a review as inside."""
    for item in case_of(review.version, at=at).unsettled:
        reviews.settle(
            actor=Actor.of(by),
            review=review,
            claim=item.row,
            settled_as=Settling.INSIDE,
            reason="Read.",
            at=at,
        )


def sign(review: Review, *, by: Person | None = None, at: datetime = NOW) -> SignOff:
    """Settles what is unclear and signs. Fails where the gate refuses."""
    by = by or make_physician()
    settle_all(review, by=by, at=at)
    result = signing.sign_off(
        actor=Actor.of(by),
        review=review,
        digest=review.version.digest,
        meaning=Meaning.FULL,
        password=PASSWORD,
        code=make_code(by),
        at=at,
    )
    assert isinstance(result, SignOff), result
    return result


def publish(
    document: Document, *, by: Person | None = None, writer: Person | None = None, at: datetime = NOW
) -> Publication:
    """Takes a saved document the whole way: submit, settle, sign, publish. Needs a statement in force."""
    by = by or make_physician()
    review = submit(document, by=writer, at=at)
    sign(review, by=by, at=at)
    result = publishing.publish(actor=Actor.of(by), review=review, at=at)
    assert isinstance(result, Publication), result
    return result
