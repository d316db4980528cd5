"""ABUSE B, 18 to 25, 30 to 32 and 35: ways round through the admin. Numbers are those of the list; 26 to 29 and 33
are beside this.

32, a superuser tries the same, is the second value of `flags` all the way through.
"""

import pytest

from content.models import ConditionPage, Document, Version
from governance.models import (
    AuditEntry,
    Live,
    Person,
    Publication,
    Review,
    Settlement,
    SignOff,
)
from governance.policy.verbs import Role, Verb
from governance.services import reviews
from governance.services.actors import Actor
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.admin.test_editor import typed
from tests.governance.admin.test_get_writes_nothing import everything

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("flags", [{}, {"is_superuser": True, "is_staff": True}]),
]
ACTS = {
    "sign": Verb.SIGN_OFF,
    "publish": Verb.PUBLISH,
    "send-back": Verb.SEND_BACK,
    "take-back": Verb.TAKE_BACK,
}


@pytest.fixture(autouse=True)
def statement():
    return make.make_statement()


def test_18_crafted_fields_of_a_page_are_not_taken(enter):
    page, other = make.make_page(), make.make_writer()
    client = enter(person=page.owner)
    crafted = {
        "version_number": 99, "kind": "faq", "digest": "0" * 64, "saved_by": other.pk, "saved_by_name": "Dr Nobody",
        "state": "published", "signed_at": "2026-01-01", "last_reviewed": "2026-01-01", "id": 12345, "pk": 12345,
    }  # fmt: skip
    assert client.post(addresses.of(page), typed(page, lead="Other words.", **crafted)).status_code == 302
    version = make.newest(page)
    assert (version.number, version.saved_by, version.saved_by_name) == (2, page.owner, str(page.owner))
    assert (Document.objects.get().kind, Document.objects.get().pk) == (page.kind, page.pk)
    assert not SignOff.objects.exists() and not Review.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_18_crafted_fields_of_records_change_nothing(enter, role):
    physician = make.make_physician()
    client = enter(role)
    client.get("/admin/")
    before = (
        list(Person.objects.values_list("is_superuser", "username")),
        physician.physician.licence_expires,
    )
    sent = {"is_superuser": "on", "is_staff": "on", "groups": [1, 2, 3], "username": "root", "password": "x"}
    sent |= {"licence_expires": "2099-01-01", "person": physician.pk, "hash": "0" * 64, "source": "x"}
    for address in (
        "person/{}/change/",
        "physician/{}/change/",
        "auditentry/1/change/",
        "approvedstatement/1/change/",
    ):
        client.post("/admin/governance/" + address.format(physician.pk), sent)
    physician.refresh_from_db()
    assert (
        list(Person.objects.values_list("is_superuser", "username")),
        physician.physician.licence_expires,
    ) == before


def test_19_forged_rows_of_lists_and_inlines_change_nothing(enter):
    page = make.make_page()
    client = enter(person=page.owner)
    forged = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 1,
        "form-0-id": page.pk,
        "form-0-title": "Forged",
        "_save": 1,
    }
    inlines = {
        "versions-TOTAL_FORMS": 1,
        "versions-INITIAL_FORMS": 1,
        "versions-0-text": "Forged",
        "versions-0-id": 1,
    }
    text = make.newest(page).text
    assert client.post("/admin/content/conditionpage/", forged).status_code in (200, 302, 403)
    client.post(addresses.of(page), typed(page, lead="Other words.", **inlines))
    assert ConditionPage.objects.get().title == page.title
    assert Version.objects.get(number=1).text == text


@pytest.mark.parametrize("action", ["delete_selected", "publish", "sign_off"])
def test_20_there_are_no_bulk_actions_whatever_is_sent(enter, action):
    page = make.make_page()
    make.publish(page)
    sent = {"action": action, "select_across": 1, "index": 0, "post": "yes"}
    for role in Role:
        client = enter(role)
        client.get("/admin/")
        before = everything()
        for ids in ([page.pk], [999999], list(range(1, 900))):
            for name in ("content/conditionpage", "governance/auditentry", "governance/person"):
                client.post(f"/admin/{name}/", {**sent, "_selected_action": ids})
        assert everything() == before


def test_20_ten_thousand_ids_are_refused_outright(enter):
    client = enter(Role.WRITER)
    sent = {"action": "delete_selected", "_selected_action": list(range(10_000))}
    assert client.post("/admin/content/conditionpage/", sent).status_code == 400


def test_21_restoring_a_signed_version_takes_its_own_words_and_no_signature(enter):
    page = make.make_page()
    make.publish(page)
    signed = make.newest(page)
    page.lead = "Other words."
    make.save(page, by=page.owner)
    sent = {"seen": 2, "lead": "Ketamine cures migraine.", "text": "x", "digest": "0" * 64}
    enter(person=page.owner).post(addresses.of(page, "restore", number=1), sent)
    restored = make.newest(page)
    assert (restored.number, restored.digest) == (3, signed.digest)
    assert not restored.signoffs.exists()
    assert Live.objects.get().publication.version == signed


@pytest.mark.parametrize("name", ["version", "restore"])
def test_22_a_version_that_is_not_this_pages_is_not_found(enter, name):
    page, other = make.make_page(), make.make_page()
    other.lead = "Other words."
    make.save(other, by=other.owner)
    client = enter(person=page.owner)
    for number in (2, 99, 0):
        address = addresses.of(page, name, number=number)
        answer = client.post(address, {"seen": 1}) if name == "restore" else client.get(address)
        assert answer.status_code == 404
    assert page.version_number == Document.objects.get(pk=page.pk).version_number


def test_23_restoring_one_page_leaves_the_others_of_the_same_save(enter):
    page = make.make_page()
    faq = make.make_faq(by=page.owner, pages=(page,))
    page.lead = "Other words."
    make.save(page, by=page.owner)
    enter(person=page.owner).post(addresses.of(page, "restore", number=1), {"seen": 2})
    assert Document.objects.get(pk=page.pk).version_number == 3
    assert Document.objects.get(pk=faq.pk).version_number == 1


def test_24_looking_at_an_old_version_writes_nothing_and_leads_nowhere_else(enter):
    page = make.make_page()
    page.lead = "Other words."
    make.save(page, by=page.owner)
    client = enter(person=page.owner)
    client.get("/admin/")
    before = everything()
    assert client.get(addresses.of(page, "version", number=1)).status_code == 200
    assert everything() == before


def test_25_a_copy_is_not_made_by_the_stock_buttons_and_rights_are_asked_on_the_source(enter):
    page = make.make_page()
    make.publish(page)
    enter(person=page.owner).post(
        addresses.of(page), typed(page, lead="Other words.", _saveasnew=1, _addanother=1)
    )
    assert Document.objects.count() == 1
    assert enter(Role.PHYSICIAN).post(addresses.of(page), typed(page, lead="New.", seen=2)).status_code == 403
    restore = addresses.of(page, "restore", number=1)
    assert enter(Role.COMPLIANCE).post(restore, {"seen": 2}).status_code == 403
    assert Document.objects.get().version_number == 2


def test_30_a_stale_form_is_answered_with_the_difference(enter):
    page = make.make_page()
    client = enter(person=page.owner)
    mine = typed(page, lead="Words of the first tab.")
    client.post(addresses.of(page), typed(page, lead="Words of the second tab."))
    answer = client.post(addresses.of(page), mine)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Words of the first tab." in text and "second" in text
    assert Document.objects.get().version_number == 2


def test_30_two_tabs_of_a_signed_page_do_not_both_decide(enter):
    review = make.submit(make.make_page())
    reviews.send_back(actor=Actor.of(make.make_physician()), review=review, reason="Why?", at=make.NOW)
    client = enter(Role.PHYSICIAN)
    answer = client.post(addresses.review(review, "send-back"), {"back-reason": "Mine, to keep."})
    assert answer.status_code == 409
    assert "Mine, to keep." in answer.content.decode()


def test_31_a_double_submit_is_one_event(enter):
    page = make.make_page()
    writer, physician = enter(person=page.owner), enter(Role.PHYSICIAN)
    for _ in range(2):
        writer.post(addresses.of(page), typed(page, lead="Other words."))
    for _ in range(2):
        writer.post(addresses.of(page, "submit"), {"version": 2})
    review = Review.objects.get()
    make.settle_all(review, by=physician.person)
    settled = Settlement.objects.count()
    sent = {
        "digest": review.version.digest,
        "password": make.PASSWORD,
        "code": make.make_code(physician.person),
    }
    for _ in range(2):
        physician.post(addresses.review(review, "sign"), sent)
    for _ in range(2):
        physician.post(addresses.review(review, "publish"))
    counted = [model.objects.count() for model in (Version, Review, SignOff, Publication, Live)]
    assert counted == [2, 1, 1, 1, 1]
    assert Settlement.objects.count() == settled
    done = AuditEntry.objects.filter(outcome="done", document=page.pk).values_list("verb", flat=True)
    assert [list(done).count(verb) for verb in ("submit", "sign off", "publish")] == [1, 1, 1]


def test_32_a_superuser_without_a_role_gets_nowhere(enter, flags):
    page = make.make_page()
    review = make.submit(page)
    client = enter()
    client.get("/admin/")
    before = everything()
    for address in [*addresses.every(), "/admin/account/", "/admin/second-factor/"]:
        assert client.get(address).status_code == 302
        assert client.post(address).status_code == 302
    for act in (*ACTS, "retract", "except/1", "settle/1"):
        assert client.post(addresses.review(review, act)).status_code == 302
    assert everything() == before


def test_35_a_crawl_of_every_screen_by_get_changes_nothing(enter):
    page = make.make_page()
    make.publish(page)
    make.make_faq(pages=(page,))
    client = enter(*Role)
    client.get("/admin/")
    before = everything()
    own = [
        "/admin/account/",
        "/admin/account/password/",
        "/admin/second-factor/",
        "/admin/login/",
        "/admin/logout/",
    ]
    review = Review.objects.get()
    acts = [addresses.review(review, act) for act in (*ACTS, "retract", "except/1", "settle/1")]
    acts += [
        "/admin/exceptions/1/grant/",
        f"/admin/people/{page.owner.pk}/close/",
        "/admin/second-factor/begin/",
    ]
    for address in [*addresses.every(), *own, *acts]:
        assert client.get(address).status_code in (200, 302, 400, 403, 405), address
    assert everything() == before
