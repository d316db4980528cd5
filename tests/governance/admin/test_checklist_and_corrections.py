"""On the screens: the checklist is ticked before signing, and the lighter path is offered by the server alone."""

import pytest

from governance.models import Checklist, Live, Meaning, SignOff
from governance.policy.verbs import Role
from governance.services import publishing
from governance.services.actors import Actor
from governance.services.checklists import write_checklist
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.test_corrections import corrected

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_engine")]
POINTS = ("I have opened every reference.", "The doses are those of the label.")
SCREEN = "/admin/checklist/"


@pytest.fixture
def checklist(db):
    owner = Actor.of(make.make_person(Role.STATEMENT_OWNER))
    return write_checklist(actor=owner, points=POINTS, reason="Agreed", seen=0, at=make.NOW)


@pytest.fixture
def physician(logged_in):
    return logged_in(Role.PHYSICIAN)


@pytest.fixture
def review(statement, steady_engine):
    return make.submit(make.make_page())


@pytest.fixture
def typography(statement, steady_engine, settings):
    """A live page with typography alone changed in a later version."""
    settings.ALLOW_CORRECTIONS = True
    page = make.make_page(definition="It isn't a mood.")
    publishing_signoff = make.publish(page).signoff
    page.definition = "It isn’t a mood."
    make.save(page, by=page.owner)
    return make.submit(page), publishing_signoff


def sent(review, by, prefix="", **values):
    found = {"digest": review.version.digest, "password": make.PASSWORD, "publish": "on", **values}
    found.setdefault("code", make.make_code(by.person))
    return {f"{prefix}{name}": value for name, value in found.items()}


def test_each_point_is_a_blocker_that_leads_to_its_box_and_does_not_close_the_form(
    physician, review, checklist
):
    shown = physician.get(addresses.review(review)).content.decode()
    for point in checklist.points.all():
        assert f'id="check-{point.pk}"' in shown and f'href="#check-{point.pk}"' in shown
        assert f"Not ticked yet: {point.sentence}" in shown
    assert "disabled" not in shown


def test_a_signature_with_a_point_unticked_is_refused_and_the_ticks_are_kept(physician, review, checklist):
    first, second = checklist.points.all()
    response = physician.post(
        addresses.review(review, "sign"), {**sent(review, physician), "ticked": [first.pk]}
    )
    shown = response.content.decode()
    assert response.status_code == 422 and not SignOff.objects.exists()
    assert f'id="check-{first.pk}" required checked' in shown
    assert f'id="check-{second.pk}" required>' in shown


def test_with_every_point_ticked_it_is_signed_and_the_record_shows_them(physician, review, checklist):
    ticked = [point.pk for point in checklist.points.all()]
    values = {**sent(review, physician), "ticked": ticked}
    shown = physician.post(addresses.review(review, "sign"), values, follow=True).content.decode()
    assert Live.objects.exists() and "on the checklist" in shown and POINTS[1] in shown


@pytest.mark.parametrize("ticked", [["x"], ["-1"], ["9" * 40], ["1 OR 1"]])
def test_ticks_that_are_no_keys_tick_nothing(physician, review, checklist, ticked):
    response = physician.post(addresses.review(review, "sign"), {**sent(review, physician), "ticked": ticked})
    assert response.status_code == 422 and not SignOff.objects.exists()


def test_who_does_not_sign_is_not_told_of_points(logged_in, review, checklist):
    assert "Not ticked yet" not in logged_in(Role.COMPLIANCE).get(addresses.review(review)).content.decode()


def test_the_owner_writes_an_edition_and_others_read_it(logged_in, checklist):
    owner = logged_in(Role.STATEMENT_OWNER)
    values = {"seen": checklist.pk, "points": "One point.\r\n\r\nAnother.", "reason": "Shorter"}
    shown = owner.post(f"{SCREEN}write/", values, follow=True).content.decode()
    assert "One point." in shown and POINTS[0] in shown  # the earlier edition stays in sight
    assert [point.sentence for point in Checklist.objects.in_force().points.all()] == [
        "One point.",
        "Another.",
    ]
    shown = logged_in(Role.PHYSICIAN).get(SCREEN).content.decode()
    assert "One point." in shown and "Put it in force" not in shown
    assert logged_in(Role.WRITER).post(f"{SCREEN}write/", values).status_code == 403
    assert logged_in(Role.OPERATOR).get(SCREEN).status_code == 403


def test_a_stale_edition_is_told_and_nothing_typed_is_lost(logged_in, checklist):
    owner = logged_in(Role.STATEMENT_OWNER)
    response = owner.post(f"{SCREEN}write/", {"seen": "0", "points": "Mine.", "reason": "Why not"})
    assert response.status_code == 409 and "Mine." in response.content.decode()
    assert Checklist.objects.count() == 1


def test_a_checklist_without_a_reason_is_asked_again(logged_in):
    owner = logged_in(Role.STATEMENT_OWNER)
    response = owner.post(f"{SCREEN}write/", {"seen": "0", "points": "Mine.", "reason": ""})
    assert response.status_code == 422 and "Mine." in response.content.decode()


def test_typography_alone_may_be_signed_as_a_correction_and_the_public_date_stays(
    client, physician, typography
):
    review, full = typography
    shown = physician.get(addresses.review(review)).content.decode()
    assert "Sign as a correction" in shown and full.physician_name in shown
    response = physician.post(addresses.review(review, "correct"), sent(review, physician, "k-"), follow=True)
    assert "A correction of typography" in response.content.decode()
    signoff = SignOff.objects.get(meaning=Meaning.CORRECTION)
    assert signoff.physician == physician.person
    public = client.get(f"/{Live.objects.get().path}/").content.decode()
    assert full.physician_name in public and str(physician.person) not in public
    assert '<time datetime="2026-06-02">' in public
    assert "isn’t a mood" in public


def test_the_lighter_path_is_not_offered_for_other_words_nor_where_the_site_has_none(
    physician, typography, settings
):
    review, _ = typography
    settings.ALLOW_CORRECTIONS = False
    assert "Sign as a correction" not in physician.get(addresses.review(review)).content.decode()
    settings.ALLOW_CORRECTIONS = True
    page = review.document.concrete
    page.definition = "It is a mood."
    make.save(page, by=page.owner)
    later = make.submit(page)
    assert "Sign as a correction" not in physician.get(addresses.review(later)).content.decode()
    response = physician.post(addresses.review(later, "correct"), sent(later, physician, "k-"))
    assert response.status_code == 422
    assert "More than typography differs in “Clinical definition”" in response.content.decode()


def test_a_correction_is_not_signed_with_the_cookie_alone_nor_for_other_words(physician, typography):
    review, _ = typography
    for values, status in (
        ({"password": "wrong"}, 422),
        ({"code": "000000"}, 422),
        ({"digest": "0" * 64}, 409),
    ):
        response = physician.post(
            addresses.review(review, "correct"), sent(review, physician, "k-", **values)
        )
        assert response.status_code == status, values
    assert not SignOff.objects.filter(meaning=Meaning.CORRECTION).exists()


def test_the_form_of_the_full_signature_cannot_be_turned_into_a_correction(physician, typography, checklist):
    review, _ = typography
    response = physician.post(addresses.review(review, "sign"), sent(review, physician, meaning="correction"))
    assert response.status_code == 422  # the checklist still stands in the way
    assert not SignOff.objects.filter(meaning=Meaning.CORRECTION).exists()


def test_a_correction_asks_no_checklist(physician, typography, checklist):
    review, _ = typography
    physician.post(addresses.review(review, "correct"), sent(review, physician, "k-"))
    assert SignOff.objects.get(meaning=Meaning.CORRECTION).checklist is None


def test_a_page_that_shows_a_correction_takes_as_many_queries_as_another(
    client, typography, django_assert_num_queries
):
    review, _ = typography
    by = make.make_physician()
    corrected(review, by=by, at=make.NOW)
    publishing.publish(actor=Actor.of(by), review=review, at=make.NOW)
    path = Live.objects.get().path
    with django_assert_num_queries(4):
        assert "reviewed by" in client.get(f"/{path}/").content.decode()
    with django_assert_num_queries(3):
        client.get("/conditions/")
