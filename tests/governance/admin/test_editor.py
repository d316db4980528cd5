"""Writing: what is typed becomes a version by the service, and nothing typed is ever lost."""

import pytest

from content.models import Article, ConditionPage, Version
from governance.models import AuditEntry, Outcome, Review
from governance.policy.verbs import Role
from governance.services import publishing, reviews
from governance.services.actors import Actor
from tests import factories as make
from tests.governance.admin import addresses

pytestmark = pytest.mark.django_db


def typed(page, **values):
    """What a browser sends for a condition page."""
    sent = {
        "title": page.title,
        "slug": page.slug,
        "condition": page.condition,
        "owner": page.owner_id,
        "lead": page.lead,
        "where_ketamine_fits": page.where_ketamine_fits,
        "points-total": "1",
        "points-0-text": "It is nobody's fault.",
        "reason": "A new trial",
        "seen": page.version_number,
    }
    return {**sent, **values}


@pytest.fixture
def migraine(statement):
    return make.make_page()


@pytest.fixture
def writer(logged_in, migraine):
    return logged_in(migraine.owner)


def test_saving_makes_a_version_with_the_reason(writer, migraine):
    response = writer.post(addresses.of(migraine), typed(migraine, lead="Other words."), follow=True)
    version = make.newest(migraine)
    assert (version.number, version.reason, version.saved_by) == (2, "A new trial", writer.person)
    assert ConditionPage.objects.get().lead == "Other words."
    assert ConditionPage.objects.get().points == [{"text": "It is nobody's fault."}]
    assert "Version 2 of" in response.content.decode()


def test_a_save_without_change_makes_no_version_and_says_so(writer, migraine):
    response = writer.post(addresses.of(migraine), typed(migraine, **{"points-0-text": ""}), follow=True)
    assert Version.objects.count() == 1
    assert "there is no new version" in response.content.decode()


def test_a_stale_save_is_409_with_the_difference_and_keeps_what_was_typed(writer, migraine):
    migraine.lead = "Their words."
    make.save(migraine, by=make.make_writer(name="Tomas Brandt"))
    response = writer.post(
        addresses.of(migraine), typed(migraine, lead="My words.", seen=1, reason="My reason")
    )
    shown = response.content.decode()
    assert response.status_code == 409
    assert "Tomas Brandt saved version 2 since you opened the text" in shown
    assert ">\nMy words." in shown and 'value="My reason"' in shown
    assert "<del>" in shown and "<ins>" in shown
    assert ConditionPage.objects.get().lead == "Their words."
    again = writer.post(addresses.of(migraine), typed(migraine, lead="My words.", seen=2))
    assert again.status_code == 302
    assert make.newest(migraine).number == 3


def test_sending_the_same_form_twice_makes_one_version(writer, migraine):
    sent = typed(migraine, lead="Other words.")
    assert writer.post(addresses.of(migraine), sent).status_code == 302
    assert writer.post(addresses.of(migraine), sent).status_code == 409
    assert Version.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"reason": ""}, "This field is required"),
        ({"title": ""}, "This field is required"),
        ({"condition": "happiness"}, "Select a valid choice"),
        ({"icd11": "ABC"}, "is not an ICD-11 code"),
        ({"lead": "bell \x07"}, "cannot be shown"),
        ({"where_ketamine_fits": ">" * 300 + " deep"}, "deep"),
        ({"references-total": "1", "references-0-doi": "nonsense"}, "DOI"),
        ({"seen": "x"}, "Nothing was saved"),
    ],
)
def test_a_refused_save_says_why_and_keeps_what_was_typed(writer, migraine, wrong, says):
    response = writer.post(addresses.of(migraine), typed(migraine, **{"notes": "My notes stay.", **wrong}))
    shown = response.content.decode()
    assert response.status_code == 200
    assert says in shown
    assert "My notes stay." in shown
    assert Version.objects.count() == 1


def test_an_address_that_another_page_has_is_refused(writer, migraine):
    make.make_page(slug="taken")
    shown = writer.post(addresses.of(migraine), typed(migraine, slug="taken")).content.decode()
    assert "Nothing was saved" in shown
    assert ConditionPage.objects.filter(slug="taken").count() == 1


def test_crafted_fields_change_nothing(writer, migraine):
    crafted = {
        "version_number": "9", "kind": "faq", "id": "77", "digest": "x", "document_ptr": "77", "state": "signed",
        "versions-TOTAL_FORMS": "1", "versions-0-number": "9", "form-TOTAL_FORMS": "1", "_saveasnew": "1",
    }  # fmt: skip
    writer.post(addresses.of(migraine), typed(migraine, lead="Other words.", **crafted))
    stored = ConditionPage.objects.get()
    assert (stored.pk, stored.kind, stored.version_number) == (migraine.pk, "condition-page", 2)
    assert not Review.objects.exists()


def test_only_a_writer_owns_a_page(writer, migraine):
    response = writer.post(addresses.of(migraine), typed(migraine, owner=make.make_physician().pk))
    assert "Select a valid choice" in response.content.decode()


def test_a_new_page_is_begun_and_saved(statement, logged_in):
    client = logged_in(Role.WRITER)
    sent = {
        "title": "A report", "slug": "report", "condition": "migraine", "owner": client.person.pk,
        "body": "Words.", "reason": "First draft", "seen": "0",
    }  # fmt: skip
    response = client.post("/admin/content/article/add/", sent)
    article = Article.objects.get()
    assert response.url == addresses.of(article)
    assert make.newest(article).saved_by == client.person


def test_a_refused_new_page_leaves_nothing_behind(statement, logged_in):
    client = logged_in(Role.WRITER)
    make.make_article(slug="taken")
    sent = {
        "title": "Typed title", "slug": "taken", "condition": "migraine", "owner": client.person.pk,
        "body": "Words.", "reason": "First draft", "seen": "0",
    }  # fmt: skip
    response = client.post("/admin/content/article/add/", sent)
    assert response.status_code == 200
    assert "Typed title" in response.content.decode()
    assert Article.objects.count() == 1


def test_findings_stand_beside_the_text_each_with_its_field(logged_in, statement):
    page = make.make_page(
        where_ketamine_fits=make.KETAMINE_FITS + " Ketamine cures migraine.",
        points=[{"text": "It is real."}, {"text": "Ketamine is harmless."}],
    )
    shown = logged_in(page.owner).get(addresses.of(page)).content.decode()
    assert 'href="#id_where_ketamine_fits"' in shown and 'id="id_where_ketamine_fits"' in shown
    assert 'href="#id_points-1-text"' in shown and 'id="id_points-1-text"' in shown
    for words in ("Scale of efficacy", "The statement says", "Words that fit", "efficacy-any"):
        assert words in shown


@pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.COMPLIANCE, Role.STATEMENT_OWNER])
def test_who_does_not_write_reads_the_page_without_a_form(migraine, logged_in, role):
    response = logged_in(role).get(addresses.of(migraine))
    assert "staff/version.html" in [template.name for template in response.templates]
    assert 'name="lead"' not in response.content.decode()


def test_a_saved_version_is_sent_to_review(writer, migraine):
    response = writer.post(
        addresses.of(migraine, "submit"), {"version": 1, "note": "Please look at the dose."}
    )
    review = Review.objects.get()
    assert (review.version.number, review.note) == (1, "Please look at the dose.")
    assert response.url == addresses.review(review)


def test_a_writer_chooses_who_reads_it_among_those_who_may_sign(writer, migraine):
    osei = make.make_physician(name="Amara Osei")
    assert (
        f'<option value="{osei.pk}">Amara Osei</option>'
        in writer.get(addresses.of(migraine)).content.decode()
    )
    sent = {"version": 1, "note": "My note", "to": writer.person.pk}
    refused = writer.post(addresses.of(migraine, "submit"), sent)
    assert refused.status_code == 409
    assert "Choose a physician" in refused.content.decode()
    assert "My note" in refused.content.decode()
    writer.post(addresses.of(migraine, "submit"), {**sent, "to": osei.pk})
    assert Review.objects.get().assigned_to == osei


def test_sending_twice_sends_once_and_keeps_the_note(writer, migraine):
    writer.post(addresses.of(migraine, "submit"), {"version": 1, "note": ""})
    response = writer.post(addresses.of(migraine, "submit"), {"version": 1, "note": "My note"})
    assert response.status_code == 409
    assert "with the physicians already" in response.content.decode()
    assert "My note" in response.content.decode()
    assert Review.objects.count() == 1


def test_an_older_version_than_the_newest_is_not_sent(writer, migraine):
    migraine.lead = "Other words."
    make.save(migraine, by=migraine.owner)
    assert writer.post(addresses.of(migraine, "submit"), {"version": 1}).status_code == 409
    assert writer.post(addresses.of(migraine, "submit"), {"version": 9}).status_code == 404


def test_the_reasons_of_a_page_sent_back_stand_at_the_top(writer, migraine):
    review = make.submit(migraine)
    reviews.send_back(
        actor=Actor.of(make.make_physician()), review=review, reason="Name the dose.", at=make.NOW
    )
    shown = writer.get(addresses.of(migraine)).content.decode()
    assert "Name the dose." in shown
    assert "Send to review" in shown


def test_a_live_page_is_taken_down_with_a_reason(migraine, logged_in):
    make.publish(migraine)
    client = logged_in(Role.COMPLIANCE)
    assert "Take down" in client.get(addresses.of(migraine)).content.decode()
    response = client.post(addresses.of(migraine, "withdraw"), {"reason": " "})
    assert "Say why the page is taken down." in response.content.decode()
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED
    response = client.post(addresses.of(migraine, "withdraw"), {"reason": "A new warning"})
    assert response.url == addresses.of(migraine, "history")
    assert AuditEntry.objects.first().reason == "A new warning"


def test_taking_down_twice_is_409_and_keeps_the_reason(migraine, logged_in):
    make.publish(migraine)
    client = logged_in(Role.PHYSICIAN)
    publishing.withdraw(
        actor=Actor.of(client.person), document=migraine.document_ptr, reason="First", at=make.NOW
    )
    response = client.post(addresses.of(migraine, "withdraw"), {"reason": "My words"})
    assert response.status_code == 409
    assert "My words" in response.content.decode()
